"""What of a record is left out for being unlikely: acts, and of the acts that stay voices and places."""

from collections.abc import Container
from dataclasses import replace

from sayso.extract.joint_doubts import doubts
from sayso.model import Event, Record, Stance


def without_unlikely(record: Record, sure: Container[str]) -> Record:
    """Return a record without the acts, accounts and places whose probabilities lie below the borders.

    The probability of an act is that of an act of its kind: where none is likely those stay that are surely told, of
    whatever kind; `sure` are their ids.
    What somebody denies stays more easily: it is what a reader is looked to for, and rarer than what the probabilities
    were fitted to. An act keeps at least its likeliest account.
    """
    likely = [event for event in record.events if _odds(event.probability) >= doubts().drop or _is_denied(event)]
    likely = likely or [event for event in record.events if event.id in sure]
    events = [replace(_without_doubtful(event), id=f"e{number}") for number, event in enumerate(likely, 1)]
    return replace(record, events=tuple(events))


def _without_doubtful(event: Event) -> Event:
    border = doubts().drop_account
    accounts = tuple(account for account in event.accounts if _odds(account.probability) >= border)
    best = max(event.accounts, key=lambda account: _odds(account.probability))
    event = replace(event, accounts=accounts or (best,))
    if event.place is not None and _odds(event.place_probability) < doubts().drop_place:
        learned = tuple(part for part in event.learned if part != "place")
        event = replace(event, place=None, place_probability=None, learned=learned)
    return event


def _is_denied(event: Event) -> bool:
    denials = (account for account in event.accounts if account.stance is Stance.DENIES)
    return any(_odds(event.probability) * _odds(denial.probability) >= doubts().drop_denied for denial in denials)


def _odds(probability: float | None) -> float:
    return 1.0 if probability is None else probability
