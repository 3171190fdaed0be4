"""Who a country named alone stands for: its government, military or people ("Russia bombed", "a Syrian was shot")."""

from sayso.extract.parties_home import Home
from sayso.extract.parties_match import PartyMatch, match_of
from sayso.extract.parties_phrase import Atom
from sayso.extract.parties_words import stem


def country_alone(home: Home, atom: Atom, role: str, violent: bool) -> PartyMatch:
    """Nothing but a country: its government, its military if it strikes, its people if they are many."""
    assert atom.entry is not None  # noqa: S101
    iso, sort = atom.entry.country, atom.entry.sort
    if role == "target" and violent and sort == "capital":
        return match_of("CIV", "place")  # "missiles hit Riyadh": the town, not who governs from it
    if sort == "adjective" and _is_one_person(home, atom):
        return match_of("CIV", "demonym")  # "a Palestinian"
    if sort == "adjective" and atom.stemmed:
        counted = atom.start and home.doc[home.text.token[atom.start] - 1].pos_ in {"NUM", "ADJ"}
        foreign = iso != home.country and not counted and role != "target"
        return match_of(f"{iso}-GOV" if foreign else "CIV", "demonym")
    strikes = _strikes(home, atom)
    if (violent and role == "agent" and sort != "capital") or (sort != "capital" and strikes and not atom.stemmed):
        return match_of(f"{iso}-MIL", "country+force")
    return match_of(f"{iso}-GOV", sort)


def _is_one_person(home: Home, atom: Atom) -> bool:
    """Tell whether an adjective of a country stands as a noun for one of its people ("a Syrian was shot")."""
    doc = home.doc
    first, last = home.text.token[atom.start], home.text.token[atom.end - 1]
    alone = doc[last].tag_ in {"NN", "NNP"} and doc[last].dep_ not in {"compound", "amod", "nmod"}
    alone = alone and (last + 1 == len(doc) or doc[last + 1].pos_ not in {"NOUN", "PROPN"})
    return alone and first > 0 and doc[first - 1].lower_ in home.sets["one_of"]


def _strikes(home: Home, atom: Atom) -> bool:
    """Tell whether a word for force stands right behind a country ("Russian strikes")."""
    words, nouns = home.text.words, home.sets["strike_nouns"]
    follower = words[atom.end].text if atom.end < len(words) else ""
    strikes = follower in nouns or stem(follower) in nouns
    return strikes and home.doc[home.text.token[atom.end]].pos_ in {"NOUN", "PROPN", "ADJ"}
