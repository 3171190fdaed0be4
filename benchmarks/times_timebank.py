"""Measure dates on TimeML news: the part `timebank` of `python -m quality.world`, whose other options it takes too.

python benchmarks/times_timebank.py SHARED_FOLDER [--errors]
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from quality.world.command import main

sys.exit(main(["--only", "timebank", *sys.argv[1:]]))
