"""The ground itself: "rebels captured Bambari, near Ippy", "Tal Hamis, in Hasakah, is under their control"."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from sayso.extract.acts import Act
from sayso.extract.grammar import PASSIVE_SUBJECTS, SUBJECTS, deep_object, prep_object, surface_subject
from sayso.extract.lexicon import lexicon
from sayso.extract.place_candidates import UNLISTED, unlisted_name
from sayso.extract.places import PlaceMention
from sayso.extract.triggers import Trigger
from sayso.model import Place, PlacePrecision, Span


def held_ground(act: Act, listed: Sequence[PlaceMention], named: set[int]) -> PlaceMention | None:
    """Return the place that an act takes, holds or surrounds, where its own words name it; None where they do not.

    Whatever else the sentence names only tells where that is. `listed` are the sentence's places and `named` the tokens
    of known parties, which are none.
    """
    for ground in ground_words(act):
        if ground.dep_ == "pobj" and ground.head.lower_ in lexicon().nonevents["locating"]:
            return None  # "the district near Mopti, which they control"
        here = next((m for m in listed if m.token_start <= ground.i < m.token_end), None)
        if here is not None:
            wide = here.place.precision is PlacePrecision.COUNTRY or here.role == "part_of_name"
            return None if wide else here
        if act.kind != "control" or ground.dep_ not in SUBJECTS | PASSIVE_SUBJECTS:
            continue  # "freed Ramon": what is taken by a name that no table lists may be somebody
        span = unlisted_name(ground, named)
        if span is not None:
            place = Place(span.text, Span(span.start_char, span.end_char), span.text)
            return PlaceMention(place, span.start, span.end, UNLISTED)
    return None


def ground_words(act: Act) -> Iterator[Token]:
    """Return the words for the ground that an act is about: what is captured, what falls, what is under control."""
    for part in (act.trigger, *act.trigger.parts):
        frame = part.frame
        if part.is_noun:
            found = (_under_control(part), prep_object(part.head, "of") if "territory" in frame.of else None)
        elif "territory" in frame.object:
            found = (deep_object(part.head), None)
        else:
            found = (surface_subject(part.head) if frame.subject == "territory" else None, None)
        yield from (ground for ground in found if ground is not None)


def _under_control(trigger: Trigger) -> Token | None:
    """Return what is said to be "under" or "outside" a control."""
    link = trigger.head.head
    held = trigger.head.dep_ == "pobj" and link.lower_ in lexicon().nonevents["held_under"]
    return surface_subject(trigger.verb) if held and trigger.verb is not None and link.head == trigger.verb else None
