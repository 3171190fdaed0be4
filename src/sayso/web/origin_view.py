"""The reports of an incident by what they go back to: the origins that count, texts that are one, agencies."""

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.ledger.evidence import voice_name
from sayso.ledger.origins import independent, origin_name
from sayso.model import Stance
from sayso.model.incident import Claim, Incident, Source


@dataclass(frozen=True, slots=True)
class OriginLine:
    """An origin: its name, the voices and publishers through whom it is heard, and whether it is counted.

    `whole` says why an origin that is not counted is not.
    """

    name: str
    voices: tuple[str, ...]
    publishers: tuple[str, ...]
    counts: bool
    interested: bool
    stance: str
    whole: str = ""


@dataclass(frozen=True, slots=True)
class OneText:
    """Reports that are one text, by its number on the page."""

    number: int
    sources: tuple[Source, ...]


def origin_lines(incident: Incident, stance: Stance) -> list[OriginLine]:
    """Return the origins that assert, or deny, those that count as independent first."""
    claims = [claim for claim in incident.claims if claim.live and claim.stance is stance]
    counted = set(independent(claims))
    by_origin: dict[str, list[Claim]] = {}
    for claim in claims:
        by_origin.setdefault(claim.origin, []).append(claim)
    lines = [_line(origin, own, origin in counted) for origin, own in by_origin.items()]
    return sorted(lines, key=lambda line: not line.counts)


def _line(origin: str, claims: Sequence[Claim], counts: bool) -> OriginLine:
    own = all(not claim.voice or claim.voice == claim.publisher for claim in claims)
    text = origin.startswith("text:")
    name = origin_name(origin)
    if text:
        name = claims[0].publisher or "a report" if own else f"unnamed voices in {claims[0].publisher or 'a report'}"
    why = ""
    if not counts:
        why = (
            "told in the outlet's own voice, while others say on whose word"
            if own
            else "one with another origin: the same text, newsroom or monitor"
        )
    return OriginLine(
        name=name,
        voices=tuple(dict.fromkeys(voice_name(claim) for claim in claims)),
        publishers=tuple(dict.fromkeys(claim.publisher for claim in claims if claim.publisher)),
        counts=counts,
        interested=any(claim.interested for claim in claims),
        stance=claims[0].stance.value,
        whole=why,
    )


def one_texts(sources: Sequence[Source]) -> list[OneText]:
    """Return the groups of reports whose live texts are one, where there is more than one report in it."""
    groups: dict[str, dict[str, Source]] = {}
    for source in sources:
        if source.group and source.live:
            groups.setdefault(source.group, {})[source.report] = source
    several = [tuple(own.values()) for own in groups.values() if len(own) > 1]
    return [OneText(number, own) for number, own in enumerate(several, 1)]
