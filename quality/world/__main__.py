"""`python -m quality.world`."""

import sys

from quality.world.command import main

sys.exit(main())
