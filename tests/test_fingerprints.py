"""Texts that are one text are found; stories that share only their background are not."""

import itertools
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import SaysoError
from sayso.ledger.fingerprints import Signature, SignatureError, alike, bands, is_reprint, shared_part, signature

WIRE = (
    "Air strikes killed at least 21 civilians in and around the northern town of Marabad on Monday, a monitor "
    "said. At least 15 of them died when warplanes hit a district in the north of the town, and six more in a "
    "village nearby, the monitor said, adding that the toll could rise because many of the wounded were in a "
    "critical condition. The town has faced an offensive of more than a month by an alliance of local fighters, "
    "which has driven thousands of people from their homes. A doctor at the field hospital said that the wounded "
    "lay on the floor of the corridors and that there was no blood left. 'We are three doctors for everybody,' he "
    "said by telephone. The alliance broke into the western quarter last week but mines and snipers have slowed "
    "it down since. "
)
OTHER = (
    "Rebels fired rockets at the market of Qasrin on Monday, killing nine people and wounding thirty, the "
    "governor said. Four rockets came down between the stalls shortly before noon, when the streets were full of "
    "people buying food for the feast, and a fifth set a fuel depot on fire. State television showed firemen at "
    "work among burning cars. No group claimed the attack, which the governor called a breach of the truce that "
    "both sides had signed in spring. A rebel spokesman said that his men had fired at a barracks and blamed the "
    "army for placing guns near the market. "
)
BACKGROUND = (
    "The war began five years ago with peaceful protests and has since killed more than 280,000 people and driven "
    "half of the population from their homes. Several rounds of talks under the auspices of the United Nations "
    "have brought no lasting peace, and a truce brokered by two foreign powers in February has all but collapsed. "
    "Both sides accuse each other of breaking it. Foreign fighters have joined the war on all sides, and "
    "neighbouring states back rival groups. "
)
BRIEF = WIRE[: WIRE.index("The town has faced")]


def edited(text: str) -> str:
    """The text as another desk runs it: other names for the same things, another spelling, a line moved."""
    return text.replace("warplanes", "jets").replace("Marabad", "Mar'abad").replace("a monitor said", "activists said")


ONE_TEXT = {
    "the same words": (WIRE, WIRE),
    "another headline": (
        "Strikes kill 21 in the north\n" + WIRE + BACKGROUND,
        "Monitor: 21 dead in raids. " + WIRE + BACKGROUND,
    ),
    "small edits": (WIRE + BACKGROUND, edited(WIRE) + BACKGROUND),
    "cut to a brief": (WIRE + BACKGROUND, BRIEF),
    "another background": (WIRE, WIRE + BACKGROUND),
    "other typography": (WIRE + BACKGROUND, (WIRE + BACKGROUND).upper().replace(",", "").replace("'", "’")),
    "a date before and a link after": ("Published July 18, 2016 " + WIRE, WIRE + "Read also: Who holds the town?"),
    "a few words, the same": ("Blast heard in the capital", "BLAST HEARD IN THE CAPITAL!"),
}
TWO_TEXTS = {
    "other stories": (WIRE, OTHER),
    "other stories, the same long background": (WIRE[:400] + BACKGROUND * 1, OTHER[:400] + BACKGROUND),
    "a few words, nearly the same": ("Blast heard in the capital today", "Blast heard in the capital again today"),
    "one stock phrase": (
        "The Observatory, which relies on a network of sources inside the country for its information, said 12 died.",
        "At least 30 fled, said the Observatory, which relies on a network of sources inside the country.",
    ),
    "nothing at all": ("", ""),
    "nothing against something": ("", WIRE),
    "no words": ("... -- !", "... -- !"),
}


@pytest.mark.parametrize("case", ONE_TEXT)
def test_copies_are_one_text(case: str) -> None:
    a, b = ONE_TEXT[case]
    assert is_reprint(a, b) and is_reprint(b, a)


@pytest.mark.parametrize("case", ONE_TEXT)
def test_copies_share_a_band(case: str) -> None:
    a, b = map(signature, ONE_TEXT[case])
    assert set(bands(a)) & set(bands(b))
    assert alike(a, b) > 0.3


@pytest.mark.parametrize("case", TWO_TEXTS)
def test_other_stories_are_other_texts(case: str) -> None:
    a, b = TWO_TEXTS[case]
    assert not is_reprint(a, b) and not is_reprint(b, a)


def test_a_digest_is_no_reprint_of_each_story_in_it() -> None:
    digest = BRIEF + " ".join(f"On day {n} report {n} told of place {n} and person {n + 1}." for n in range(200))
    assert not is_reprint(BRIEF, digest)


def test_other_stories_share_no_band() -> None:
    assert not set(bands(signature(WIRE))) & set(bands(signature(OTHER)))
    assert alike(signature(WIRE), signature(OTHER)) < 0.1


def test_likeness_estimates_the_jaccard_likeness_of_the_words() -> None:
    changed = edited(WIRE)
    true, _ = shared_part(WIRE, changed)
    assert 0.5 < true < 1
    assert alike(signature(WIRE), signature(changed)) == pytest.approx(true, abs=0.15)


def test_share_of_a_cut_is_that_of_the_shorter_text() -> None:
    jaccard, share = shared_part(WIRE + BACKGROUND, BRIEF)
    assert share > 0.95 and jaccard < 0.5
    assert shared_part("", WIRE) == (0.0, 0.0)


def test_thresholds_can_be_set() -> None:
    assert is_reprint(WIRE + BACKGROUND, edited(WIRE))
    assert not is_reprint(WIRE + BACKGROUND, edited(WIRE), shared=0.99)


def test_a_text_without_words_is_like_nothing() -> None:
    empty = signature("")
    assert bands(empty) == () and alike(empty, empty) == 0.0 and alike(empty, signature(WIRE)) == 0.0


def test_signature_is_stored_and_read_again() -> None:
    for text in (WIRE, BRIEF, "Blast", ""):
        stored = signature(text).to_bytes()
        assert Signature.from_bytes(stored) == signature(text)
    assert len(signature(WIRE + OTHER + BACKGROUND).to_bytes()) < 4_000


@pytest.mark.parametrize("stored", [b"", b"\x02", b"\x01abc", b"\xff" * 385])
def test_damaged_or_foreign_signature_is_refused(stored: bytes) -> None:
    with pytest.raises(SignatureError, match="make it anew"):
        Signature.from_bytes(stored)
    assert issubclass(SignatureError, SaysoError)


def test_keys_never_change() -> None:
    """Keys are stored: a library that draws other permutations must not pass unseen."""
    keys = bands(signature("Rebels shelled the old town on Friday, residents said."))
    assert (len(keys), keys[0], keys[-1]) == (32, "09433638615a3da9", "fce98905e186888d")


def test_keys_are_the_same_in_every_process() -> None:
    script = "import sys; from sayso.ledger.fingerprints import bands, signature; print(bands(signature(sys.argv[1])))"
    source = str(Path(__file__).resolve().parent.parent / "src")
    printed = {
        subprocess.run(  # noqa: S603 - our own code
            [sys.executable, "-c", script, WIRE],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": source},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert printed == {str(bands(signature(WIRE)))}


@given(st.lists(st.sampled_from([WIRE, OTHER, BACKGROUND, BRIEF, "", "Blast"]), max_size=3), st.text(max_size=80))
def test_comparison_is_symmetric(parts: list[str], more: str) -> None:
    a, b = " ".join(parts), WIRE + more
    assert is_reprint(a, b) == is_reprint(b, a)
    assert alike(signature(a), signature(b)) == alike(signature(b), signature(a))


@given(st.text(max_size=300))
def test_any_text_can_be_signed(text: str) -> None:
    made = signature(text)
    assert Signature.from_bytes(made.to_bytes()) == made
    assert alike(made, made) in (0.0, 1.0)


def test_one_story_in_nine_outlets_is_found_whatever_the_order() -> None:
    tails = ["", BACKGROUND, BACKGROUND[:200], OTHER[:150]]
    copies = [f"Headline {n} of paper {n}. {edited(WIRE) if n % 2 else WIRE}{tails[n % 4]}" for n in range(9)]
    copies = copies[5:] + copies[:5][::-1]
    for a, b in itertools.combinations(copies, 2):
        assert is_reprint(a, b)
        assert set(bands(signature(a))) & set(bands(signature(b)))
