"""`python -m build_content`."""

import sys

from build_content.cli import main

sys.exit(main())
