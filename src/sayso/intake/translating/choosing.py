"""Which translator is meant by the name in an option or a setting."""

import os
from pathlib import Path

from sayso.errors import SettingError
from sayso.intake.translating.phrasebook import Phrasebook
from sayso.intake.translating.served import ServedTranslator
from sayso.intake.translating.translator import Translator
from sayso.served_model import served_model

SETTING = "SAYSO_TRANSLATOR"
PHRASEBOOK = "phrasebook:"


def translator_of(name: str | None) -> Translator | None:
    """Return the translator of a name, else the one in SAYSO_TRANSLATOR, None where neither names one.

    `phrasebook:FILE` looks sentences up in a file; `served` asks the model at SAYSO_MODEL_URL, `served:NAME` the one
    of that name there. Raises SettingError for any other name, and for a setting that is missing.
    """
    name = name or os.environ.get(SETTING, "")
    if not name:
        return None
    if name.startswith(PHRASEBOOK):
        return Phrasebook(Path(name.removeprefix(PHRASEBOOK)).expanduser())
    kind, _, model = name.partition(":")
    if kind == "served":
        return ServedTranslator(served_model(model))
    raise SettingError(f"--translator {name}: there is phrasebook:FILE, served and served:MODEL")
