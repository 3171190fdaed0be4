"""Where models are kept: a file of weights each, and the digests of all of them."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

import yaml

FOLDER = Path(__file__).resolve().parents[1] / "src" / "sayso" / "knowledge" / "models"
HEAD = "# The SHA-256 of each model's file, written by the modules of training/ and checked when a model is loaded.\n"


def write(name: str, weights: Mapping[str, float]) -> None:
    """Write a model and its digest."""
    FOLDER.mkdir(exist_ok=True)
    data = (json.dumps({"weights": dict(weights)}, ensure_ascii=False, indent=0, sort_keys=True) + "\n").encode()
    (FOLDER / f"{name}.json").write_bytes(data)
    book = FOLDER / "digests.yaml"
    digests = yaml.safe_load(book.read_text(encoding="utf-8")) if book.exists() else {}
    digests[name] = hashlib.sha256(data).hexdigest()
    book.write_text(HEAD + yaml.safe_dump(digests), encoding="utf-8")
