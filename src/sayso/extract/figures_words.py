"""The words of outcomes.yaml, turned around: from a word to the outcome it carries."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sayso.knowledge.files import read_yaml
from sayso.model import Outcome


@dataclass(frozen=True, slots=True)
class OutcomeWords:
    """outcomes.yaml, compiled: `by[role][word]` gives the outcome, `sets[role]` the plain word lists."""

    by: dict[str, dict[str, Outcome]]
    sets: dict[str, frozenset[str]]


_ROLES = ("verbs", "people_verbs", "resultative", "fates", "states", "counted", "acts", "tolls")
_NESTED = (
    "lives",
    "forced",
    "left_home",
    "treated",
    "affected",
    "hospital",
    "losing",
    "maiming",
    "left_with",
    "put_at",
)


@lru_cache(maxsize=1)
def outcome_words() -> OutcomeWords:
    """Return the compiled words; raises KnowledgeError if the file is broken."""
    data: dict[str, Any] = read_yaml("outcomes.yaml")
    by = {
        role: {word: Outcome(outcome) for outcome, words in data.pop(role).items() for word in words} for role in _ROLES
    }
    sets = {f"{role}_{part}": frozenset(words) for role in _NESTED for part, words in data.pop(role).items()}
    sets |= {role: frozenset(words) for role, words in data.items()}
    sets["anchors"] = frozenset(
        word for role in ("verbs", "people_verbs", "resultative", "fates", "states", "acts") for word in by[role]
    )
    # words that may be a participle or a past tense: "12 killed" against "12 rebels killed a soldier"
    sets["states_active"] = frozenset(word for word in by["states"] if word.endswith("ed")) | sets["participles"]
    return OutcomeWords(by, sets)
