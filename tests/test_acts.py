"""Acts found in a text: one act for the words that tell it, its means, its phase, its clause."""

import pytest

from conftest import Read, Tell


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        # two words of one act
        ("Shelling killed 12 people in Avdiivka on Monday.", "shelling"),
        ("Five civilians were killed in an air strike in Taiz on Monday.", "airstrike"),
        ("A mosque in Kunduz was hit by a suicide bombing on Friday.", "bombing"),
        ("A car bomb exploded outside a hotel in Mogadishu on Monday, killing nine.", "bombing"),
        ("Russian forces fired missiles at Odesa on Monday, wounding six people.", "shelling"),
        ("The army launched an offensive on Monday to retake Sirte.", "offensive"),
        # the weapon decides where the word leaves it open
        ("Helicopters attacked a village in Sagaing on Monday.", "airstrike"),
        ("Troops attacked the town of Kobo with artillery on Monday.", "shelling"),
        ("Soldiers attacked Saraqib with chlorine gas on Monday.", "chemical"),
        ("Drones struck an oil depot in Belgorod on Monday.", "airstrike"),
        ("Gunmen on motorbikes attacked a village in Tillaberi on Monday.", "attack"),
        ("A roadside bomb hit an army patrol near Gao on Monday.", "bombing"),
    ],
)
def test_one_act_one_kind(tell: Tell, text: str, kind: str) -> None:
    assert [event.kind for event in tell(text)] == [kind]


@pytest.mark.parametrize(
    ("text", "kind", "phase"),
    [
        ("A ceasefire took effect in Tripoli on Monday.", "ceasefire", "begun"),
        ("The truce in Hodeidah collapsed on Monday.", "ceasefire", "collapsed"),
        ("The two sides agreed a ceasefire in Tripoli on Monday.", "ceasefire", "agreed"),
        ("The ceasefire in Tripoli was extended on Monday.", "ceasefire", "extended"),
        ("Rebels violated the ceasefire in Taiz on Monday, the army said.", "ceasefire", "violated"),
        ("The rebels rejected a ceasefire in Juba on Monday.", "ceasefire", "rejected"),
        ("The army lifted the siege of Mekelle on Monday.", "siege", "lifted"),
        ("The army has besieged Taiz since April.", "siege", "imposed"),
        ("The rebels freed 20 soldiers in Bouar on Monday.", "detention", "release"),
    ],
)
def test_phases(tell: Tell, text: str, kind: str, phase: str) -> None:
    assert [(event.kind, event.phase) for event in tell(text)] == [(kind, phase)]


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("Jets bombed Aden on Monday.", "Jets"),
        ("Helicopters attacked a village in Sagaing on Monday.", "Helicopters"),
    ],
)
def test_means_are_kept_verbatim(read: Read, text: str, means: str) -> None:
    found = read(text).events[0].means
    assert found is not None
    assert found.text == means


def test_a_coalition_known_for_its_air_war_strikes_from_the_air(tell: Tell) -> None:
    assert [event.kind for event in tell("The Saudi-led coalition bombed a depot in Hodeidah on Monday.")] == [
        "airstrike"
    ]


def test_an_open_strike_takes_the_means_told_before(tell: Tell) -> None:
    text = "Artillery shelled Goma on Monday. The bombardment wounded nine people, a nurse said."
    assert [event.kind for event in tell(text)] == ["shelling"]


def test_bombs_that_hit_after_air_strikes_were_dropped(tell: Tell) -> None:
    text = "Warplanes carried out air strikes on Mekelle. Bombs hit a monastery in Adwa, killing four people."
    assert {event.kind for event in tell(text)} == {"airstrike"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Jets bombed Aden, rebels shelled Taiz and gunmen abducted a judge in Ibb.",
            ["airstrike", "shelling", "detention"],
        ),
        ("The army captured the town of Lyman after Russian troops withdrew from Izium.", ["capture", "withdrawal"]),
    ],
)
def test_several_acts_in_one_sentence(tell: Tell, text: str, expected: list[str]) -> None:
    assert [event.kind for event in tell(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "The war correspondent wrote a book about war crimes.",
        "Critics attacked the minister over the budget.",
        "Rain bombarded the coast on Monday.",
        "The striker shot at goal and the crowd exploded.",
        "The bank launched an offensive against inflation.",
        "An old man died of diabetes in Mosul on Monday.",
        "The brigade is charged with securing the capital Bamako.",
        "Schools in Idlib closed for fear of air strikes.",
        "The militia hopes to link the areas under its control.",
    ],
)
def test_words_of_war_that_name_no_act(tell: Tell, text: str) -> None:
    assert tell(text) == []


@pytest.mark.parametrize(
    "town",
    ["Bambari", "Sirte", "Kunduz", "the town of Bria", "the town of Hays"],
)
def test_a_town_is_taken(tell: Tell, town: str) -> None:
    assert [event.kind for event in tell(f"Troops captured {town} on Monday, an officer said.")] == ["capture"]


def test_a_town_is_taken_whatever_the_parser_makes_of_its_name(tell: Tell) -> None:
    towns = ("Adado", "Bria", "Hays")
    taken = [town for town in towns if [e.kind for e in tell(f"Troops captured {town} on Monday.")] == ["capture"]]
    assert taken == list(towns)


def test_evidence_is_a_clause_around_the_trigger(read: Read) -> None:
    text = "Officials met reporters at noon. They said rebels had shelled a bus station in Donetsk on Monday."
    event = next(event for event in read(text).events if event.kind == "shelling")
    clause = event.mentions[0].clause.of(text)
    assert "shelled" in clause
    assert "noon" not in clause
    assert len(clause) < len(text) / 2 + 20


@pytest.mark.xfail(strict=True, reason="'gas' and 'used' make a store of cooking gas a chemical attack")
def test_a_gas_store_is_no_chemical_attack(tell: Tell) -> None:
    events = tell("Jets hit a gas store used by rebels in Taiz on Monday, the army said.")
    assert [event.kind for event in events] == ["airstrike"]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("A Turkish force fighting rebels near Afrin killed ten civilians on Monday, residents said.", ["attack"]),
        ("Jets bombed a village controlled by the Taliban on Monday.", ["airstrike"]),
        ("Jets bombed a column of Iraqi forces seeking to retake Tikrit on Monday.", ["airstrike"]),
        ("A UN aid convoy entered the besieged town of Marawi on Tuesday.", ["aid"]),
    ],
)
def test_what_only_says_who_or_what_something_is_tells_no_act(tell: Tell, text: str, kinds: list[str]) -> None:
    assert [event.kind for event in tell(text)] == kinds


def test_the_deck_of_a_page_and_its_first_sentence_tell_one_act(tell: Tell) -> None:
    sentence = "Ethiopian jets bombed a market in the town of Togoga on Tuesday."
    assert len(tell(f"{sentence}\nNAIROBI {sentence} Medics counted 51 dead.")) == 1


def test_who_finds_bodies_did_not_kill(tell: Tell) -> None:
    [found] = tell("Security forces discovered the bodies of 70 civilians in the village of Bucha on Monday.")
    assert (found.kind, found.agent, found.target) == ("attack", "", "70 civilians")


def test_those_killed_are_the_dead_of_the_act_before(tell: Tell) -> None:
    text = (
        "A bomb killed 12 people in Kabul on Monday. Those killed were mostly traders. No one was hurt in the mosque."
    )
    assert [(event.kind, len(event.triggers)) for event in tell(text)] == [("bombing", 1)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("France launched an air war against Islamic State in Iraq in September.", "airstrike"),
        ("The army won back the hospital of Sabha on Saturday.", "capture"),
        ("IS controls more than 60 percent of Sirte.", "control"),
        ("Tehran accuses Ankara of backing the rebels.", "support"),
        ("Russian jets fly over Hama in support of government forces.", "support"),
        ("Fighters in Derna pledged allegiance to Islamic State in October.", "support"),
        ("Police cracked down on protests in Minsk on Sunday.", "attack"),
        ("Lavrov spoke over the phone with the Turkish foreign minister on Monday.", "talks"),
        ("The Security Council met behind closed doors on Monday.", "talks"),
        ("Aid agencies have been barred from entering Taiz since July.", "aid_blocked"),
        ("Attackers threw a bomb into a police post in Jolo on Monday.", "bombing"),
        ("Some 2,000 people were granted safe passage out of Madaya.", "displacement"),
        ("The general is being held in a prison west of Tripoli.", "detention"),
        ("The colonel is in a Serbian prison awaiting trial.", "detention"),
        ("Tsarkov was charged with using explosives.", "sanction"),
        ("His sentencing is scheduled for October 16.", "sanction"),
    ],
)
def test_acts_in_other_words(tell: Tell, text: str, kind: str) -> None:
    assert kind in [event.kind for event in tell(text)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Government troops regained control of several areas, an officer said.", "capture"),
        ("The rebels withdrew, and residents came back.", "withdrawal"),
    ],
)
def test_who_did_it_is_enough(tell: Tell, text: str, kind: str) -> None:
    assert [event.kind for event in tell(text)] == [kind]


def test_who_died_on_board_died_in_the_shootdown(tell: Tell) -> None:
    text = "All five people on board a helicopter that was shot down near Idlib on Monday are believed to have died."
    assert [event.kind for event in tell(text)] == ["shootdown"]


def test_a_side_that_is_backed_beside_its_attack(tell: Tell) -> None:
    found = tell("Clashes pit the army against rebels backed by Qatar in Sirte, where shelling killed two people.")
    assert "support" in [event.kind for event in found]


def test_a_barrel_bomb_filled_with_gas_is_one_act(tell: Tell) -> None:
    [found] = tell("A helicopter dropped a barrel bomb containing toxic gas on Saraqeb on Monday.")
    assert found.kind == "chemical"


def test_weapons_that_are_seized_or_destroyed_are_not_used(tell: Tell) -> None:
    found = tell("Troops stormed a camp near Derna on Monday, destroying armoured vehicles and mortar shells.")
    assert "shelling" not in [event.kind for event in found]


def test_a_clash_that_left_people_hurt_is_one_act(tell: Tell) -> None:
    [found] = tell("A clash between soldiers and herders in Jos on Sunday left four people injured.")
    assert found.kind == "clash"


def test_who_goes_abroad_captures_nothing(tell: Tell) -> None:
    assert tell("He entered the United States in 2010.") == []
    assert "capture" not in {event.kind for event in tell("Russian forces entered the conflict in 2015.")}
    (event,) = tell("Soldiers entered the town of Bor on Monday.")
    assert (event.kind, event.agent) == ("capture", "Soldiers")
