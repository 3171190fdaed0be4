"""Origins: who a claim goes back to, and how many independent origins a set of claims has.

An origin is a key that never changes: a party ("sohr", "state:SYR", "SYR-REB", "UN"), an outlet ("media:reuters"), a
person or body without a code of its own ("name:human_rights_watch"), or a text ("text:" and the group of its reprints),
to which the report's own voice and its unnamed voices go back. docs/origins.md tells the rules.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from sayso.extract.parties_data import iso_of, issuing_party
from sayso.ledger.interests import interested
from sayso.ledger.origin_data import (
    MEDIA,
    NAME,
    STATE,
    TEXT,
    countries,
    folded,
    groups,
    organs,
    origin_data,
    party_origin,
)
from sayso.ledger.origin_names import body_in, monitor_in, named, person_in
from sayso.ledger.outlets import Outlet, by_key, host, outlet, outlet_in
from sayso.model import Account, Stance, Voice
from sayso.model.incident import Claim, Source
from sayso.model.statement import OUTLET

__all__ = ["independent", "interested", "is_staff", "name_of", "origin", "origin_name", "speaker_name"]

# Answers remembered: the same few publishers and voices come again each time that an incident is judged anew.
_REMEMBERED = 4096
_AGENCIES = re.compile(r"\s*(?:[/,;&+]|\band\b)\s*")


def origin(account: Account, source: Source, country: str = "") -> str:
    """Return the key of who an account in a report goes back to.

    The innermost speaker counts; an unnamed one goes back to the party or outlet that carries him, else to the text.
    `country` (ISO3) is where the act took place, if known: it tells whose "state media" are.
    """
    if account.source.is_outlet:
        return _own_voice(source)
    found = _voice(account.source, country)
    if not found and account.via is not None and not account.via.is_outlet:
        found = _voice(account.via, country)
    if not found.startswith(NAME) or not _is_source(account.source.text):
        return found or _text(source)
    return _office(source.publisher) or found


def _is_source(text: str) -> bool:
    """Tell whether a voice is "a source at the Central Hospital": to whom an office's own paper lends its word."""
    return bool(set(folded(text).split("_")) & origin_data().sets["sources"])


@lru_cache(maxsize=_REMEMBERED)
def origin_name(key: str) -> str:
    """Return the words for an origin that people read ("Reuters", "the Syrian state", "one report")."""
    if key.startswith(TEXT):
        return "the report itself"
    if key.startswith(STATE):
        iso = key.removeprefix(STATE)
        return f"the {countries()[iso][1]} state" if iso in countries() else f"the state of {iso}"
    if key.startswith(MEDIA):
        known = by_key().get(key.removeprefix(MEDIA))
        return known.name if known is not None else key.removeprefix(MEDIA)
    if key.startswith(NAME):
        return _written(key.removeprefix(NAME).split("_"))
    if key in groups():
        return groups()[key].name
    iso = iso_of(key)
    if iso in countries():
        side = {"REB": "armed opposition", "OPP": "opposition"}.get(key[4:], key[4:])
        return f"the {countries()[iso][1]} {side}"
    return "the United Nations" if key == "UN" else key


def speaker_name(claim: Claim) -> str:
    """Return the words for who makes a claim whose origin has a name: the organ or force that speaks, else the origin.

    "the Syrian armed forces", not "the Syrian state"; the coalition, not the state whose word counts as its own.
    """
    if claim.party in groups():
        return groups()[claim.party].name
    iso, organ = iso_of(claim.party), organs().get(claim.party[4:], "")
    if organ and claim.origin == STATE + iso and iso in countries():
        return f"the {countries()[iso][1]} {organ}"
    return origin_name(claim.origin)


@lru_cache(maxsize=_REMEMBERED)
def name_of(key: str) -> str:
    """Return the name of an origin that is a party or outlet of the tables, "" for any other."""
    return origin_name(key) if key in groups() or key.startswith((STATE, MEDIA)) else ""


def independent(claims: Iterable[Claim]) -> tuple[str, ...]:
    """Return the sorted origins that count, one for each independent origin among claims that assert one thing.

    Reprints of one text are one origin, so are the unnamed and own voices of one publisher. What outlets tell in their
    own voice they may have from anywhere: it counts only where no claim is given to somebody but to parties to the act,
    and then all of it is one origin. The own voice of an organ that speaks for a party counts as the party's.
    """
    counted = _without_echoes(sorted(claims, key=lambda claim: (claim.report, claim.voice, claim.origin)))
    sourced = [claim for claim in counted if not _is_unsourced(claim)]
    unsourced = [claim.origin for claim in counted if _is_unsourced(claim) and not claim.interested]
    joined = _Joined()
    if any(not claim.interested and not is_staff(claim.origin, claim.voice) for claim in sourced):
        counted = sourced
    else:
        for key in unsourced[1:]:
            joined.join(unsourced[0], key)
    for claim in counted:
        joined.add(claim.origin)
        if claim.origin.startswith(TEXT) or _is_own(claim):
            if claim.group:
                joined.join(claim.origin, TEXT + claim.group)
            newsroom = _newsroom(claim.publisher)
            if newsroom and claim.origin.startswith(TEXT):
                joined.join(claim.origin, newsroom)
    # Of origins that are one, a named one stands for all.
    origins = {claim.origin for claim in counted}
    return tuple(
        sorted(
            {min(one & origins, key=lambda key: (key.startswith(TEXT), key)) for one in joined.sets() if one & origins}
        )
    )


class _Joined:
    """Sets of keys that are one; of two that are joined the smaller goes into the larger."""

    def __init__(self) -> None:
        self._of: dict[str, set[str]] = {}

    def add(self, key: str) -> None:
        self._of.setdefault(key, {key})

    def join(self, a: str, b: str) -> None:
        self.add(a)
        self.add(b)
        less, more = sorted((self._of[a], self._of[b]), key=len)
        if less is not more:
            more |= less
            self._of.update(dict.fromkeys(less, more))

    def sets(self) -> list[set[str]]:
        return list({id(one): one for one in self._of.values()}.values())


def _own_voice(source: Source) -> str:
    """Return the origin of a report's own voice: its agency, the owner an official organ speaks for, else its text."""
    for name in _AGENCIES.split(source.agency):
        known = outlet(name)
        if known is not None:
            return _media(known)
    if source.agency.strip():
        return MEDIA + folded(source.agency).replace("_", "-")
    return _office(source.publisher) or _text(source)


@lru_cache(maxsize=_REMEMBERED)
def _office(publisher: str) -> str:
    """Return the party whose own word a publisher prints, "" for one with a newsroom of its own."""
    known = outlet(publisher)
    if known is not None:
        return _media(known) if known.official else ""
    labels = host(publisher).split(".")
    for start in range(len(labels) - 1):
        found = origin_data().sites.get(".".join(labels[start:]))
        if found:
            return found
    code = issuing_party(publisher)
    return (party_origin(code) or _someone(publisher)) if code else ""


def _text(source: Source) -> str:
    return TEXT + (source.group or source.report)


@lru_cache(maxsize=_REMEMBERED)
def _voice(voice: Voice, country: str) -> str:
    """Return the origin that a voice names, "" for an unnamed one."""
    code = voice.party
    if code in origin_data().sets["shared_codes"] or code.endswith("-OPP"):
        return _media_voice(voice.text, country) if code == "MED" else _someone(voice.text, country)
    return party_origin(code)


def _media_voice(text: str, country: str) -> str:
    """Return the origin of media: an outlet by name, the state whose media they are, "" for "local media"."""
    known = outlet_in(_behind_credit(text))
    if known is not None:
        return _media(known)
    if set(folded(text).split("_")) & origin_data().sets["state_media"]:
        entry = named(text, {"country", "adjective", "capital"})
        if entry is not None or country:
            return party_origin(entry.code) if entry is not None else STATE + country
    return _someone(text, country)


def _behind_credit(text: str) -> str:
    """Return a phrase without the agency credited before the media that speak ("AP Syria's state television")."""
    first, _, rest = text.partition(" ")
    behind = set(folded(rest).split("_")) if rest else set()
    credited = outlet_in(first) is not None and bool(behind & origin_data().sets["state_media"])
    return rest if credited and named(rest, {"country", "adjective", "capital"}) is not None else text


def _media(known: Outlet) -> str:
    """Return the origin of an outlet: whom it speaks for, else itself."""
    whose = known.alignment.partition(":")[2]
    if known.official and known.alignment.startswith("state:"):
        return STATE + whose
    return (party_origin(whose) if known.official else "") or MEDIA + known.key


def _someone(text: str, country: str = "") -> str:
    """Return the origin of a person or body that is named in full, "" for "residents" and "a medic"."""
    entry = named(text, {"group"}, country)
    if entry is not None and entry.kind in origin_data().sets["speaking_kinds"]:
        return party_origin(entry.code)
    name = body_in(text) or monitor_in(text) or person_in(text)
    return NAME + folded(name) if name else ""


def _written(words: list[str]) -> str:
    """Return folded words as a name is written: "abu malek al jayrudi" gives "Abu Malek al-Jayrudi"."""
    spelled = (word if word in origin_data().sets["small"] else word.capitalize() for word in words)
    return " ".join(spelled).replace(" al ", " al-")


def _is_own(claim: Claim) -> bool:
    return not claim.voice or claim.party == OUTLET


def is_staff(origin_key: str, voice: str) -> bool:
    """Tell whether a voice is an outlet's own reporter: a witness, but nobody to whom the outlet gives its word."""
    return origin_key.startswith(MEDIA) and bool(set(folded(voice).split("_")) & origin_data().sets["staff"])


def _is_unsourced(claim: Claim) -> bool:
    """Tell whether an outlet tells something without saying whose word it is, and is no mouthpiece in the matter."""
    if not _is_own(claim):
        return False
    group = groups().get(claim.origin)
    mouthpiece = group is not None and group.kind not in origin_data().sets["speaking_kinds"]
    return claim.origin.startswith((TEXT, MEDIA)) or (mouthpiece and not claim.interested)


@lru_cache(maxsize=_REMEMBERED)
def _newsroom(publisher: str) -> str:
    """Return the key that unnamed voices of one publisher have in common, "" for a publisher that is nobody."""
    if not publisher or publisher.lower() in origin_data().sets["nobody"]:
        return ""
    known = outlet(publisher)
    return _media(known) if known is not None else MEDIA + folded(publisher).replace("_", "-")


def _without_echoes(claims: list[Claim]) -> list[Claim]:
    """Leave out own voices where the text gives the claim to somebody, and "a monitor" where it names the monitor.

    Where one text alone tells of something, "local sources" beside a voice with a name are left out too: whom the
    writer does not name is no second witness. Nor is "the group" that claims an act which somebody claims by name, nor
    unnamed "activists" who but lay at somebody's door what the same text tells by a voice with a name.
    """
    given = {claim.group or claim.report for claim in claims if not _is_own(claim)}
    named_there = {claim.group or claim.report for claim in claims if _names_monitor(claim)}
    naming = {c.group or c.report for c in claims if not _is_own(c) and not c.origin.startswith(TEXT)}
    claimed = any(c.manner is Stance.CLAIMS and not c.origin.startswith(TEXT) for c in claims)
    one_text = len({claim.group or claim.report for claim in claims}) == 1
    names_somebody = one_text and any(not _is_own(c) and not c.origin.startswith(TEXT) for c in claims)
    kept = []
    for claim in claims:
        told_by = claim.group or claim.report
        if _is_own(claim) and told_by in given:
            continue
        if claim.origin.startswith(TEXT) and claim.manner is Stance.ACCUSES and told_by in naming:
            continue
        if claimed and claim.manner is Stance.CLAIMS and claim.origin.startswith(TEXT):
            continue
        if claim.origin.startswith(TEXT) and (names_somebody or (told_by in named_there and _is_monitor(claim.voice))):
            continue
        kept.append(claim)
    return kept


@lru_cache(maxsize=_REMEMBERED)
def _is_monitor(voice: str) -> bool:
    """Tell whether a voice is a monitor left without a name: "the watchdog", "the London-based group"."""
    words = folded(voice).split("_")
    based = words.index("based") if "based" in words else len(words)
    bodies = origin_data().sets["monitors"] | origin_data().sets["based_bodies"]
    return bool(set(words) & origin_data().sets["monitors"] or set(words[based + 1 : based + 3]) & bodies)


def _names_monitor(claim: Claim) -> bool:
    return claim.origin in groups() and groups()[claim.origin].kind == "monitor"
