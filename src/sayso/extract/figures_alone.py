"""One person told by name or as "he": "the general was taken prisoner", "she was captured in Linden"."""

from spacy.tokens import Doc, Token

from sayso.extract.acts import Act
from sayso.extract.figures import CasualtyMention
from sayso.extract.figures_words import outcome_words
from sayso.extract.noun_phrases import joined, phrase
from sayso.model import Figure, Outcome, Realis, Span


def alone(doc: Doc, act: Act, given: list[CasualtyMention]) -> CasualtyMention | None:
    """Return the figure of an act done to one person who is named or told as "he"; None where others are told too.

    `given` are the figures that the act has. A count of whoever is held, or of the same fate, says more.
    """
    person = act.target
    outcome = _outcome(act)
    if person is None or outcome is None or not _is_one(person) or act.reality.realis is Realis.PLANNED:
        return None
    if act.denied or act.reality.negated or act.reality.hypothetical or any(m.figure.outcome is outcome for m in given):
        return None
    first, last = phrase(person)
    span = doc[person.i : person.i + 1] if person.pos_ == "PRON" else doc[first:last]
    figure = Figure(outcome, 1, 1, span.text, span.text, Span(span.start_char, span.end_char))
    return CasualtyMention(figure, act.trigger.head.i, person.i)


def _outcome(act: Act) -> Outcome | None:
    """Return what befell whom an act is done to, as its kind or its verb says."""
    if act.kind == "detention":
        return None if act.phase == "release" else Outcome.DETAINED
    if act.trigger.is_noun or act.kind == "capture":  # "recaptured Shusha": a town taken for a person
        return None
    verbs, lemma = outcome_words().by["verbs"], act.trigger.head.lemma_.lower()
    return verbs.get(lemma)


def _is_one(person: Token) -> bool:
    """Tell whether a word stands for one person: a name of one, or "he"."""
    if len(list(joined(person))) > 1:
        return False
    if person.pos_ == "PRON":
        return person.lower_ in outcome_words().sets["one_person"]
    return person.tag_ == "NNP" and person.ent_type_ == "PERSON"
