"""The claims and counts of an incident: what each voice says of it in each report, and whom it goes back to."""

from collections.abc import Iterable, Sequence

from sayso.ledger.origins import interested, origin
from sayso.model import OUTLET, UNKNOWN, Account, Stance, Voice
from sayso.model.incident import Claim, Count, HeldEvent


def claims_of(events: Sequence[HeldEvent], parties: Iterable[str]) -> tuple[Claim, ...]:
    """Return every account of the events, in the order of publication; `parties` are those to the act."""
    known = frozenset(p for p in parties if p and p != UNKNOWN)
    found: list[Claim] = []
    for event in ordered(events):
        words = event.words or ("",) * len(event.body.accounts)
        for account, said in zip(event.body.accounts, words, strict=True):
            found.append(_claim(event, account, said, known))
    return tuple(found)


def distinct(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Return the claims without those of a voice that says the same of two events of one text."""
    found: dict[tuple[object, ...], Claim] = {}
    for claim in claims:
        found.setdefault((claim.report, claim.live, claim.origin, claim.voice, claim.stance), claim)
    return tuple(found.values())


def _claim(event: HeldEvent, account: Account, words: str, parties: frozenset[str]) -> Claim:
    source = event.source
    key = origin(account, source, event.body.place.country if event.body.place else "")
    return Claim(
        event=event.key,
        report=source.report,
        publisher=source.publisher,
        voice=account.source.text or source.publisher or OUTLET,
        party=account.source.party,
        stance=account.stance,
        manner=account.manner,
        origin=key,
        interested=interested(key, parties, "" if account.source.text else source.publisher),
        via=account.via.text if account.via else "",
        since=source.published,
        words=words,
        quote=event.quote,
        live=source.live,
        group=source.group,
        by=event.body.by,
    )


def counts_of(events: Sequence[HeldEvent]) -> tuple[Count, ...]:
    """Return every figure of the events with the origin that gives it, in the order of publication."""
    found: dict[tuple[object, ...], Count] = {}
    for event in ordered(events):
        voices = {account.source.text: account for account in event.body.accounts}
        for figure in event.body.figures:
            key = _figure_origin(voices.get(figure.source), figure.source, event)
            count = Count(
                event=event.key,
                report=event.source.report,
                publisher=event.source.publisher,
                outcome=figure.outcome,
                low=figure.low,
                high=figure.high,
                who=figure.who,
                text=figure.text,
                source=event.source.publisher if figure.source == OUTLET else figure.source,
                origin=key,
                since=event.source.published,
                live=event.source.live,
                by=event.body.by,
            )
            found.setdefault(
                (count.report, event.source.version, key, count.outcome, count.low, count.high, count.who), count
            )
    return tuple(found.values())


def _figure_origin(account: Account | None, voice: str, event: HeldEvent) -> str:
    """Return the origin of a count, also of one whose voice gives no account of the event itself."""
    if account is None:
        speaker = Voice("", OUTLET) if voice == OUTLET else Voice(voice, UNKNOWN)
        account = Account(speaker, Stance.ASSERTS, Stance.ASSERTS)
    return origin(account, event.source, event.body.place.country if event.body.place else "")


def ordered(events: Iterable[HeldEvent]) -> list[HeldEvent]:
    """Return the events by day of publication, then by what never changes, so that no order of arrival shows."""
    return sorted(events, key=lambda e: (str(e.source.published or "9999"), e.source.publisher, e.source.sha256, e.key))
