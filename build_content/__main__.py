"""`python -m build_content`."""

import gc
import os
import sys

from build_content.cli import main

# Editions are set by processes of their own, which import this module too.
if __name__ == "__main__":
    # What is read lives until the end of this short run. Looking for garbage would cost a tenth of
    # it, and taking everything apart at the end as much again; what was written has been flushed.
    gc.disable()
    code = main()
    if "multiprocessing.pool" in sys.modules:
        sys.exit(code)  # the semaphores of editions are given back in an orderly end alone
    os._exit(code)
