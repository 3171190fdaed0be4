"""What a phrase tells of the speaker it stands for: a person, a body or an outlet, and the words that name him."""

from sayso.reading.speakers import Speaker, SpeakersText


def describe(text: SpeakersText, start: int, end: int, head: int) -> Speaker:
    """Return the speaker that a phrase stands for, as far as the phrase and the words right behind it tell."""
    words = text.words
    names = _names(text, start, end)
    kind = _kind(text, start, end, head, names)
    around = {*text.lower[start : end + 3]}
    gender = "male" if around & words["male"] else "female" if around & words["female"] else ""
    if kind == "person":
        names |= speaks_for(text, start, end)
    return Speaker(start, end, head, kind, gender, names)


def speaks_for(text: SpeakersText, start: int, end: int) -> frozenset[str]:
    """Return the words of the body a person speaks for: "Rami Abdel Rahman, director of the Observatory"."""
    doc, words = text.doc, text.words
    stop = min(len(doc), end + 10)
    sentence = text.sentence[start]
    near = [i for i in range(max(0, start - 8), stop) if text.sentence[i] == sentence]
    lower, heading = text.lower, words["heading"]
    office = next((i for i in near if lower[i] in words["speaks_for"] or doc[i].lemma_.lower() in heading), None)
    if office is None:
        return frozenset()
    bodies = (i for i in near if lower[i] in words["group"] and abs(i - office) < 8)
    return frozenset({lower[i] for i in bodies if start - 4 <= i} & words["linking"])


def _names(text: SpeakersText, start: int, end: int) -> frozenset[str]:
    """Return the telling words of a phrase: no articles, no forms of address."""
    return frozenset(
        t.lower_
        for t in text.doc[start:end]
        if t.tag_ not in ("DT", "IN", "POS", "CC", ",", "PRP$")
        and t.text[0].isalnum()
        and t.lower_.rstrip(".") not in text.words["address"]
        and not _is_cause(text, t.i, start)
    )


def _is_cause(text: SpeakersText, at: int, start: int) -> bool:
    """Tell whether a word only says whose side somebody is on: "coalition" in "pro-coalition media"."""
    return at >= start + 2 and text.doc[at - 1].text == "-" and text.doc[at - 2].lower_ in text.words["siding"]


def _kind(text: SpeakersText, start: int, end: int, head: int, names: frozenset[str]) -> str:
    """Return what a speaker is: person, body, outlet, plural or unknown."""
    words, token = text.words, text.doc[head]
    low, lemma, label = token.lower_, token.lemma_.lower(), token.ent_type_
    if label == "PERSON" and token.tag_ in ("NNP", "NNPS"):
        return "person"
    if token.tag_ == "NNP" and end - start > 2 and text.doc[start].lower_ in words["speaks_for"]:
        return "person"  # "head of the Observatory Rami Abdel Rahman"
    if low in words["outlet"] or low in words["outlet_names"]:
        return "outlet"
    if low in words["plural"] or (token.tag_ == "NNS" and (lemma in words["person"] or not label)):
        return "plural"
    if lemma in words["person"]:
        return "person"
    if lemma in words["group"] or label in ("ORG", "GPE", "NORP"):
        return "body"
    if token.tag_ in ("NNP", "NNPS"):
        return "person" if names & words["male"] or names & words["female"] else "unknown"
    return "unknown"
