"""Whom the doer of a strike says was meant by it, where the report tells of other people hit.

"A bomb killed ten people at a market. The group claimed the attack, saying it had targeted soldiers": one act, and two
versions of whom it was aimed at. The act keeps the target that it is told with, the account what its voice says.
"""

from collections.abc import Sequence
from dataclasses import replace

from sayso.extract.acts import Act
from sayso.extract.lexicon import lexicon
from sayso.extract.likeness import one_side
from sayso.extract.suspects import may_do
from sayso.extract.tellers import Tellers, same_voice
from sayso.model import UNKNOWN, Account, Event, Participant, Stance


def with_aims(event: Event, acts: Sequence[Act], tellers: Tellers) -> Event:
    """Return the event with what those who did it say of whom they meant, where it differs from whom it hit."""
    if event.target is None or event.target.party != "CIV" or event.kind not in lexicon().kinds["strikes"]:
        return event
    meant = [act for act in acts if not act.denied and act.target_party is not None and _is_armed(act.target_party)]
    if not meant:
        return event
    agent = event.agent.party if event.agent is not None else UNKNOWN
    return replace(event, accounts=tuple(_aimed(account, agent, meant, tellers) for account in event.accounts))


def _is_armed(target: Participant) -> bool:
    return target.party != UNKNOWN and target.party[3:] != "-GOV" and may_do(target.party)


def _aimed(account: Account, agent: str, meant: Sequence[Act], tellers: Tellers) -> Account:
    """Return the account with the target of the act that its voice tells as its own deed."""
    own = account.manner is Stance.CLAIMS or one_side(account.source.party, agent)
    if not own or Stance.ASSERTS is not account.stance or account.manner is Stance.ACCUSES or account.source.is_outlet:
        return account
    told = (act.target_party for act in meant if same_voice(tellers.teller(act.trigger.head.i), account.source))
    return replace(account, target=next(told, None))
