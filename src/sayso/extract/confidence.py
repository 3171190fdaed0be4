"""How likely what was read is right: probabilities of an act, of its place and of each of its accounts.

Each is a logistic model over signs that can be seen in the record itself and, for an act, in the words that tell of it,
fitted to annotated reports (`knowledge/models/confidence.md` says which and how well they are calibrated).
"""

from collections.abc import Sequence
from dataclasses import replace

from sayso.extract.clusters import Cluster
from sayso.extract.lexicon import lexicon
from sayso.extract.linear import linear_model
from sayso.model import UNKNOWN, Account, Event, Stance

MODEL = "confidence"
# No record is surer or less sure than the data can show.
_LEAST, _MOST = 0.05, 0.98
# How many characters an account's words may be from the act's own before it counts as told elsewhere.
_NEAR = 200
# Borders that say how sure the model of places was of a place (`extract/circumstances.py`).
_ODDS = (0.4, 0.55, 0.7, 0.85, 0.95)


def with_probabilities(event: Event, telling: list[str], place: list[str], voices: Sequence[list[str]]) -> Event:
    """Return an event with its probabilities.

    `telling` and `place` are the signs of how it is told and was placed, `voices` those of each of its accounts.
    """
    return replace(
        event,
        probability=_probability([*event_features(event), *telling]),
        place_probability=_probability(place) if event.place is not None else None,
        accounts=tuple(
            replace(account, probability=_probability([*account_features(account, event), *signs]))
            for account, signs in zip(event.accounts, voices, strict=True)
        ),
    )


def event_features(event: Event) -> list[str]:
    """Return the signs of whether an act of this kind is really told."""
    accounts = event.accounts
    violent = event.kind in lexicon().kinds["violent"]
    known = event.agent is not None and event.agent.party != UNKNOWN
    return [
        "event",
        f"event:kind={event.kind}",
        f"event:violent={violent}",
        f"event:realis={event.realis.value}",
        f"event:told={min(len(event.mentions), 3)}",
        f"event:day={event.time is not None}",
        f"event:place={event.place is not None}",
        f"event:figures={bool(event.figures)}",
        f"event:agent={event.agent is not None}",
        f"event:known={known}",
        f"event:target={event.target is not None}",
        f"event:means={event.means is not None}",
        f"event:full={sum(part is not None for part in (event.time, event.place, event.agent, event.target))}",
        f"event:named voice={any(not a.source.is_outlet for a in accounts)}",
        f"event:denied={any(a.stance is Stance.DENIES for a in accounts)}",
    ]


def telling_features(cluster: Cluster, words: int) -> list[str]:
    """Return the signs that the words telling of an act give, in a report of so many words.

    The word for it and how it stands in its clause, whether it points back, how much is told in its own clause, and
    where in the report it comes first.
    """
    main = cluster.main
    head, noun = main.trigger.head, main.trigger.is_noun
    opener = next((kid.lower_ for kid in head.children if kid.dep_ in ("det", "poss")), "") if noun else ""
    return [
        f"event:word={head.lemma_.lower()}",
        f"event:noun={noun},{cluster.kind}",
        f"event:stands={head.dep_},{noun}",
        f"event:under={head.head.lemma_.lower() if noun else ''}",
        f"event:clause={(head.head if noun else head).tag_},{noun}",
        f"event:opener={opener}",
        f"event:plural={head.tag_ == 'NNS'}",
        f"event:points back={main.definite}",
        f"event:outcome only={main.casualty_only}",
        f"event:own place={main.place_own}",
        f"event:own day={main.time_own}",
        f"event:own={main.place_own},{main.time_own},{cluster.kind}",
        f"event:weak={main.trigger.frame.weak}",
        f"event:open={main.trigger.frame.generic}",
        f"event:denied telling={any(act.denied for act in cluster.acts)}",
        f"event:sentence={min(main.sentence, 6)}",
        f"event:part={4 * head.i // max(words, 1)}",
        *(f"event:has={relation}" for relation in sorted({kid.dep_ for kid in head.children})),
    ]


def account_features(account: Account, event: Event) -> list[str]:
    """Return the signs of whether a voice really takes this stance to the act."""
    stance = account.stance.value
    sort = "outlet" if account.source.is_outlet else "named"
    spans = [mention.clause for mention in event.mentions]
    far = account.evidence is not None and all(
        account.evidence.start - span.end > _NEAR or span.start - account.evidence.end > _NEAR for span in spans
    )
    known = account.source.party != UNKNOWN
    return [
        "account",
        f"account:{sort},{stance}",
        f"account:manner={account.manner.value}",
        f"account:{sort},voices={min(len(event.accounts), 3)}",
        f"account:{sort},told={min(len(event.mentions), 2)}",
        f"account:{sort},known={known}",
        f"account:far={far},{stance}",
        f"account:carried={account.via is not None}",
        f"account:realis={event.realis.value},{sort}",
        f"account:words={account.evidence is not None},{sort}",
    ]


def place_features(route: str, odds: float) -> list[str]:
    """Return the signs of whether a place is the act's.

    `route` says how it was found: "own" (in the act's own sentence), "referred" ("the town"), "hint", "country" or
    "before" (the last place told); `odds` is what the model of places gave it, where it was asked.
    """
    found = ["place", f"place:{route}"]
    if route in ("own", "hint"):
        found += [f"place:{route}>{border}" for border in _ODDS if odds > border]
    return found


def _probability(features: list[str]) -> float:
    return round(min(max(linear_model(MODEL).probability(features), _LEAST), _MOST), 2)
