"""Statements told with a speech verb: who its subject is, whether it is denied or passive, and what it says."""

from sayso.extract.voices import contents
from sayso.extract.voices.beside import joined_first
from sayso.extract.voices.cues import VerbCue
from sayso.extract.voices.denials import to_come
from sayso.extract.voices.drafts import Draft, Reading
from sayso.extract.voices.fill import fill
from sayso.extract.voices.glued import own_part
from sayso.extract.voices.others import author_of
from sayso.extract.voices.phrases import phrase, with_name
from sayso.extract.voices.spoken import TokenSpan
from sayso.extract.voices.subjects import find_subject
from sayso.extract.voices.subjects_worded import RELATIVES
from sayso.model import Stance

# What one can only state of oneself: a thing or an act that "plans" or "threatens" is no voice.
LOOSE_STANCES = (Stance.PLANS, Stance.THREATENS, Stance.CLAIMS, Stance.PROMISES)

# Who is welcomed or praised, not told of.
PEOPLE = ("they", "he", "she", "we", "who")

# The lives that a war claims are named within so many words.
TAKEN_REACH = 5


def match_rule(reading: Reading, i: int) -> tuple[VerbCue, list[TokenSpan]] | None:
    """Return the rule of the verb at `i` and its cue tokens; two-word cues ("call for") go first."""
    table, cues = reading.table, reading.cues
    if cues.has("modifying", table.lowers[i]) and i + 1 < table.n and cues.has("modified", table.lowers[i + 1]):
        return None  # "state news agency SANA", with the state taken for a verb
    lemma = table.lemmas[i]
    for kid in table.kids[i] if lemma in cues.extended else ():
        if kid > i and (table.deps[kid] in ("prt", "prep", "dobj", "mark", "acomp", "oprd") or kid == i + 1):
            for word in {table.lowers[kid], table.lemmas[kid]} & cues.extended[lemma]:
                rule = cues.verbs[f"{lemma} {word}"]
                if table.deps[kid] == "prep" and _is_while(reading, kid):
                    continue
                if rule.none and not any(cues.has("negations", table.lowers[k]) for k in table.kids[kid]):
                    continue
                spans = [TokenSpan(i, kid + 1)] if kid <= i + 2 else [TokenSpan(i, i + 1), TokenSpan(kid, kid + 1)]
                return rule, spans
    rule_ = cues.verbs.get(lemma)
    return (rule_, [TokenSpan(i, i + 1)]) if rule_ else None


def _is_while(reading: Reading, prep: int) -> bool:
    """Tell whether a preposition opens a time: "pushed into the city for the first time", "called for an hour"."""
    table, inner = reading.table, reading.table.kid(prep, "pobj")
    return inner >= 0 and (contents.is_time(reading, prep) or reading.cues.has("whiles", table.lemmas[inner]))


def verb_draft(reading: Reading, i: int, earlier: list[Draft]) -> Draft | None:
    """Return the statement that the verb at `i` makes, or None when it makes none."""
    table, cues = reading.table, reading.cues
    matched = match_rule(reading, i)
    if matched is None:
        return None
    rule, cue = matched
    stance = rule.stance
    part = cue[-1].end - 1
    if _negated(reading, i) or (
        table.deps[part] in ("acomp", "oprd") and table.kid(part, "neg") >= 0
    ):  # "pleaded not guilty"
        if table.lemmas[i] not in cues.words["denies_when_negated"] or any(
            cues.has("advising", table.lowers[k]) for k in table.kids[i] if table.deps[k] == "aux"
        ):
            return None  # "should not think" advises
        stance = Stance.DENIES
    if table.kid(i, "auxpass") >= 0 or (table.tags[i] == "VBN" and table.kid(i, "agent") >= 0):
        return None if rule.strict and not rule.object else _passive(reading, i, rule, cue)
    if i + 2 < table.n and table.lowers[i + 1] == "to" and table.tags[i + 2] == "VB" and not (rule.to or rule.object):
        return None  # "the man said to be the leader"
    if (
        table.tags[i] == "VBN"
        and table.deps[i] != "conj"
        and table.subject(i) < 0
        and table.lemmas[i] not in cues.words["never_passive"]
        and not any(table.deps[k] == "aux" for k in table.kids[i])
        and not contents.tail_only(reading, i + 1, reading.bounds(i)[1])
    ):
        # "a man believed to be dead" has no voice; "... the observatory reported on Thursday" has, though misread.
        return None
    found = find_subject(reading, i, earlier)
    if found is None:
        return None
    source, head, via = found
    if source.end <= i and table.finite(i):
        source = with_name(table, cues, joined_first(reading, own_part(reading, source, head)))
    if rule.unless == "taken" and _takes(reading, i):
        return None
    if stance is Stance.DENIES and table.kid(i, "dative") >= 0:
        return None  # "deny the enemy a safe haven"
    begins = -1
    if stance is Stance.DENIES and source.end - source.start > 1 and _is_reply(reading, source, head):
        begins, source = source.start, TokenSpan(head, source.end)  # "..., an account villagers dispute"
    elif cues.has("texts", table.lemmas[head]) and (author := author_of(reading, head, named=True)) is not None:
        source, head = author
    elif table.heads[i] == head and table.deps[head] == "dobj" and cues.has("texts", table.lemmas[head]):
        # "the rebels issued a communique denying ..."
        issuer = table.subject(table.heads[head])
        if issuer >= 0 and table.tags[issuer] not in RELATIVES:
            source, head = phrase(table, cues, issuer), issuer
    if not _can_speak(reading, head, rule) or _is_credit(reading, i, source):
        return None
    draft = Draft(i, source, head, cue, [], stance, via=via, points_back=begins >= 0, begins=begins)
    fill(reading, draft, i, rule)
    if stance is Stance.DENIES and rule.stance is not Stance.DENIES and to_come(reading, draft.root):
        return None  # "does not believe it will be the last"
    if via is not None and head >= 0 and i > 0 and table.lowers[i - 1] == "as":
        draft.cue.insert(0, TokenSpan(table.heads[table.heads[i]], table.heads[table.heads[i]] + 1))
    return draft if draft.contents or draft.points_back or draft.open else None


def _takes(reading: Reading, i: int) -> bool:
    """Tell whether lives are claimed, whatever the parse makes of it: "the war has claimed the lives of 400"."""
    table, cues = reading.table, reading.cues
    if _counts_dead(reading, i):
        return True
    ahead = range(i + 1, min(i + 1 + TAKEN_REACH, table.n))
    return any(cues.has("taken", table.lemmas[k]) and "that" not in table.lowers[i + 1 : k] for k in ahead)


def _counts_dead(reading: Reading, i: int) -> bool:
    """Tell whether what an act claimed is told by a count: "fighting broke out, claiming at least 10 killed"."""
    table, cues = reading.table, reading.cues
    if table.tags[i] != "VBG" or table.deps[i] != "advcl" or table.lemmas[table.heads[i]] in cues.verbs:
        return False
    ahead = range(i + 1, min(i + 1 + TAKEN_REACH, table.stop[i]))
    count = next((k for k in ahead if table.tags[k] == "CD" or cues.has("many", table.lemmas[k])), -1)
    rest = range(count + 2, min(count + TAKEN_REACH, table.stop[i]))  # the tagger takes "10 killed" for a clause
    return count > 0 and not any(table.finite(k) for k in rest)


def _is_credit(reading: Reading, i: int, source: TokenSpan) -> bool:
    """Tell whether a cue is the name of who took a picture: "REUTERS Rodi Said"."""
    table = reading.table
    if table.words[i].istitle() and i > 0 and len(table.words[i - 1]) == 2 and table.words[i - 1][1] == ".":
        return True  # "R. Milhem / H. Said"
    agency = table.words[source.start].isupper() and reading.cues.has("outlet_names", table.lowers[source.start])
    return agency and table.words[i].istitle() and source.end - source.start > 1


def _is_reply(reading: Reading, source: TokenSpan, head: int) -> bool:
    """Tell whether the phrase is "an account" run together with the subject of its clause."""
    table = reading.table
    first = source.start + 1
    return (
        table.lowers[source.start] in ("a", "an") and first < head and reading.cues.has("pointing", table.lemmas[first])
    )


def _negated(reading: Reading, i: int) -> bool:
    """Tell whether nothing was said: "did not say", "declined to comment", "would not confirm"."""
    table, cues = reading.table, reading.cues
    if table.kid(i, "neg") >= 0 or (i > 0 and cues.has("negations", table.lowers[i - 1])):
        return True
    if 0 <= table.subject(i) < i and cues.has("negations", table.lowers[table.subject(i)]):
        return True  # "none of the groups claimed it"
    if table.tags[i] != "VB" or i == 0:
        return False
    if table.lowers[i - 1] == "to" or (i > 1 and table.lowers[i - 2] == "to"):
        head = table.heads[i]
        return head == i or table.lemmas[head] not in cues.words["before_infinitive"] or _negated(reading, head)
    return any(table.deps[k] == "aux" and cues.has("only_possible", table.lowers[k]) for k in table.kids[i])


def _can_speak(reading: Reading, head: int, rule: VerbCue) -> bool:
    """Tell whether this phrase can be a voice: not "there", not "what", and for loose verbs a person, body or text."""
    table, cues = reading.table, reading.cues
    low = table.lowers[head]
    if table.tags[head] in ("EX", "WDT", "WP", "WRB", "CD") or cues.has("voiceless", low):
        return table.tags[head] == "CD" and low.isalpha() and not rule.strict
    if low == "you":
        return False
    known_words = cues.every_speaker | cues.words["texts"]
    common = table.tags[head] in ("NN", "NNS") and not table.ents[head] and not {low, table.lemmas[head]} & known_words
    endings = tuple(sorted(cues.words["act_endings"]))
    if common and (table.lemmas[head].endswith(endings) or cues.has("acts", table.lemmas[head])):
        return False
    if any(cues.has("negations", table.lowers[k]) for k in table.kids[head] if table.deps[k] == "det"):
        return False
    if not rule.strict and rule.stance not in LOOSE_STANCES:
        return True
    known = table.ents[head] in ("ORG", "PERSON", "GPE", "NORP") or table.tags[head] in ("NNP", "NNPS")
    speaker = (
        table.lemmas[head] in cues.every_speaker or low in cues.every_speaker or cues.has("texts", table.lemmas[head])
    )
    return known or speaker or (table.tags[head] == "PRP" and low != "it") or (low == "it" and not rule.strict)


def _is_deed(reading: Reading, i: int, rule: VerbCue) -> bool:
    """Tell whether a passive cue tells what was done, not what was said.

    "A truce declared by the army", "they were welcomed by the mayor".
    """
    table = reading.table
    if any(table.deps[k] in ("xcomp", "ccomp", "oprd") for k in table.kids[i]):
        return False
    if not (rule.object or rule.label or rule.preps):
        return True
    subject = table.subject(i)
    return rule.stance is Stance.ASSERTS and subject >= 0 and table.lowers[subject] in PEOPLE


def _passive(reading: Reading, i: int, rule: VerbCue, cue: list[TokenSpan]) -> Draft | None:
    """Read "this was denied by rebels", "the attack was claimed by X", "X was accused by Y of shelling"."""
    table, cues = reading.table, reading.cues
    by = table.kid(i, "agent")
    agent = table.kid(by, "pobj") if by >= 0 else -1
    if agent < 0 or table.lemmas[i] in cues.words["carriers"] or _is_deed(reading, i, rule):
        return None
    source = phrase(table, cues, agent, cues.words["links"] - rule.preps)
    stance = rule.object_stance or rule.stance
    draft = Draft(i, source, agent, cue, [], stance)
    subject = table.subject(i)
    if subject < 0 and table.deps[i] in ("conj", "xcomp"):
        subject = table.subject(table.heads[i])
    if subject < 0 and table.deps[i] == "acl":
        subject = table.heads[i]
    if subject < 0:
        return None
    if table.tags[subject] in RELATIVES and table.deps[i] == "relcl":
        subject = table.heads[i]  # "a raid that was claimed by the Front"
    low = table.lowers[subject]
    if low in cues.words["pronouns_pointing"] or table.lemmas[subject] in cues.words["pointing"]:
        draft.points_back, draft.pointer = True, subject
        if low not in cues.words["pronouns_pointing"]:
            draft.contents = [TokenSpan(table.lows[subject], subject + 1)]
        return draft
    whole = phrase(table, cues, subject)
    draft.contents = [whole]
    if source.end <= table.highs[by] and table.lowers[source.end] in rule.preps:
        draft.contents.append(TokenSpan(source.end + 1, table.highs[by] + 1))
    for kid in table.kids[i]:
        if (
            kid > i
            and table.deps[kid] in ("prep", "xcomp")
            and table.lowers[kid] in rule.preps | {"as"}
            and not contents.is_time(reading, kid)
        ):
            start = max(table.lows[kid] + 1, source.end)
            if start <= table.highs[kid]:
                draft.contents.append(TokenSpan(start, table.highs[kid] + 1))
    return draft
