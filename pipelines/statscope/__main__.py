"""``python -m statscope``: the command line."""

import sys

from statscope.cli import main

if __name__ == "__main__":
    sys.exit(main())
