"""`python -m sanxiang` is the `sanxiang` command."""

import sys

from sanxiang.site.cli import main

sys.exit(main())
