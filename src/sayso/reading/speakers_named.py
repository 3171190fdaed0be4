"""Phrases of a report that nobody spoke in yet, found as speakers: the full name of "WHO", the body "it" stands for."""

from sayso.reading.speakers import ACRONYM_LENGTH, SpeakersText

# What is marked as a name and has more words than this holds more than a name.
LONGEST_NAME = 9


def full_name(text: SpeakersText, start: int, end: int, head: int) -> tuple[int, int]:
    """Return the fullest phrase of the report for a short name: "WHO", "Ayraud", "the Observatory"."""
    doc = text.doc
    word = doc[head].text
    if end - start > 3 or (not word[:1].isupper() and doc[head].lower_ not in text.words["linking"]):
        return start, end
    low, upper = word.lower(), len(word) in ACRONYM_LENGTH and word.isupper()
    for ent_start, ent_end, label in text.entities:
        if ent_end - ent_start <= end - start or ent_end - ent_start > LONGEST_NAME:
            continue
        inside = text.lower[ent_start:ent_end]
        acronym = upper and text.initials(ent_start, ent_end) == word
        surname = (
            label == "PERSON"
            and inside[-1] == low
            and (ent_end <= start or ent_start >= end)
            and doc[head].ent_type_ in ("PERSON", "ORG", "GPE", "NORP", "")
        )
        body = label == "ORG" and low in inside and low in text.words["linking"] and ent_start < start
        if acronym or surname or body:
            return ent_start, ent_end
    return start, end


def entity_before(text: SpeakersText, at: int, labels: tuple[str, ...]) -> tuple[int, int] | None:
    """Return the last entity of these kinds that is the subject of its clause, at most one sentence back."""
    best = None
    for start, end, label in text.entities:
        if start >= at:
            break
        close = 0 <= text.sentence[at] - text.sentence[start] <= 1
        if close and label in labels and text.doc[end - 1].dep_ in ("nsubj", "nsubjpass", "pobj", "appos"):
            if text.doc[end - 1].dep_ == "pobj" and best is not None:
                continue
            best = (start, end)
    return best


def plural_before(text: SpeakersText, at: int) -> tuple[int, int] | None:
    """Return the last plural phrase of speakers in the sentence before."""
    for i in range(at - 1, -1, -1):
        if text.sentence[at] - text.sentence[i] > 1:
            return None
        word = text.doc[i]
        person = word.lower_ in text.words["plural"] or word.lemma_.lower() in text.words["person"]
        if person and word.tag_ == "NNS" and word.dep_ in ("nsubj", "pobj", "dobj") and not _is_counted(text, i):
            start = i
            while start > 0 and text.doc[start - 1].tag_ in ("JJ", "NN", "NNP", "DT"):
                start -= 1
            return start, i + 1
    return None


def is_doer(text: SpeakersText, at: int) -> bool:
    """Tell whether a name is, or is part of, the subject of its clause: "rebels of the Salam Front shelled"."""
    here = text.doc[at]
    if any(token.lemma_.lower() in text.words["organs"] for token in text.doc[max(0, at - 3) : at + 1]):
        return False
    for _ in range(4):
        if here.dep_ in ("nsubj", "nsubjpass"):
            return True
        here = here.head
    return False


def _is_counted(text: SpeakersText, at: int) -> bool:
    """Tell whether people are a count of those hit: "killed nine doctors"."""
    return any(kid.dep_ == "nummod" for kid in text.doc[at].children)
