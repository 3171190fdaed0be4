"""Check what sayso is made of: licences that may be used, and known holes in the locked packages.

    python scripts/audit.py [--licences]

Licences are those that docs/licences.md tells, against the list below. Known holes are looked up by pip-audit, if it is
installed (`pip install pip-audit`), in the packages of requirements.lock; that asks the network, `--licences` does not.
"""

import argparse
import importlib.util
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LICENCES, LOCK = ROOT / "docs" / "licences.md", ROOT / "requirements.lock"
# Licences that allow use and redistribution beside Apache-2.0 without conditions on our own code. MPL 2.0 binds changes
# to its own files only, LGPL a library that can be exchanged; sayso changes no file of either.
ALLOWED = (
    r"MIT(?:-0)?(?: License)?", r"(?:new |modified )?BSD(?: License)?", r"BSD-[23]-Clause", r"0BSD",
    r"3-Clause BSD License",
    r"ISC(?: License(?: \(ISCL\))?)?", r"Apache(?:-2\.0| Software License| License,? (?:Version )?2\.0)", r"PSF-2\.0",
    r"Python Software Foundation License", r"Zlib", r"CC0-1\.0", r"CNRI-Python",
    r"(?:The )?Unlicense(?: \(Unlicense\))?",
    r"MPL-(?:1\.1|2\.0)", r"Mozilla Public License 2\.0 \(MPL 2\.0\)",
    r"LGPL-(?:2\.1|3\.0)-(?:only|or-later)", r"GNU Lesser General Public License v3(?: or later)?(?: \(LGPLv3\+?\))?",
    r"GNU Library or Lesser General Public License \(LGPL\)",
)  # fmt: skip
_ALLOWED = re.compile("|".join(f"(?:{one})" for one in ALLOWED), re.I)


def allowed(licence: str) -> bool:
    """Tell whether a licence as a package states it may be used: of several joined by OR one, by AND or a comma all."""
    plain = licence.strip().strip("()") if licence.count("(") != 1 or licence.startswith("(") else licence.strip()
    if " OR " in plain:
        return any(map(allowed, plain.split(" OR ")))
    return all(_ALLOWED.fullmatch(part.strip()) for part in re.split(r" AND |, (?!Version)", plain))


def refused(page: str) -> list[str]:
    """Return the lines of docs/licences.md whose licence is not on the list."""
    rows = [line.strip("|").split("|") for line in page.splitlines() if line.startswith("| ")][1:]
    return [f"{name.strip()}: {licence.strip()}" for name, licence in rows if not allowed(licence.strip())]


def main() -> int:
    """Run the checks; return 1 if one fails or cannot be made."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--licences", action="store_true", help="licences only, without the network")
    asked = parser.parse_args()
    wrong = refused(LICENCES.read_text(encoding="utf-8"))
    for line in wrong:
        print(f"licence not on the list: {line}")
    print(f"licences: {len(wrong)} refused")
    if asked.licences:
        return int(bool(wrong))
    if importlib.util.find_spec("pip_audit") is None:
        print("known holes: not looked up; pip install pip-audit", file=sys.stderr)
        return 1
    command = [sys.executable, "-m", "pip_audit", "--strict", "--require-hashes", "--disable-pip", "-r", str(LOCK)]
    return int(bool(wrong)) | subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
