"""`python -m build_content`."""

import gc
import sys

from build_content.cli import main

# What is read lives until the end of this short run: looking for garbage would cost a tenth of it.
gc.disable()
sys.exit(main())
