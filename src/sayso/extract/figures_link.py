"""Which words say what befell the people counted: words right before the phrase or right after it."""

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from sayso.extract.figures_people import People
from sayso.extract.figures_words import outcome_words
from sayso.model import Outcome

# Tokens looked at on either side of the phrase for the word that carries the outcome.
_BEFORE, _AFTER = 5, 9
TOLL_REACH = 11
_FAR_TOLL_REACH = 26  # "the toll from the strike on a market in ... the day before to 61"
_FORCED_REACH = 9


@dataclass(frozen=True, slots=True)
class Link:
    """The outcome that befell the people and the token that says so; `how` names the construction."""

    outcome: Outcome
    anchor: int
    how: str


def link_before(doc: Doc, people: People, floor: int) -> Link | None:
    """Read the words right before the phrase, not reaching before token `floor`: "killed 12", "the deaths of 12"."""
    words = outcome_words()
    sets, by = words.sets, words.by
    k = people.start - 1
    lowest = max(floor, people.start - _BEFORE)
    while k >= lowest and (
        doc[k].lower_ in sets["skip_before"] or (doc[k].pos_ == "ADV" and doc[k].lower_ not in sets["including"])
    ):
        if doc[k].lower_ == "dead" and k > 0 and doc[k - 1].lemma_ in by["resultative"]:
            # "was shot dead and two others were hurt": a passive verb has its people before it
            passive = any(kid.dep_ == "auxpass" for kid in doc[k - 1].children)
            return None if passive else Link(Outcome.KILLED, k, "verb")
        if doc[k].lower_ in sets["hostage_words"]:
            return Link(Outcome.DETAINED, k, "verb")
        k -= 1
    if k < lowest:
        return None
    token = doc[k]
    if token.lower_ in sets["act_links"] and k > 0:
        act = _act_before(doc, k, floor)
        ground = act is not None and people.named and doc[act.anchor].lemma_.lower() in sets["of_ground"]
        return None if ground else act  # "the capture of Galkayo", its name taken for a person's
    if token.lemma_ in sets["holding"] and not people.partitive:
        for j in range(max(floor, k - 4), k):
            state = by["states"].get(doc[j].lower_) or (
                Outcome.KILLED if doc[j].lower_ in sets["victims_killed"] else None
            )
            previous = doc[j - 1].lower_ if j else ""
            if state and previous in sets["before_state"]:
                return Link(state, j, "subset")
        return None
    if any(kid.dep_ == "auxpass" for kid in token.children):
        return None  # "21 were killed and 70 others wounded": a passive verb has its people before it
    return link_verb(doc, token, people, passive=False)


def _act_before(doc: Doc, k: int, floor: int) -> Link | None:
    """Read "the deaths of 12", "the lives of 40", "harm on 200": `k` is the preposition."""
    words = outcome_words()
    for noun in (doc[k - 1], doc[k - 2] if k > 1 else doc[k - 1]):
        if noun.i < floor - 1:
            break
        lemma = noun.lemma_.lower()
        if doc[k].lower_ == "of" and lemma in words.by["acts"] and noun.pos_ in ("NOUN", "PROPN", "VERB"):
            if lemma in words.sets["lives_nouns"] and not _claims(doc, noun.i):
                return None
            return Link(words.by["acts"][lemma], noun.i, "act")
        if doc[k].lower_ in words.sets["treated_links"] and noun.lower_ in words.sets["treated_words"]:
            return Link(Outcome.INJURED, noun.i, "act")
        if noun.i != k - 1 or noun.pos_ not in ("ADP", "ADV"):
            break
    return None


def _claims(doc: Doc, noun: int) -> bool:
    """Tell whether a verb like "claimed" stands before "the lives of"."""
    verbs = outcome_words().sets["lives_verbs"]
    return any(token.lemma_ in verbs for token in doc[max(0, noun - 4) : noun])


def link_verb(doc: Doc, token: Token, people: People, *, passive: bool) -> Link | None:
    """Give the outcome of a verb whose object (or passive subject) the people are."""
    words = outcome_words()
    sets, by = words.sets, words.by
    lemma = token.lemma_.lower()
    outcome = by["verbs"].get(lemma) or (by["verbs"].get(token.lower_[:-3]) if token.lower_.endswith("ing") else None)
    if outcome and (
        token.pos_ in ("VERB", "AUX", "ADJ", "ADV", "ADP")
        or token.tag_.startswith("VB")
        or token.lower_.endswith(("ed", "ing"))
    ):
        if outcome == Outcome.DISPLACED and not (people.known or people.elided):
            return None
        if not passive and token.i >= 2 and doc[token.i - 1].lower_ in sets["either"]:
            other = by["verbs"].get(doc[token.i - 2].lemma_.lower())
            if {other, outcome} == {Outcome.KILLED, Outcome.INJURED}:
                return Link(Outcome.CASUALTIES, token.i, "verb")
        return Link(outcome, token.i, "verb")
    if lemma in by["resultative"]:
        after = [t.lower_ for t in doc[people.end : people.end + 2]]
        if not sets["resultative_words"].isdisjoint([*after[:1], " ".join(after)]):
            return Link(by["resultative"][lemma], token.i, "verb")
    if (
        lemma in sets["left_with_verbs"]
        and (people.known or people.elided)
        and doc[people.end : people.end + 1].text == "with"
    ):
        window = {t.lower_ for t in doc[people.end : people.end + 5]}
        return Link(Outcome.INJURED, token.i, "verb") if window & sets["left_with_words"] else None
    if people.named:  # "capturing Leramun", "lost Mosul": the names of places are often read as persons
        return None
    if people.elided or not people.known:
        window = {t.lower_ for t in doc[people.end : people.end + 3]}
        if lemma in by["people_verbs"] and window & sets["hostage_words"]:
            return Link(Outcome.DETAINED, token.i, "verb")
        if not (lemma in sets["forced_verbs"] and people.elided):
            return None
    if lemma in sets["lives_verbs"] and doc[people.head].lemma_.lower() in sets["lives_nouns"]:
        return Link(Outcome.KILLED, token.i, "verb")
    if doc[people.head].lemma_.lower() in sets["lives_nouns"] or token.pos_ != "VERB":
        return None
    if lemma in sets["forced_verbs"]:
        following = {t.lower_ for t in doc[people.end : people.end + _FORCED_REACH]}
        return Link(Outcome.DISPLACED, token.i, "verb") if following & sets["forced_words"] else None
    if lemma in by["people_verbs"]:
        if lemma in sets["hostage_verbs"]:
            window = {t.lower_ for t in doc[token.i : people.end + 4]}
            return Link(Outcome.DETAINED, token.i, "verb") if window & sets["hostage_words"] else None
        return Link(by["people_verbs"][lemma], token.i, "verb")
    return None


def link_after(doc: Doc, people: People, ceiling: int, jump: int) -> Link | None:
    """Read the words right after the phrase: "12 were killed", "12 dead", "40 died", "40,000 fled".

    Reads from token `jump` (past a list or an "including ..." that stands between) and not past `ceiling`.
    """
    words = outcome_words()
    sets, by = words.sets, words.by
    auxiliary = False
    k = jump
    limit = min(len(doc), jump + _AFTER)
    while k < limit:
        token = doc[k]
        lower, lemma = token.lower_, token.lemma_.lower()
        if k > jump and token.is_sent_start:
            return None
        if lower not in sets["skip"] and token.pos_ not in ("ADV", "AUX") and lower not in ('"', "“", "”", "-", "–"):
            break
        if lower in by["states"] or lemma in by["fates"] or lemma in by["verbs"]:
            break
        auxiliary = auxiliary or lower in sets["auxiliaries"]
        k += 1
    if k >= limit:
        return None
    return _outcome_at(doc, people, k, ceiling, auxiliary)


def _outcome_at(doc: Doc, people: People, k: int, ceiling: int, auxiliary: bool) -> Link | None:
    """Read the outcome word at token `k`, past the auxiliaries after the people."""
    words = outcome_words()
    sets, by = words.sets, words.by
    token = doc[k]
    lower, lemma = token.lower_, token.lemma_.lower()
    if people.thing:
        return None
    if lemma in by["fates"] and token.pos_ in ("VERB", "NOUN", "ADJ"):
        needs_people = by["fates"][lemma] == Outcome.DISPLACED
        return None if needs_people and not (people.known or people.elided) else Link(by["fates"][lemma], k, "fate")

    def follows(name: str) -> bool:
        return any(t.lower_ in sets[name] for t in doc[k : k + _FORCED_REACH])

    if lemma in sets["losing_verbs"] and follows("losing_words"):
        return Link(Outcome.KILLED, k, "fate")
    if lemma in sets["left_home_verbs"] and follows("left_home_words") and not people.one:
        return Link(Outcome.DISPLACED, k, "fate")
    if lemma in sets["treated_verbs"] and {t.lower_ for t in doc[k : k + 5]} & sets["treated_words"]:
        return Link(Outcome.INJURED, k, "fate")
    if lemma in sets["maiming_verbs"] and {t.lower_ for t in doc[k : k + 4]} & sets["maiming_words"]:
        return Link(Outcome.INJURED, k, "fate")
    if lemma in sets["affected_verbs"] and auxiliary and {t.lower_ for t in doc[k : k + 6]} & sets["affected_words"]:
        return Link(Outcome.INJURED, k, "state")
    if lemma in sets["hospital_verbs"] and auxiliary and {t.lower_ for t in doc[k : k + 5]} & sets["hospital_words"]:
        return Link(by["counted"].get(doc[people.head].lemma_, Outcome.INJURED), k, "state")  # "22 bodies were taken"
    if lemma in sets["forced_verbs"] and auxiliary and follows("forced_words"):
        return Link(Outcome.DISPLACED, k, "state")
    if lemma in sets["hostage_verbs"] and {t.lower_ for t in doc[k : k + 3]} & sets["hostage_words"]:
        return Link(Outcome.DETAINED, k, "state")
    if lemma in by["resultative"]:
        after = [t.lower_ for t in doc[k + 1 : k + 3]]
        if not sets["resultative_words"].isdisjoint([*after, " ".join(after)]):
            return Link(Outcome.KILLED, k, "state")
    outcome = by["states"].get(lower) or (by["verbs"].get(lemma) if token.tag_ in ("VBN", "VBD") else None)
    # "scores were treated for burns"
    treated = by["people_verbs"].get(lemma) == Outcome.INJURED and doc[k + 1 : k + 2].text.lower() == "for"
    if outcome is None and auxiliary and token.tag_ == "VBN" and (people.known or treated):
        outcome = by["people_verbs"].get(lemma) if treated or lemma not in sets["active_only"] else None
    if outcome is None:
        return None
    if not auxiliary and lower in sets["states_active"] and _is_active(doc, k, ceiling):
        return None
    j = k + 1
    while j < min(k + 3, len(doc) - 1) and doc[j].lower_ in sets["either_linking"]:
        j += 1
    if j < len(doc):
        other = by["states"].get(doc[j].lower_)
        counts_next = j + 1 < len(doc) and (doc[j + 1].like_num or doc[j + 1].i == ceiling)
        if {outcome, other} == {Outcome.KILLED, Outcome.INJURED} and not counts_next:
            return Link(Outcome.CASUALTIES, k, "state")
    return Link(outcome, k, "state")


def _is_active(doc: Doc, k: int, ceiling: int) -> bool:
    """Tell whether the bare participle at `k` is a verb that the people do: "12 rebels killed a soldier"."""
    token = doc[k]
    following = doc[k + 1] if k + 1 < len(doc) else None
    if following is not None and following.i == ceiling:  # "two bombers killed over 48", "25 killed 80 injured"
        return not _state_follows(doc, ceiling)
    if following is None or following.is_punct or following.pos_ in ("ADP", "SCONJ", "CCONJ"):
        return False
    if any(child.dep_ in ("dobj", "obj") and child.i > k for child in token.children):
        return True
    return following.pos_ == "DET"


def _state_follows(doc: Doc, start: int) -> bool:
    """Tell whether a count at `start` has an outcome word of its own right after it ("80 injured")."""
    states = outcome_words().by["states"]
    return any(t.lower_ in states for t in doc[start : start + 4])


def link_toll(doc: Doc, people: People, floor: int) -> Link | None:
    """Read "the death toll rose to 25", "a toll of 20", "the number of dead reached 40"."""
    words = outcome_words()
    if people.one and not people.elided:
        return None
    if (link := _number_after(doc, people)) is not None:
        return link
    if (link := _put_at(doc, people, floor)) is not None:
        return link
    arrives = people.start > 0 and doc[people.start - 1].lower_ in words.sets["toll_reach"]
    start = max(floor, people.start - (_FAR_TOLL_REACH if arrives else TOLL_REACH))
    counting, verbs = words.sets["counting"], words.by["verbs"]
    for k in range(people.start - 1, start - 1, -1):
        token = doc[k]
        lower = token.lower_
        if lower == "toll":
            before = doc[k - 1].lower_ if k else ""
            return Link(words.by["tolls"].get(before, Outcome.KILLED), k, "toll")
        if lower in counting:
            between = doc[k + 1 : min(k + 5, people.start)]
            for state in between:
                outcome = words.by["states"].get(state.lower_) or words.by["counted"].get(state.lemma_)
                if outcome and doc[k + 1].lower_ == "of":
                    return Link(outcome, state.i, "toll")
        if token.is_sent_start or (token.lemma_ in verbs and token.tag_.startswith("VB") and token.tag_ != "VBN"):
            return None
    return None


def _put_at(doc: Doc, people: People, floor: int) -> Link | None:
    """Read "put the army's dead at 20", "puts the number of those taken at 14"."""
    words = outcome_words()
    if people.start == 0 or doc[people.start - 1].lower_ != "at":
        return None
    for k in range(people.start - 2, max(floor, people.start - _AFTER) - 1, -1):
        token = doc[k]
        lower, lemma = token.lower_, token.lemma_.lower()
        if lemma in words.sets["put_at_verbs"] and token.pos_ == "VERB":
            return None
        outcome = words.by["states"].get(lower) or words.by["counted"].get(lemma)
        if lower in words.sets["put_at_words"]:
            outcome = Outcome.KILLED
        elif token.tag_ == "VBN":
            outcome = outcome or words.by["verbs"].get(lemma) or words.by["people_verbs"].get(lemma)
        if outcome is not None:
            put = any(t.lemma_.lower() in words.sets["put_at_verbs"] for t in doc[max(floor, k - _BEFORE) : k])
            return Link(outcome, k, "toll") if put else None
    return None


def _number_after(doc: Doc, people: People) -> Link | None:
    """Read "brought to 49 the number killed", "raised to 61 the death toll"."""
    words = outcome_words()
    after = doc[people.end : people.end + _AFTER]
    brought = people.start > 0 and doc[people.start - 1].lower_ in words.sets["toll_reach"]
    if not brought or len(after) < 2 or after[0].lower_ not in words.sets["determiners"]:
        return None
    counted = False
    for token in after[1:]:
        outcome = words.by["states"].get(token.lower_) or words.by["counted"].get(token.lemma_)
        if token.lower_ == "toll":
            return Link(words.by["tolls"].get(doc[token.i - 1].lower_, Outcome.KILLED), token.i, "toll")
        if counted and outcome:
            return Link(outcome, token.i, "toll")
        counted = counted or token.lower_ in words.sets["counting"]
        if token.is_sent_start or (not counted and token.pos_ not in ("ADJ", "NOUN", "ADV")):
            return None
    return None
