"""The floors: for each set of annotated reports, its digest and the lowest F1 that each part may have.

A floor rises by `--update`. It falls only when a reason is given, and the reason stays in the file.
"""

import json
import math
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

# F1 is compared and kept in thousandths, rounded down: a floor never asks for more than was measured.
STEP = 0.001
# The same parse on another processor differs in its last bits and now and then turns one decision; on sets of this size
# one decision moves a part by up to 0.01 of F1 where a part has few items. A fall within it is no fall.
TOLERANCE = 0.01


@dataclass(slots=True)
class Floors:
    """The floors of one set of annotated reports."""

    digest: str = ""
    floors: dict[str, float] = field(default_factory=dict)
    lowered: list[dict[str, Any]] = field(default_factory=list)

    def falls(self, measured: dict[str, float]) -> dict[str, tuple[float, float]]:
        """Return (floor, measured) for each part that lies below its floor; a part no longer measured lies at 0."""
        now = {part: measured.get(part, 0.0) for part in self.floors}
        return {part: (floor, now[part]) for part, floor in self.floors.items() if now[part] < floor - TOLERANCE}

    def raised(self, digest: str, measured: dict[str, float], why: str = "", day: date | None = None) -> "Floors":
        """Return floors brought up to what was measured, for the set named `digest`.

        With a reason `why` they are also brought down to it, and each that falls is written to `lowered` with `day`.
        Without one, floors a little above what was measured stay where they are, and a fall beyond the tolerance
        raises ValueError.
        """
        falling = self.falls(measured)
        if falling and not why:
            raise ValueError(
                "would lower " + ", ".join(f"{p} from {a:.3f} to {b:.3f}" for p, (a, b) in falling.items())
            )
        new = {}
        for part, value in measured.items():
            down = math.floor(value / STEP + 1e-6) * STEP
            new[part] = round(down if why and part in falling else max(down, self.floors.get(part, 0.0)), 3)
        told = [
            {"part": part, "from": floor, "to": new.get(part, 0.0), "why": why, "on": (day or date.today()).isoformat()}  # noqa: DTZ011 - the day where the person is
            for part, (floor, _) in falling.items()
        ]
        return Floors(digest, new, self.lowered + told)


def load(path: Path) -> dict[str, Floors]:
    """Return the floors of every set by the set's name; none when the file is not there yet."""
    if not path.exists():
        return {}
    stored = json.loads(path.read_text(encoding="utf-8"))
    return {name: Floors(entry["digest"], entry["floors"], entry["lowered"]) for name, entry in stored.items()}


def save(path: Path, floors: dict[str, Floors]) -> None:
    """Write the floors of every set."""
    stored = {name: {"digest": f.digest, "floors": f.floors, "lowered": f.lowered} for name, f in floors.items()}
    path.write_text(json.dumps(stored, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
