"""``python -m termlint``."""

import sys

from termlint.cli import main

if __name__ == "__main__":  # a process that shares the work imports this module, too
    sys.exit(main())
