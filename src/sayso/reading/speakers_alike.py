"""Whether two phrases may stand for one speaker: "the group" for no state, "the ministry" for no other state's."""

from sayso.reading.speakers import Speaker, SpeakersText


def may_be(text: SpeakersText, met: Speaker, lemma: str) -> bool:
    """Tell whether "the group", "the minister" may be the speaker met: no ministry, and no senator."""
    head = text.doc[met.head]
    own, words = head.lemma_.lower(), text.words
    if own == lemma or lemma in words["impersonal"] or lemma in words["any_person"]:
        return True
    if lemma in words["person"]:
        return head.tag_ not in ("NN", "NNS") or own not in words["person"]
    return own not in words["organs"]


def is_state(text: SpeakersText, met: Speaker) -> bool:
    """Tell whether a speaker met is a country or its capital: "the group" is neither."""
    head = text.doc[met.head]
    return head.ent_type_ == "GPE" or head.lower_ in text.words.get("states", frozenset())


def is_owner(text: SpeakersText, met: Speaker, word: str) -> bool:
    """Tell whether the word only says whose or where the speaker is: "Israel" in "Israel's military"."""
    for token in text.doc[met.start : met.end]:
        if token.lower_ == word and token.i != met.head:
            owned = token.i + 1 < met.end and text.doc[token.i + 1].tag_ == "POS"
            return owned or (token.ent_type_ in ("GPE", "NORP") and text.doc[met.head].ent_type_ != token.ent_type_)
    return False


def are_one_body(text: SpeakersText, person: Speaker, met: Speaker, linked: frozenset[str]) -> bool:
    """Tell whether a person's body may be the one met: not the Belgian ministry for the Russian one."""
    if linked & text.words["monitor_names"]:
        return True
    one, other = _styles(text, person, linked), _styles(text, met, linked)
    return one <= other or other <= one


def _styles(text: SpeakersText, speaker: Speaker, linked: frozenset[str]) -> frozenset[str]:
    """Return the words that tell a body from others of its name: "Russian" and "defence" before "ministry"."""
    doc = text.doc
    here = text.sentence[speaker.start]
    near = doc[max(0, speaker.start - 4) : speaker.end]
    bodies = [t.i for t in near if t.lower_ in linked and text.sentence[t.i] == here]
    return frozenset(
        t.lower_
        for i in bodies
        for t in doc[max(0, i - 2) : i]
        if t.tag_[:2] in ("NN", "JJ") and t.lower_ not in linked
    )


def sorts(text: SpeakersText, speaker: Speaker) -> frozenset[str] | None:
    """Return the words of sort in "the news agency", "the Nairobi-based rights group"; None if it says which."""
    if not speaker.start < speaker.head == speaker.end - 1:
        return None
    between = text.lower[speaker.start + 1 : speaker.head]
    posted = next((at for at, word in enumerate(between) if word in text.words["posted"]), None)
    if posted is not None:  # the town before it tells no more
        between = between[posted + 1 :]
    elif not between:
        return None
    known = text.words["outlet"] | text.words["monitor_modifiers"]
    return frozenset(between) if all(word in known for word in between) else None
