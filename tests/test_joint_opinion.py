"""What the joint model holds of an act, set against the rules."""

import pytest

from conftest import Tell
from sayso.extract import joint_opinion
from sayso.extract.joint_opinion import Opinion
from sayso.extract.reader import Reader
from sayso.model import Participant, Report, Span

TEXT = "Rebels attacked an army post in Goma on Monday, witnesses said. The talks on a prisoner exchange broke off."


def party(text: str, code: str) -> Participant:
    return Participant(text, code, Span(0, len(text)))


ARMY, TROOPS, REBELS = party("the army", "SYR-MIL"), party("its troops", "SYR-MIL"), party("rebels", "SYR-REB")


@pytest.mark.parametrize(
    ("kind", "rules", "seen", "wanted"),
    [
        ("clash", (ARMY, REBELS), (ARMY, TROOPS), (ARMY, REBELS)),  # nobody fights himself
        ("clash", (ARMY, None), (ARMY, TROOPS), (ARMY, None)),
        ("attack", (REBELS, TROOPS), (ARMY, TROOPS), (REBELS, TROOPS)),
        ("attack", (REBELS, None), (ARMY, REBELS), (ARMY, REBELS)),
        ("talks", (ARMY, None), (ARMY, TROOPS), (ARMY, TROOPS)),
    ],
)
def test_of_one_side_twice_the_rules_own_word_stands(
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
    rules: tuple[Participant | None, Participant | None],
    seen: tuple[Participant | None, Participant | None],
    wanted: tuple[Participant | None, Participant | None],
) -> None:
    answers = dict(zip(("agent", "target"), seen, strict=True))
    monkeypatch.setattr(joint_opinion.joint_parts, "participant", lambda role, *_, **__: answers[role])
    (read,) = Reader().extractions([Report(TEXT)])
    opinion = Opinion(read.views, read.doc, [])
    assert opinion.sides(kind, *rules, read.casting) == wanted


def test_a_noun_that_names_an_act_is_no_doer() -> None:
    (read,) = Reader().extractions([Report(TEXT)])
    exchange = next(token for token in read.doc if token.text == "exchange")
    rebels = read.doc[0]
    assert read.casting.doer(exchange, violent=False) is None
    assert read.casting.doer(rebels, violent=True) is not None


@pytest.mark.joint
def test_the_whole_reader_tells_a_plain_act(tell: Tell) -> None:
    event = tell("Gunmen ambushed a convoy near Ansongo on Tuesday, killing six soldiers, the governor said.")[0]
    assert (event.agent, event.place) == ("Gunmen", "Ansongo")


@pytest.mark.joint
def test_the_record_says_what_the_model_gave() -> None:
    (event,) = Reader().read(Report("Six bombs exploded in Medellin on Friday, and police blamed the cartel.")).events
    assert event.agent is not None
    assert event.learned == ("agent",)


def test_where_the_rules_stand_alone_nothing_is_learned() -> None:
    events = Reader().read(Report(TEXT)).events
    assert events
    assert all(event.learned == () for event in events)


@pytest.mark.joint
def test_what_the_model_is_sure_of_is_an_act_however_little_is_told_of_it() -> None:
    (event,) = Reader().read(Report("six bombs exploded in medellin on friday.")).events
    assert event.kind == "bombing"
    assert event.place is not None
    assert event.place.name == "Medellin"
