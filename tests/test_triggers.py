"""Which words name an act, how their verb carries them, and what they take in."""

from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.extract.triggers import Trigger, TriggerFinder
from sayso.reading.pipeline import load_pipeline


@lru_cache(maxsize=1)
def finder() -> TriggerFinder:
    return TriggerFinder()


def triggers(text: str) -> list[Trigger]:
    return finder().find(load_pipeline()(text))


def words(trigger: Trigger) -> str:
    return trigger.head.doc[trigger.start : trigger.end].text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A suicide car bomb exploded in Kabul.", "suicide car bomb"),
        ("Jets carried out an air strike on Sirte.", "air strike"),
        ("Jets carried out an air-strike on Sirte.", "air-strike"),
        ("Rebels shot a government jet down near Hama.", "shot a government jet down"),
        ("The bomber blew himself up in Lahore.", "blew himself up"),
        ("Suicide bombers struck outside a mosque in Maiduguri.", "struck"),
        ("Troops laid siege to the town.", "laid siege"),
        ("Gunmen opened fire on a bus.", "opened fire"),
        ("Doctors went on strike in Khartoum.", "went on strike"),
        ("Cross-border shelling killed two villagers.", "Cross-border shelling"),
    ],
)
def test_a_trigger_covers_its_whole_phrase(text: str, expected: str) -> None:
    assert expected in [words(trigger) for trigger in triggers(text)]


@pytest.mark.parametrize(
    ("text", "verb", "link"),
    [
        ("The army launched an offensive on Sunday.", "launched", "agent"),
        ("The town came under shelling.", "came", "target"),
        ("The air strike killed two children.", "killed", "outcome"),
        ("Fighting broke out near the port.", "broke", "occur"),
        ("The raid was carried out by commandos.", "carried", "agent"),
        ("The shelling carried out by the army hit the port.", "carried", "agent"),
    ],
)
def test_the_verb_that_carries_a_noun(text: str, verb: str, link: str) -> None:
    found = next(trigger for trigger in triggers(text) if trigger.is_noun)
    assert found.verb is not None
    assert (found.verb.text, found.link) == (verb, link)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Heavy air and artillery strikes hit the city.", {"airstrike", "shelling"}),
        ("The rebels denounced the artillery and air attacks on Misrata.", {"airstrike"}),
    ],
)
def test_a_head_noun_shared_by_two_weapons(text: str, kinds: set[str]) -> None:
    assert kinds <= {trigger.kind for trigger in triggers(text)}


@pytest.mark.parametrize(
    ("text", "kind", "taken"),
    [
        ("Soldiers blocked an aid convoy from entering Daraya.", "aid_blocked", {"aid"}),
        ("The sides reached an agreement on a truce.", "ceasefire", {"agreement"}),
        ("The army began an operation to recapture Sirte.", "offensive", {"capture"}),
        ("A helicopter was shot down near Goma, killing eight people.", "shootdown", {"attack"}),
        ("The violence displaced thousands of people.", "displacement", {"attack"}),
    ],
)
def test_words_of_one_act_are_taken_in(text: str, kind: str, taken: set[str]) -> None:
    found = triggers(text)
    owner = next(trigger for trigger in found if trigger.kind == kind)
    assert {part.kind for part in owner.parts} == taken
    assert [trigger for trigger in found if not trigger.absorbed] == [owner]


def test_tokens_to_skip_name_nothing() -> None:
    doc = load_pipeline()("Rebels shelled Taiz.")
    assert finder().find(doc, skip={1}) == []


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "army",
                "rebels",
                "bombed",
                "air",
                "strike",
                "of",
                "the",
                "on",
                "Aleppo",
                "under",
                "fire",
                "truce",
                "-",
                "'s",
                ",",
                ".",
                "siege",
                "was",
            ]
        ),
        max_size=14,
    )
)
def test_any_order_of_words_gives_triggers_inside_the_text(parts: list[str]) -> None:
    doc = load_pipeline()(" ".join(parts))
    found = finder().find(doc)
    assert all(0 <= t.start <= t.head.i < t.end <= len(doc) for t in found)
    assert [t.head.i for t in found] == sorted(t.head.i for t in found)
    assert [t.head.i for t in finder().find(doc)] == [t.head.i for t in found]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Ninety-six people were detained in hospital on Friday.", []),
        ("Ninety-six people were detained in a military hospital on Friday.", ["detention"]),
        ("In the panic, passers-by had to strike hysterical girls.", []),
        ("In the battle troops struck rebel posts.", ["attack"]),
    ],
)
def test_who_is_kept_to_be_healed_or_slapped_in_a_panic_is_no_act_of_war(text: str, kinds: list[str]) -> None:
    assert [trigger.kind for trigger in triggers(text)] == kinds
