"""How sure the joint model must be to be believed (`knowledge/joint.yaml`)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from sayso.errors import KnowledgeError
from sayso.knowledge.files import read_yaml

_FILE = "joint.yaml"


@dataclass(frozen=True, slots=True)
class PartDoubt:
    """How likely a part must be to be filled in, to take another's place, and none of it for it to be emptied."""

    fill: float
    switch: float
    own: float
    empty: float


@dataclass(frozen=True, slots=True)
class SameDoubt:
    """From which probability two tellings are of one act, and the weights of its signs (`extract/joint_same.py`).

    `denied` is that of a strike that is denied and told without place and day.
    """

    enough: float
    denied: float
    weights: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Doubts:
    """All of them."""

    add: float
    bare: float
    drop: float
    sure: float
    drop_denied: float
    drop_account: float
    drop_place: float
    kind: float
    realis: float
    parts: Mapping[str, PartDoubt]
    voices: Mapping[str, float]
    same: SameDoubt


@lru_cache(maxsize=1)
def doubts() -> Doubts:
    """Load them once; raises KnowledgeError where one is missing or unknown."""
    told = read_yaml(_FILE)
    try:
        return Doubts(
            add=float(told["acts"]["add"]),
            bare=float(told["acts"]["bare"]),
            drop=float(told["unlikely"]["act"]),
            sure=float(told["unlikely"]["sure"]),
            drop_denied=float(told["unlikely"]["denied"]),
            drop_account=float(told["unlikely"]["account"]),
            drop_place=float(told["unlikely"]["place"]),
            kind=float(told["acts"]["kind"]),
            realis=float(told["acts"]["realis"]),
            parts={name: PartDoubt(**values) for name, values in told["parts"].items()},
            voices={name: float(values) for name, values in told["voices"].items()},
            same=SameDoubt(**told["same"]),
        )
    except (KeyError, TypeError) as error:
        raise KnowledgeError(f"knowledge/{_FILE}: {error}") from error
