"""What the joint model holds of an act, set against the rules."""

from dataclasses import replace

import pytest

from conftest import Tell
from sayso.export.jsonl import to_line
from sayso.export.parse import from_line
from sayso.export.wording import rows
from sayso.extract import joint_opinion
from sayso.extract.joint_opinion import Opinion
from sayso.extract.reader import Reader
from sayso.model import Participant, Place, Record, Report, Span

TEXT = "Rebels attacked an army post in Goma on Monday, witnesses said. The talks on a prisoner exchange broke off."


def party(text: str, code: str) -> Participant:
    return Participant(text, code, Span(0, len(text)))


ARMY, TROOPS, REBELS = party("the army", "SYR-MIL"), party("its troops", "SYR-MIL"), party("rebels", "SYR-REB")
FAMILIES = party("hundreds of families", "CIV")


@pytest.mark.parametrize(
    ("kind", "rules", "seen", "wanted"),
    [
        ("clash", (ARMY, REBELS), (ARMY, TROOPS), (ARMY, REBELS)),  # nobody fights himself
        ("clash", (ARMY, None), (ARMY, TROOPS), (ARMY, None)),
        ("attack", (REBELS, TROOPS), (ARMY, TROOPS), (REBELS, TROOPS)),
        ("attack", (REBELS, None), (ARMY, REBELS), (ARMY, REBELS)),
        ("talks", (ARMY, None), (ARMY, TROOPS), (ARMY, TROOPS)),
        ("airstrike", (None, ARMY), (REBELS, ARMY), (None, ARMY)),  # they have no aircraft
        ("displacement", (None, None), (FAMILIES, None), (None, FAMILIES)),  # who flees has it done to him
        ("shelling", (FAMILIES, ARMY), (FAMILIES, ARMY), (None, ARMY)),
        ("protest", (FAMILIES, None), (FAMILIES, None), (FAMILIES, None)),
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


@pytest.mark.parametrize(("agent", "target", "wanted"), [(0.7, 0.2, (REBELS, None)), (0.2, 0.7, (None, REBELS))])
def test_nobody_is_both_doer_and_target(
    monkeypatch: pytest.MonkeyPatch, agent: float, target: float, wanted: tuple[Participant | None, Participant | None]
) -> None:
    monkeypatch.setattr(joint_opinion.joint_parts, "participant", lambda *_, **__: REBELS)
    (read,) = Reader().extractions([Report(TEXT)])
    opinion = Opinion(read.views, read.doc, [])
    shares = {id(opinion._pointed("agent")): agent, id(opinion._pointed("target")): target}
    monkeypatch.setattr(joint_opinion, "share_of", lambda _, pointed, __: shares[id(pointed)])
    assert opinion.sides("support", None, None, read.casting) == wanted


def test_what_is_outside_a_sides_control_is_not_held_by_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joint_opinion.joint_parts, "participant", lambda *_, **__: ARMY)
    (read,) = Reader().extractions([Report("Atareb remains outside the control of the army.")])
    read.tell()
    (held,) = [act for act in read.acts if act.kind == "control"]
    assert Opinion(read.views, read.doc, [held]).sides("control", None, None, read.casting)[0] is None


def test_a_time_that_an_act_is_compared_with_is_not_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joint_opinion.joint_parts, "time", lambda _, told, __, times, **___: next(iter(times), told))
    (read,) = Reader().extractions([Report("It was the heaviest shelling of Gaza since the war of 2014.")])
    read.tell()
    shelling = next(act for act in read.acts if act.kind == "shelling")
    assert read.times
    assert Opinion(read.views, read.doc, [shelling]).time(None, read.times) is None


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
def test_an_office_and_the_name_behind_it_are_one_voice() -> None:
    text = "Troops killed 30 militants in Marawi on Monday, AFP public affairs office chief Col. Edgar Areno said."
    (event,) = Reader().read(Report(text)).events
    (account,) = event.accounts
    assert account.source.text.endswith("Col. Edgar Areno")


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


LISTED, TOWN, SPOT = (
    Place("Syria", Span(30, 35), "Syria", "SYR"),
    Place("Gao", Span(50, 53), "Gao", "MLI", 16.3, 0.0),
    Place("the church", Span(70, 80), "the church"),
)


@pytest.mark.parametrize(
    ("told", "answers", "wanted"),
    [
        (None, {"listed": None, "unlisted": SPOT}, SPOT),
        (None, {"listed": TOWN, "unlisted": SPOT}, TOWN),  # what stands on a map is not given up for words
        (LISTED, {"listed": LISTED, "unlisted": SPOT}, SPOT),
        (TOWN, {"listed": TOWN, "unlisted": SPOT}, TOWN),
    ],
)
def test_what_no_rule_has_found_is_asked_where_nothing_has_a_point(
    monkeypatch: pytest.MonkeyPatch, told: Place | None, answers: dict[str, Place | None], wanted: Place
) -> None:
    monkeypatch.setattr(
        joint_opinion.joint_parts, "place", lambda _pointed, _told, _views, others, **_: answers[others[0]]
    )
    (read,) = Reader().extractions([Report(TEXT)])
    opinion = Opinion(read.views, read.doc, [])
    assert opinion.place(told, ["listed"], ["unlisted"]) == wanted  # type: ignore[list-item]


def test_what_was_learned_is_said_in_the_json_and_read_back() -> None:
    (event, *_) = Reader().read(Report(TEXT)).events
    account = replace(event.accounts[0], learned=True)
    event = replace(event, learned=("agent", "place"), accounts=(account, *event.accounts[1:]))
    line = to_line(Record(Report(TEXT), (), (event,)))
    (back,) = from_line(line).events
    assert back.learned == ("agent", "place")
    assert back.accounts[0].learned
    assert not any(other.learned for other in back.accounts[1:])
    assert any(row.label == "learned" and row.value == "who, where" for row in rows(event))


def test_only_what_stands_in_the_end_was_learned() -> None:
    (event, *_) = Reader().read(Report(TEXT)).events
    (read,) = Reader().extractions([Report(TEXT)])
    read.record()
    opinion = Opinion(read.views, read.doc, read.acts)
    assert opinion._heard("place", None, TOWN) == TOWN
    assert opinion._heard("kind", event.kind, event.kind) == event.kind
    assert opinion._heard("agent", event.agent, None) is None
    assert opinion.learned(replace(event, place=TOWN)) == ("place",)
    assert opinion.learned(replace(event, place=None, agent=None)) == ()


@pytest.mark.joint
def test_the_other_version_of_who_denies_an_act_is_an_act_of_its_own() -> None:
    text = (
        "Shells hit a market in Taiz on Friday, medics said. A Houthi military source denied that the group had "
        "shelled the market, saying the shells had been fired by government troops."
    )
    events = Reader().read(Report(text)).events
    for event in events:
        stances = {(account.source.text, account.stance.value) for account in event.accounts}
        assert not {("A Houthi military source", "asserts"), ("A Houthi military source", "denies")} <= stances
    assert any(account.stance.value == "denies" for event in events for account in event.accounts)


@pytest.mark.joint
def test_a_quality_is_hit_by_nobody_but_its_noun_is() -> None:
    text = (
        "A missile fired by the military has slammed into an impoverished residential area "
        "in a rebel-held town in Syria killing 23 people on Monday."
    )
    event = Reader().read(Report(text)).events[0]
    assert event.target is not None
    assert event.target.text == "an impoverished residential area"
