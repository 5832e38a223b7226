"""``python -m termlint``."""

import sys

from termlint.cli import main

sys.exit(main())
