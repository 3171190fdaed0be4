"""The accounts of an incident side by side: a column for each position, in each the voices that hold it."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sayso.export.actors import named
from sayso.ledger.camps import allied
from sayso.ledger.evidence import voice_name
from sayso.ledger.origins import interested, origin_name
from sayso.ledger.passages import Passage
from sayso.model import UNKNOWN, Account, Participant, Span, Stance
from sayso.model.incident import Actor, Claim, Dispute, Incident, Matter
from sayso.web.links import outlet_link, party_link, words_link
from sayso.web.sentences import Excerpt, excerpt

# Above this many accounts those of one origin stand below its first.
MANY_ACCOUNTS = 12
# So many origins of a column are shown at once; the rest is one click away.
MANY_ORIGINS = 8


@dataclass(frozen=True, slots=True)
class Card:
    """An account as a page shows it.

    `said` is the sentence that attributes it, its words marked; `clause` the clause that tells the act, where it stands
    elsewhere in the report. `stake` explains why the voice is interested, "" where it is not. `by` names the
    model that proposed the event, "" for what sayso itself read.
    """

    key: str
    voice: str
    party: str
    party_words: str
    party_link: str
    stance: str
    manner: str
    since: datetime.date | None
    via: str
    stake: str
    said: Excerpt | None
    clause: str
    words_link: str
    publisher: str
    publisher_link: str
    title: str
    live: bool
    origin: str
    by: str


@dataclass(frozen=True, slots=True)
class Group:
    """Accounts that go back to one origin: the first of them, and the others."""

    origin: str
    first: Card
    others: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A position and who holds it: `stance` is asserts or denies, `about` what the position is about."""

    title: str
    stance: str
    about: str
    groups: tuple[Group, ...]
    more: tuple[Group, ...]
    accounts: int
    origins: int


def columns(incident: Incident, told: Mapping[str, Passage]) -> list[Column]:
    """Return the columns in an order that stays: what is asserted by position, then what takes none, then denials."""
    positions = _positions(incident, told)
    filed: dict[tuple[str, str, str], list[Claim]] = {
        ("asserts", title, about): [] for title, about in dict.fromkeys((p.title, p.about) for p in positions)
    }
    plain = ("asserts", "asserts it" if not positions else f"asserts it, {_OPEN[positions[0].about]}", "")
    denying = ("denies", _denial(incident), "")
    filed |= {plain: [], denying: []}
    for claim in incident.claims:
        if claim.stance is Stance.DENIES:
            filed[denying].append(claim)
            continue
        mine = next((p for p in positions if claim.event in p.events), None)
        filed[("asserts", mine.title, mine.about) if mine else plain].append(claim)
    fold = len(incident.claims) > MANY_ACCOUNTS
    return [_column(*key, claims, incident, told, fold) for key, claims in filed.items() if claims]


@dataclass(frozen=True, slots=True)
class _Position:
    """A rival position: its words, what it is about, and the keys of the events that tell it so."""

    title: str
    about: str
    events: frozenset[str]


_OPEN = {"agent": "names neither", "target": "takes no side on the target", "means": "tells no means"}
_ROLE = {Matter.AGENT: "done by", Matter.TARGET: "aimed at"}


def _positions(incident: Incident, told: Mapping[str, Passage]) -> list[_Position]:
    """Return the positions of the gravest dispute between rival versions of the act, none where there is none."""
    for about in (Matter.AGENT, Matter.TARGET, Matter.MEANS):
        for dispute in incident.disputes:
            if dispute.about is about and not _is_denial(dispute):
                return _sides(dispute, told)
    return []


def _is_denial(dispute: Dispute) -> bool:
    return any(side.position.startswith("denies") for side in dispute.sides)


def _sides(dispute: Dispute, told: Mapping[str, Passage]) -> list[_Position]:
    about = dispute.about.value
    if dispute.about is Matter.MEANS:
        return [
            _Position(
                f"tells it as {side.position.replace('_', ' ')}",
                about,
                frozenset(k for k, p in told.items() if p.event.body.kind == side.position),
            )
            for side in dispute.sides
        ]
    who = {key: _part(passage, dispute.about) for key, passage in told.items()}
    first: dict[str, str] = {}  # the words that name a party first are those of its position
    for passage in told.values():
        part = _part(passage, dispute.about)
        if passage.event.source.live and part is not None and part.party != UNKNOWN:
            first.setdefault(part.party, part.text)
    parties = {words: party for party, words in reversed(first.items())}
    known = [(side, parties.get(side.position, "")) for side in dispute.sides]
    found = []
    for side, party in known:
        rivals = [other for _, other in known if other != party]
        events = frozenset(k for k, part in who.items() if part is not None and _stands(part, party, rivals))
        found.append(_Position(f"{_ROLE[dispute.about]} {side.position}", about, events))
    return found


def _part(passage: Passage, about: Matter) -> Participant | None:
    return passage.event.body.agent if about is Matter.AGENT else passage.event.body.target


def _stands(part: Participant, party: str, rivals: Sequence[str]) -> bool:
    """Tell whether who is named is a party, or of its side and of no rival's."""
    if not party or part.party == UNKNOWN:
        return False
    if part.party == party:
        return True
    against = any(allied(part.party, rival) for rival in rivals if rival)
    return part.party not in rivals and allied(part.party, party) and not against


def _denial(incident: Incident) -> str:
    sides = (side.position for dispute in incident.disputes for side in dispute.sides)
    return next((position for position in sides if position.startswith("denies")), "denies it")


def _column(
    stance: str,
    title: str,
    about: str,
    claims: Sequence[Claim],
    incident: Incident,
    told: Mapping[str, Passage],
    fold: bool,
) -> Column:
    cards = [_card(claim, incident, told) for claim in sorted(claims, key=_age)]
    groups: list[Group] = []
    if fold:
        by_origin: dict[str, list[Card]] = {}
        for card in cards:
            by_origin.setdefault(card.origin, []).append(card)
        groups = [Group(origin, own[0], tuple(own[1:])) for origin, own in by_origin.items()]
    else:
        groups = [Group(card.origin, card, ()) for card in cards]
    most = MANY_ORIGINS if fold else len(groups)
    origins = len({claim.origin for claim in claims if claim.live})
    return Column(title, stance, about, tuple(groups[:most]), tuple(groups[most:]), len(cards), origins)


def _age(claim: Claim) -> tuple[bool, str]:
    """What is held still goes before what was withdrawn, then the oldest first; ties keep the order of the ledger."""
    return not claim.live, str(claim.since or "9999")


def _card(claim: Claim, incident: Incident, told: Mapping[str, Passage]) -> Card:
    passage = told.get(claim.event)
    span = _span(claim, passage) if passage else None
    said = excerpt(passage.text, span) if passage and span else None
    source = passage.event.source if passage else None
    clause = "" if said is not None and _inside(claim.quote, said) else claim.quote
    return Card(
        key=claim.event,
        voice=voice_name(claim),
        party=claim.party if party_link(claim.party) else "",
        party_words=party_words(claim.party),
        party_link=party_link(claim.party),
        stance=claim.stance.value,
        manner="" if claim.manner in (claim.stance, Stance.ASSERTS, Stance.DENIES) else claim.manner.value,
        since=claim.since,
        via=claim.via,
        stake=_stake(claim, (*incident.agents, *incident.targets)) if claim.interested else "",
        said=said,
        clause=clause,
        words_link=words_link(source, span) if source and span else "",
        publisher=claim.publisher,
        publisher_link=outlet_link(claim.publisher),
        title=source.title if source else "",
        live=claim.live,
        origin=claim.origin,
        by=claim.by,
    )


def _span(claim: Claim, passage: Passage) -> Span:
    """Return the words that attribute a claim, else those that name its voice, else the clause that tells the act."""
    account = _account(claim, passage)
    found = account.evidence or account.source.span if account else None
    return found or passage.event.body.mentions[0].clause


def _account(claim: Claim, passage: Passage) -> Account | None:
    """Return the account of an event that a claim was made of."""
    event = passage.event
    for account, words in zip(event.body.accounts, event.words, strict=True):
        voice = account.source.text or event.source.publisher or "outlet"
        if (voice, account.stance, words) == (claim.voice, claim.stance, claim.words):
            return account
    return None


def _inside(clause: str, said: Excerpt) -> bool:
    return " ".join(clause.split()) in " ".join(f"{said.before}{said.marked}{said.after}".split())


def _stake(claim: Claim, parties: Iterable[Actor]) -> str:
    """Return why a voice is interested, in words."""
    own_publisher = "" if claim.voice and claim.voice != claim.publisher else claim.publisher
    met = [actor for actor in parties if interested(claim.origin, [actor.party], own_publisher)]
    whose = origin_name(claim.origin) if not claim.origin.startswith("text:") else claim.publisher
    act = f", which is named here as {met[0].text} ({met[0].party})" if met else ""
    return f"{whose} is a party to this act or stands with one{act}: its word counts, but not as a bystander's"


def party_words(code: str) -> str:
    """Return a party code in words ("Military Forces of Syria"), "" for who is no known party."""
    return (named((Actor("", code),), "").acled or "") if party_link(code) else ""
