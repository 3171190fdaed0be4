"""`python -m quality`."""

import sys

from quality.gate import main

sys.exit(main())
