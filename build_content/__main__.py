"""`python -m build_content`."""

import gc
import os

from build_content.cli import main

# What is read lives until the end of this short run. Looking for garbage would cost a tenth of it,
# and taking everything apart at the end as much again; what was written has been flushed by then.
gc.disable()
os._exit(main())
