"""Measure voices on PolNeAR: the part `polnear` of `python -m quality.world`, whose other options it takes too.

python benchmarks/voices_polnear.py SHARED_FOLDER [--errors]
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from quality.world.command import main

sys.exit(main(["--only", "polnear", *sys.argv[1:]]))
