"""Find the statements of a parsed report: every stretch told in a voice other than the outlet's own."""

from spacy.tokens import Doc

from sayso.extract.voices import headlines, others, pictures, quoted, replies, rivals, running_on
from sayso.extract.voices.appended import Appended
from sayso.extract.voices.cues import load_cues
from sayso.extract.voices.denials import is_negative
from sayso.extract.voices.drafts import Draft, Reading
from sayso.extract.voices.others import name_before
from sayso.extract.voices.phrases import first_joined, phrase
from sayso.extract.voices.spoken import SpokenStatement, TokenSpan
from sayso.extract.voices.subjects import is_act
from sayso.extract.voices.table import Table
from sayso.extract.voices.verbs import verb_draft
from sayso.model import Stance
from sayso.reading.anaphora import SpeakerMemory
from sayso.reading.quotations import find_quotations

COLONS = frozenset({":", "-", "–", "—"})
# A voice left unnamed is looked for in so many statements after it.
AHEAD = 4
# Source and cue further apart than this are shown by the cue alone.
EVIDENCE_LENGTH = 32
# How the verb of a main clause hangs in its sentence.
MAIN = frozenset({"ROOT", "ccomp"})


def find_statements(doc: Doc) -> list[SpokenStatement]:
    """Return the statements of a parsed report in text order; the same parse always gives the same list."""
    if not len(doc):
        return []
    cues = load_cues()
    table = Table(doc, cues)
    reading = Reading(table, cues, find_quotations(doc, table.words))
    drafts = _drafts(reading)
    _hand_on(reading, drafts)
    quoted.widen_to_quotations(reading, drafts)
    quoted.attach_quotations(reading, drafts)
    replies.point_back(reading, drafts)
    drafts = [d for d in drafts if d.contents]
    drafts = sorted(drafts + running_on.carry_on(reading, drafts), key=lambda d: d.at)
    parents = _parents(drafts)
    _resolve(reading, doc, drafts, parents)
    replies.find_rebuttals(reading, drafts)
    number = {id(d): i for i, d in enumerate(drafts)}
    return [
        SpokenStatement(
            source=d.source,
            speaker=d.speaker,
            via=d.via,
            cue=tuple(d.cue),
            contents=tuple(d.contents),
            stance=d.stance,
            direct=d.direct,
            evidence=_evidence(d),
            parent=parent,
            rebuts=d.rebuts,
            rebuts_statement=number.get(id(d.rebuts_draft)) if d.rebuts_draft is not None else None,
            negated=is_negative(reading, d),
            resolved=d.resolved,
        )
        for d, parent in zip(drafts, parents, strict=True)
    ]


def _drafts(reading: Reading) -> list[Draft]:
    """Try each token as a cue, in order."""
    table, cues = reading.table, reading.cues
    openings = {words[0] for words in cues.prepositions}
    drafts: list[Draft] = []
    headline = headlines.bare_headline_draft(reading)
    if headline is not None:
        drafts.append(headline)
    denials = {one.verb: one for one in reading.appended}
    apart = {k for one in reading.appended for k in range(one.start, one.end)} - set(denials)
    for i in range(table.n):
        if i in denials:
            drafts.append(_appended(denials[i]))
        if i in denials or i in apart:
            continue
        draft = None
        tag = table.tags[i][:2]
        lemma = table.lemmas[i]
        if tag == "VB" and (lemma in cues.words["showing"] or lemma in cues.words["publishing"]):
            draft = pictures.picture_draft(reading, i)
        if draft is None and tag == "VB" and (lemma in cues.verbs or lemma in cues.extended):
            draft = verb_draft(reading, i, drafts)
        if draft is None and tag == "VB" and lemma in cues.words["seeing"]:
            draft = pictures.eye_draft(reading, i)
        if draft is None and lemma in cues.words["checking"]:
            draft = others.check_draft(reading, i)
        if draft is None and table.lowers[i] in openings:
            draft = others.preposition_draft(reading, i)
        if draft is None and tag == "NN" and lemma in cues.nouns:
            draft = others.noun_draft(reading, i)
        if (
            draft is None
            and table.words[i] in COLONS
            and i
            and i + 1 < table.n
            and (table.words[i] == ":" or (table.after[i - 1] and table.after[i]))
        ):
            draft = headlines.headline_draft(reading, i)
        if draft is not None:
            drafts.extend(rivals.both_ways(reading, draft))
    return drafts


def _appended(one: Appended) -> Draft:
    """Return the answer of "..., officials said, a charge Tehran denies"; what it answers is told before it."""
    cue, charge = TokenSpan(one.verb, one.verb + 1), TokenSpan(one.noun, one.noun + 1)
    last = one.speaker.end - 1
    if one.act:
        return Draft(one.verb, one.speaker, last, [cue], [TokenSpan(one.start, one.noun + 1)], one.stance)
    return Draft(
        one.verb, one.speaker, last, [cue], [charge], one.stance, points_back=True, pointer=-1, begins=one.start
    )


def _hand_on(reading: Reading, drafts: list[Draft]) -> None:
    """Read "X reported, citing Y": Y speaks, X carries. Also "X told Reuters": Reuters carries."""
    table, cues = reading.table, reading.cues
    for i in range(table.n):
        if table.tags[i] != "VBG" or table.lemmas[i] not in cues.words["carriers"]:
            continue
        target = table.kid(i, "dobj")
        if target < 0 or (is_act(reading, target) and cues.has("acts", table.lemmas[target])):
            continue  # "citing the death of 35 civilians": a ground, no voice
        here = [d for d in drafts if table.first[d.at] == table.first[i] and d.source is not None and d.at != i]
        near = min(here, key=lambda d: abs(d.at - i), default=None)
        if near is None or near.via is not None:
            continue
        near.via, near.source, near.source_head = near.source, phrase(table, cues, target), target
        near.cue.append(TokenSpan(i, i + 1))
        near.cue.sort()
    for draft in drafts:
        if draft.via is not None or not draft.cue:
            continue
        # "an elder, quoted by a radio station, said"
        held = draft.source_head
        quoted = table.kid(held, "acl") if held >= 0 else -1
        if quoted > held and table.lemmas[quoted] in cues.words["carriers"] and table.kid(quoted, "agent") >= 0:
            carrier = table.kid(table.kid(quoted, "agent"), "pobj")
            draft.via = phrase(table, cues, carrier) if carrier >= 0 else None
            continue
        hearer = table.kid(draft.at, "dobj", "dative")
        if hearer < 0:
            for prep in table.kids[draft.at]:
                inner = (
                    table.kid(prep, "pobj")
                    if table.deps[prep] in ("prep", "dative") and cues.has("before_hearers", table.lowers[prep])
                    else -1
                )
                if inner >= 0:
                    hearer = inner
        if hearer > draft.at and not any(s.covers(hearer) for s in draft.contents):
            low, lemma = table.lowers[hearer], table.lemmas[hearer]
            if cues.has("outlet_names", low) or low in cues.speakers["outlet"] or lemma in cues.speakers["outlet"]:
                draft.via = phrase(table, cues, hearer)


def _parents(drafts: list[Draft]) -> list[int | None]:
    """Return for each draft the smallest other draft in whose content its cue stands."""
    parents: list[int | None] = []
    sizes = [sum(s.end - s.start for s in d.contents) for d in drafts]
    for i, draft in enumerate(drafts):
        best: int | None = None
        for k, other in enumerate(drafts):
            if k == i or not any(s.covers(draft.at) for s in other.contents) or draft.runs_on:
                continue
            if any(s.covers(other.at) for s in draft.contents):
                continue
            if best is None or sizes[k] < sizes[best]:
                best = k
        parents.append(best)
    return parents


def _resolve(reading: Reading, doc: Doc, drafts: list[Draft], parents: list[int | None]) -> None:
    """Give each draft the speaker its source stands for; "we" in a quotation waits for the voice around it."""
    heads = {reading.table.lowers[d.source_head] for d in drafts if d.source_head >= 0}
    states = frozenset(word for word in heads if rivals.country_of(word))
    words = reading.cues.words
    # "The claim said": the text of whoever spoke last, though "in a claim" carries no words as "in a statement" does
    texts = words["texts"] | words["spoken_claims"]
    memory = SpeakerMemory(doc, {**words, **reading.cues.speakers, "states": states, "texts": texts})
    later: list[int] = []
    for i, draft in enumerate(drafts):
        if draft.source is None:
            continue
        single = draft.source.end - draft.source.start == 1
        if single and reading.cues.has("speaking_self", reading.table.lowers[draft.source.start]):
            later.append(i)
            continue
        source, head = _meant(reading, drafts, i, draft.source), draft.source_head
        head = head if source == draft.source else source.end - 1
        named = _named_apposition(reading, source, head)
        if named is not None:
            source, head = named, named.end - 1
        own = _told_of_itself(reading, draft)
        if own is not None and not memory.is_at_hand(source.start):
            source, head = own, own.end - 1
        found = memory.resolve(source.start, source.end, head)
        draft.speaker = first_joined(reading.table, TokenSpan(*found), head) if found else draft.source
        draft.resolved = found is not None
    _resolve_ahead(reading, drafts)
    for i in later:
        parent = parents[i]
        seen: set[int] = set()
        while parent is not None and drafts[parent].speaker is None and parent not in seen:
            seen.add(parent)
            parent = parents[parent]
        speaker = drafts[parent].speaker if parent is not None else None
        drafts[i].speaker = speaker or drafts[i].source
        drafts[i].resolved = speaker is not None


def _told_of_itself(reading: Reading, draft: Draft) -> TokenSpan | None:
    """Return whom "it", "the mission" means in "UNMISS peacekeepers freed nine, the mission said", or None."""
    table, cues = reading.table, reading.cues
    source, head = draft.source, draft.source_head
    if source is None or head < 0 or not draft.contents or draft.contents[0].end > source.start or draft.direct:
        return None
    generic = table.lowers[source.start] == "the" and source.end - source.start == 2
    if not (table.lowers[source.start] == "it" or (generic and cues.has("own_bodies", table.lemmas[head]))):
        return None
    for own in range(*draft.contents[0]):
        if table.deps[own] != "nsubj" or table.heads[own] > source.start or table.deps[table.heads[own]] not in MAIN:
            continue
        whole = phrase(table, cues, own)
        names = [
            k
            for k in range(*whole)
            if table.ents[k] in ("ORG", "NORP") and table.deps[k] in ("compound", "nsubj", "poss")
        ]
        if generic:
            return TokenSpan(names[0], names[-1] + 1) if names else None
        single = table.tags[own] in ("NN", "NNP")
        body = table.lemmas[own] in cues.speakers["group"] or table.ents[own] in ("ORG", "GPE")
        return whole if single and body else None
    return None


def _meant(reading: Reading, drafts: list[Draft], i: int, source: TokenSpan) -> TokenSpan:
    """Return what a source stands for or is cut from: the accused who "denied it", the name before a post."""
    table, draft = reading.table, drafts[i]
    low, single = table.lowers[source.start], source.end - source.start == 1
    if single and reading.cues.has("accused_again", low) and draft.stance is Stance.DENIES:
        for other in reversed(drafts[:i]):
            if other.stance is Stance.ACCUSES and table.first[other.at] == table.first[draft.at]:
                return rivals.accused(reading, other) or source
    if single and low in ("each", "both") and i and drafts[i - 1].source is not None:
        return drafts[i - 1].source or source
    return name_before(reading, source, draft.source_head) or source


def _resolve_ahead(reading: Reading, drafts: list[Draft]) -> None:
    """Let "a monitoring group said" at the head of a report stand for the monitor that it names soon after."""
    table, cues = reading.table, reading.cues
    for i, draft in enumerate(drafts):
        if draft.source is None or table.lowers[draft.source.start] not in ("a", "an") or draft.speaker != draft.source:
            continue
        head = draft.source.end - 1 if draft.source_head < 0 else draft.source_head
        modifiers = [*table.lowers[draft.source.start : head], *table.lowers[head + 1 : head + 2]]
        if not cues.has("monitors", table.lemmas[head]) and not any(
            cues.has("monitor_modifiers", word) for word in modifiers
        ):
            continue
        for other in drafts[i + 1 : i + 1 + AHEAD]:
            if other.speaker is not None and any(
                cues.has("monitor_names", table.lowers[k]) and table.words[k][:1].isupper()
                for k in range(*other.speaker)
            ):
                speaker = other.speaker
                for later in drafts:
                    if later.speaker == draft.source and later is not draft:
                        later.speaker = speaker
                draft.speaker = speaker
                break


def _named_apposition(reading: Reading, source: TokenSpan, head: int) -> TokenSpan | None:
    """Return the name in "the director of the observatory, Rami Abdel Rahman," or None."""
    table = reading.table
    if head < 0 or table.tags[head] not in ("NN", "NNP") or table.lemmas[head] not in reading.cues.speakers["person"]:
        return None
    at = source.end
    if at + 2 >= table.n or table.words[at] != ",":
        return None
    end = at + 1
    while end < table.n and table.tags[end] in ("NNP", "HYPH") and end - at < 8:
        end += 1
    named = end - at >= 3 and end < table.n and (table.words[end] == "," or table.is_verb(end))
    return TokenSpan(at + 1, end) if named else None


def _evidence(draft: Draft) -> TokenSpan:
    """Return the attributing words: from source to cue when they stand close together."""
    spans = [*draft.cue[:1], *([draft.source] if draft.source else [])] or draft.contents[:1]
    low, high = min(s.start for s in spans), max(s.end for s in spans)
    return TokenSpan(low, high) if high - low <= EVIDENCE_LENGTH or not draft.cue else draft.cue[0]


__all__ = ["Stance", "find_statements"]
