"""The ground itself: "rebels captured Bambari, near Ippy", "Tal Hamis, in Hasakah, is under their control"."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from sayso.extract.acts import Act
from sayso.extract.grammar import PASSIVE_SUBJECTS, SUBJECTS, deep_object, prep_object, surface_subject
from sayso.extract.lexicon import lexicon
from sayso.extract.place_candidates import unlisted_name
from sayso.extract.places import PlaceMention
from sayso.model import Place, PlacePrecision, Span


def held_ground(act: Act, listed: Sequence[PlaceMention], named: set[int]) -> PlaceMention | None:
    """Return the place that an act takes, holds or surrounds, where its own words name it; None where they do not.

    Whatever else the sentence names only tells where that is. `listed` are the sentence's places and `named` the tokens
    of known parties, which are none.
    """
    for ground in _grounds(act):
        if ground.dep_ == "pobj" and ground.head.lower_ in lexicon().nonevents["locating"]:
            return None  # "the district near Mopti, which they control"
        here = next((m for m in listed if m.token_start <= ground.i < m.token_end), None)
        if here is not None:
            wide = here.place.precision is PlacePrecision.COUNTRY or here.role == "part_of_name"
            return None if wide else here
        # "freed Ramon": what is taken by a name that no table lists may be somebody; what is under control is ground
        span = (
            unlisted_name(ground, named)
            if ground.dep_ in SUBJECTS | PASSIVE_SUBJECTS and act.kind == "control"
            else None
        )
        if span is not None:
            place = Place(span.text, Span(span.start_char, span.end_char), span.text)
            return PlaceMention(place, span.start, span.end, "unlisted")
    return None


def _grounds(act: Act) -> Iterator[Token]:
    """Return the words for the ground that an act is about: what is captured, what is under control."""
    for part in (act.trigger, *act.trigger.parts):
        frame = part.frame
        if part.is_noun:
            under = part.head.head if part.head.dep_ == "pobj" else None
            held = part.verb is not None and under is not None and under.lower_ in lexicon().nonevents["held_under"]
            if held and part.verb is not None and under is not None and under.head == part.verb:
                subject = surface_subject(part.verb)
                if subject is not None:
                    yield subject
            of = prep_object(part.head, "of") if "territory" in (frame.of or "") else None
            if of is not None:
                yield of
        elif "territory" in (frame.object or ""):
            ground = deep_object(part.head)
            if ground is not None:
                yield ground
        elif frame.subject == "territory":
            ground = surface_subject(part.head)
            if ground is not None:
                yield ground
