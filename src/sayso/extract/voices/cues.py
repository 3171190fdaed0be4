"""The speech cues of `knowledge/cues.yaml`, compiled once."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sayso.errors import KnowledgeError
from sayso.knowledge.files import read_yaml
from sayso.model import Stance

CUES_FILE = "cues.yaml"
_FLAGS = frozenset({"clause", "object", "to", "hearer", "strict", "label", "none", "light"})
_NAMED_LISTS = ("only", "unless")
_LISTS = (
    "carriers",
    "silent",
    "denies_when_negated",
    "checking",
    "before_infinitive",
    "pointing",
    "pronouns_pointing",
    "untrue",
    "failing",
    "gaining",
    "scenes",
    "texts",
    "spoken_claims",
    "male",
    "female",
    "speaks_for",
    "outlet_names",
    "when",
    "carry_on",
    "another",
    "partly",
    "for_those",
    "negations",
    "generic",
    "linking",
    "monitors",
    "monitor_names",
    "watch_openers",
    "monitor_modifiers",
    "blank_objects",
    "turning",
    "conceding",
    "hearers",
    "first_person",
    "plural_modifiers",
    "address",
    "impersonal",
    "any_person",
    "own_bodies",
    "organs",
    "siding",
    "script_labels",
    "act_endings",
    "acts",
    "told",
    "offers",
    "withheld",
    "taken",
    "many",
    "standing",
    "supposing",
    "courts",
    "untrue_words",
    "charges_bare",
    "relative_openers",
    "before_denying",
    "true_words",
    "not_so",
    "so_untrue",
    "whiles",
    "inventing",
    "inventing_pairs",
    "not_negating",
    "obliging",
    "state_words",
    "irregular_words",
    "mishaps",
    "downing",
    "same_act",
    "openers",
    "speaking_self",
    "he_or_she",
    "for_many",
    "stand_ins",
    "subject_pronouns",
    "object_pronouns",
    "accused_again",
    "reflexives",
    "definite",
    "indefinite",
    "heading",
    "voiceless",
    "speechless",
    "acronyms",
    "links",
    "not_after_names",
    "before_places",
    "before_objects",
    "opening_relatives",
    "before_hearers",
    "before_gerund",
    "after_statement_noun",
    "told_by_that",
    "no_sources",
    "bare_counts",
    "modifying",
    "modified",
    "posted",
    "before_no_voice",
    "dangling",
    "within_names",
    "glued",
    "glued_hurt",
    "glued_ground",
    "before_reply",
    "breaking_off",
    "still_told",
    "shifted",
    "asides",
    "advising",
    "only_possible",
    "checking_failed",
    "never_passive",
    "not_checking",
    "telling_nothing",
    "mouthpieces",
    "pictures",
    "showing",
    "publishing",
    "eyes",
    "seeing",
    "backing",
    "crowds",
    "judged",
    "coming",
    "naming",
)


@dataclass(frozen=True, slots=True)
class VerbCue:
    """How one speech verb is built; `key` is its dictionary form with particle or object ("call for").

    `only` and `unless` name word lists: what its object must be, and what makes it no statement; "" when any will do.
    """

    key: str
    stance: Stance
    clause: bool = False
    object: bool = False
    to: bool = False
    hearer: bool = False
    strict: bool = False
    label: bool = False
    none: bool = False
    light: bool = False
    preps: frozenset[str] = frozenset()
    only: str = ""
    unless: str = ""
    object_stance: Stance | None = None


@dataclass(frozen=True, slots=True)
class Cues:
    """All cue data: verbs by key, statement nouns by stance, openings like "according to", word sets by name."""

    verbs: dict[str, VerbCue]
    extended: dict[str, frozenset[str]]  # first word of a two-word key -> its second words
    nouns: dict[str, Stance]
    prepositions: tuple[tuple[str, ...], ...]
    speakers: dict[str, frozenset[str]]
    every_speaker: frozenset[str]
    words: dict[str, frozenset[str]]

    def has(self, name: str, word: str) -> bool:
        """Tell whether `word` is in the word set called `name`."""
        return word in self.words[name]


@lru_cache(maxsize=1)
def load_cues() -> Cues:
    """Read and compile the cue data; raises KnowledgeError for an unknown stance, flag or missing list."""
    return compile_cues(read_yaml(CUES_FILE))


def compile_cues(data: Any) -> Cues:
    """Compile cue data as parsed from YAML; raises KnowledgeError naming the entry that breaks the file's rules."""
    if not isinstance(data, dict):
        raise KnowledgeError(f"knowledge/{CUES_FILE}: expected a mapping at the top")
    verbs: dict[str, VerbCue] = {}
    for group in data.get("verbs", ()):
        unknown = set(group) - _FLAGS - {"stance", "object_stance", "verbs", "preps", *_NAMED_LISTS}
        if unknown:
            raise KnowledgeError(f"knowledge/{CUES_FILE}: unknown key {sorted(unknown)[0]!r} in a group of verbs")
        flags: dict[str, Any] = {name: bool(group.get(name, False)) for name in _FLAGS}
        flags.update((name, str(group.get(name, ""))) for name in _NAMED_LISTS)
        preps = frozenset(str(p) for p in group.get("preps", ()))
        stance = _stance(group.get("stance"))
        wrong = next((flags[name] for name in _NAMED_LISTS if flags[name] and flags[name] not in _LISTS), None)
        if wrong is not None:
            raise KnowledgeError(f"knowledge/{CUES_FILE}: a group of verbs names an unknown list {wrong!r}")
        other = _stance(group["object_stance"]) if "object_stance" in group else None
        for key in group.get("verbs", ()):
            verbs.setdefault(str(key), VerbCue(str(key), stance, preps=preps, object_stance=other, **flags))
    extended: dict[str, set[str]] = {}
    for key in verbs:
        head, _, rest = key.partition(" ")
        if rest:
            extended.setdefault(head, set()).add(rest)
    nouns = {str(word): _stance(stance) for stance, words in data.get("nouns", {}).items() for word in words}
    speakers = {str(kind): frozenset(map(str, words)) for kind, words in data.get("speakers", {}).items()}
    missing = [name for name in _LISTS if not isinstance(data.get(name), list)]
    if missing:
        raise KnowledgeError(f"knowledge/{CUES_FILE}: no list {missing[0]!r}")
    return Cues(
        verbs=verbs,
        extended={head: frozenset(rest) for head, rest in extended.items()},
        nouns=nouns,
        prepositions=tuple(tuple(map(str, words)) for words in data.get("prepositions", ())),
        speakers=speakers,
        every_speaker=frozenset().union(*speakers.values()),
        words={name: frozenset(str(word).lower() for word in data[name]) for name in _LISTS},
    )


def _stance(name: Any) -> Stance:
    try:
        return Stance(name)
    except ValueError as error:
        raise KnowledgeError(f"knowledge/{CUES_FILE}: unknown stance {name!r}") from error
