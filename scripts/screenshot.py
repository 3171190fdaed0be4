"""Takes the picture of the README: the page of the bundled story as a browser shows it. Needs Chromium.

python scripts/screenshot.py
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STORY = ROOT / "examples" / "wire-story.txt"
PICTURE = ROOT / "docs" / "page.png"
SIZE = (1240, 900)  # pixels: what fits a laptop's screen
LIMIT = 300_000  # bytes: a README should not be heavy
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# No network, no first-run business, nothing kept: the page itself asks for nothing.
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
]


def main() -> None:
    """Write docs/page.png, or exit with what is missing."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        sys.exit(f"needs one of {', '.join(BROWSERS)}")
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "page.html")
        command = [sys.executable, "-m", "sayso", "read", str(STORY), "--format", "html", "--output", str(page)]
        subprocess.run(command, check=True)
        window = "--window-size={},{}".format(*SIZE)
        options = [f"--user-data-dir={folder}/browser", f"--screenshot={PICTURE}", window, page.as_uri()]
        subprocess.run([browser, *FLAGS, *options], check=True, capture_output=True)
    if PICTURE.stat().st_size > LIMIT:
        sys.exit(f"{PICTURE.name} has {PICTURE.stat().st_size:,} bytes, more than {LIMIT:,}")


if __name__ == "__main__":
    main()
