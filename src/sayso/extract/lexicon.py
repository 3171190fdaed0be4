"""Word classes and grammar words that the event extractors share, loaded once from `knowledge/`."""

from dataclasses import dataclass, field
from functools import lru_cache

from spacy.tokens import Token

from sayso.knowledge.files import read_yaml


def _words(entries: object) -> frozenset[str]:
    return frozenset(str(entry).lower() for entry in (entries if isinstance(entries, list) else []))


@dataclass(frozen=True)
class Lexicon:
    """All word lists by name: `classes` (of nouns), `light` verbs, `means`, `realis` words, `nonevents`, `triggers`,
    and `kinds` of events."""

    classes: dict[str, frozenset[str]]
    light: dict[str, frozenset[str]]
    means: dict[str, frozenset[str]]
    precedence: tuple[str, ...]
    air_parties: frozenset[str]
    realis: dict[str, dict[str, frozenset[str]]]
    nonevents: dict[str, frozenset[str]]
    kinds: dict[str, frozenset[str]] = field(default_factory=dict)
    triggers: dict[str, frozenset[str]] = field(default_factory=dict)
    figurative: dict[str, frozenset[str]] = field(default_factory=dict)
    irregular: dict[str, str] = field(default_factory=dict)
    people: frozenset[str] = frozenset()

    def kind_of_means(self, token: Token) -> str:
        """Return the kind that a weapon or platform word speaks for, alone or with the word before it, else ""."""
        lower, lemma = token.lower_, token.lemma_.lower()
        if token.i and token.is_title and token.nbor(-1).lower_ in self.nonevents["locating"]:
            return ""  # "in Tank": a town that is spelt like a weapon
        pair = f"{token.nbor(-1).lower_} {lemma}" if token.i else lemma
        for kind in self.precedence:  # "suicide bomber" before "bomber"
            if pair in self.means[kind]:
                return kind
        for kind in self.precedence:
            if lemma in self.means[kind] or lower in self.means[kind]:
                return kind
        return ""


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Load the word lists; raises KnowledgeError if a data file is broken."""
    means, triggers = read_yaml("means.yaml"), read_yaml("triggers.yaml")
    return Lexicon(
        classes={name: _words(words) for name, words in read_yaml("classes.yaml").items()},
        light={name: _words(words) for name, words in read_yaml("lightverbs.yaml").items()},
        means={kind: _words(means[kind]) for kind in means["precedence"]},
        precedence=tuple(means["precedence"]),
        air_parties=_words(means["air_parties"]),
        realis={
            name: {part: _words(words) for part, words in parts.items()}
            for name, parts in read_yaml("realis.yaml").items()
        },
        nonevents={name: _words(words) for name, words in read_yaml("nonevents.yaml").items()},
        kinds={name: _words(kinds) for name, kinds in read_yaml("kinds.yaml").items()},
        triggers={name: _words(words) for name, words in triggers.items() if isinstance(words, list)},
        figurative={name: _words(words) for name, words in triggers["figurative"].items()},
        irregular=dict(triggers["irregular"]),
        people=_words(read_yaml("outcomes.yaml")["people"]),
    )
