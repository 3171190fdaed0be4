"""Measure places on LGL and GeoVirus: the part `geoparsing` of `python -m quality.world`, whose options it takes too.

python benchmarks/places_geoparsing.py SHARED_FOLDER [--errors]
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from quality.world.command import main

sys.exit(main(["--only", "geoparsing", *sys.argv[1:]]))
