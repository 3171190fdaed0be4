"""Where models are kept: their files, and the digests of all of them."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

import yaml

FOLDER = Path(__file__).resolve().parents[1] / "src" / "sayso" / "knowledge" / "models"
_HEAD = "# The SHA-256 of each model's file, written by the modules of training/ and checked when a model is loaded.\n"


def write(name: str, weights: Mapping[str, float]) -> None:
    """Write a linear model and its digest."""
    keep(
        f"{name}.json",
        (json.dumps({"weights": dict(weights)}, ensure_ascii=False, indent=0, sort_keys=True) + "\n").encode(),
    )


def keep(file: str, data: bytes) -> None:
    """Write a file of a model and its digest."""
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / file).write_bytes(data)
    book = FOLDER / "digests.yaml"
    digests = yaml.safe_load(book.read_text(encoding="utf-8")) if book.exists() else {}
    digests[file] = hashlib.sha256(data).hexdigest()
    book.write_text(_HEAD + yaml.safe_dump(digests), encoding="utf-8")
