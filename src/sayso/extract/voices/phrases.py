"""Noun phrases of speakers: from the parse, and from the words alone where the parse has failed."""

from sayso.extract.voices.cues import Cues
from sayso.extract.voices.spoken import TokenSpan
from sayso.extract.voices.table import Table

LEFT = frozenset(
    {"det", "compound", "amod", "nummod", "poss", "nmod", "predet", "quantmod", "npadvmod", "punct", "advmod"}
)
OPENS_PHRASE = frozenset({"DT", "PRP$", "PDT"})
INSIDE_PHRASE = frozenset({"NN", "NNP", "NNPS", "JJ", "HYPH", "POS", "JJS", "VBN"})
# A speaker's phrase longer than this is a failed parse.
LONGEST_PHRASE = 18


def phrase(table: Table, cues: Cues, head: int, links: frozenset[str] | None = None, depth: int = 0) -> TokenSpan:
    """Return the shortest full noun phrase around `head`: no relative clauses, no appositions after a comma.

    `links` are the prepositions it goes on over; those of the cue data when None.
    """
    links = cues.words["links"] if links is None else links
    low = head
    for kid in reversed(table.kids[head]):
        if (
            kid < head
            and table.deps[kid] in LEFT
            and table.words[kid] not in (",", '"', "“", "”", "(", "-", "–", "—", ":")
        ):
            if table.highs[kid] != low - 1 and not _joined(table, table.highs[kid] + 1, low):
                break
            low = table.lows[kid]
        elif kid < head and table.words[kid] == "-":
            low = kid
    if head - low > LONGEST_PHRASE:
        low = head
    while low > 0 and (table.joins[low] or table.words[low] == "-") and not table.is_verb(low - 1):
        low -= 1
    if table.words[low] == "-" or (low > 1 and table.words[low - 1] == "-" and not table.after[low - 2]):
        low = table.lows[low - 2] if table.words[low - 1] == "-" else low + 1
    while low < head and not table.words[low][:1].isalnum():
        low += 1
    low = _cut_before(table, cues, low, head)
    return TokenSpan(low, _right_end(table, cues, head, links, depth))


def with_name(table: Table, cues: Cues, span: TokenSpan) -> TokenSpan:
    """Return a speaker's phrase with the name told behind it: "a witness named Omar"."""
    end = span.end
    if not cues.has("naming", table.lowers[end]) or table.tags[end] != "VBN":
        return span
    end += 1 + (table.lowers[end + 1] == "as")
    start = end
    while end < table.n and table.tags[end] in ("NNP", "HYPH"):
        end += 1
    return TokenSpan(span.start, end) if end > start else span


def first_joined(table: Table, span: TokenSpan, head: int) -> TokenSpan:
    """Return the first of several parties in a phrase where one word takes up that one alone.

    "The regime", after "the Syrian regime and its backers", is not its backers too.
    """
    joint = next((k for k in range(*span) if table.deps[k] == "cc" and table.heads[k] < k), -1)
    first = table.heads[joint] if joint >= 0 else -1
    if not span.start <= first < joint or span.covers(head) or table.lowers[first] != table.lowers[head]:
        return span
    return TokenSpan(span.start, joint)


def with_body(table: Table, cues: Cues, span: TokenSpan, stop: int) -> TokenSpan:
    """Return a speaker's phrase up to `stop` if only whose he is stands between.

    In "quoted a source at the ministry as saying" the parse hangs the ministry on the verb.
    """
    rest = range(span.end + 1, stop)
    if span.end >= stop or not cues.has("links", table.lowers[span.end]) or not rest:
        return span
    plain = all(table.tags[k] in INSIDE_PHRASE | OPENS_PHRASE for k in rest)
    return span if not plain or any(tells_when(table, cues, k) for k in rest) else TokenSpan(span.start, stop)


def _glued(table: Table, cues: Cues, i: int) -> bool:
    """Tell whether a word belongs to what stood before a lost comma.

    "The meantime other sources", "20 injured Radio Okapi reported", "in the city state news agency ACP reported".
    """
    low, after = table.lowers[i], table.tags[i + 1]
    if cues.has("glued_hurt", low):
        return after in ("NNP", "NNPS") and table.tags[i - 1] not in OPENS_PHRASE
    if cues.has("glued_ground", low):
        return cues.has("modifying", table.lowers[i + 1]) and cues.has("modified", table.lowers[i + 2])
    return cues.has("glued", low)


def _cut_before(table: Table, cues: Cues, low: int, head: int) -> int:
    """Drop what the parser glued on: a time ("on Monday activists") or a plural ("civilians activists")."""
    for i in range(head - 1, low - 1, -1):
        plural = (
            table.tags[i] == "NNS"
            and table.words[i][:1].islower()
            and table.deps[i] != "conj"
            and table.tags[i + 1][:2] == "NN"
        )
        plural = plural and not cues.has("plural_modifiers", table.lowers[i])
        if plural or tells_when(table, cues, i) or _glued(table, cues, i):
            return i + 1
        if i > low and table.tags[i] == "DT" and table.tags[i - 1][:2] == "NN":
            return i  # "in Gao the Observatory said", the comma lost
        if (table.space[i] and "\n" in table.words[i]) or table.words[i] in ('"', "“", "”", "''", "``"):
            return i + 1
    return low


def tells_when(table: Table, cues: Cues, i: int) -> bool:
    """Tell whether a word says when; the year of "a 52-year-old farmer" and "its last hospital" do not."""
    if not cues.has("when", table.lowers[i]) or table.words[i + 1] == "-":
        return False
    quality = table.tags[i] == "JJ" and table.tags[i + 1] in ("NN", "NNS") and table.deps[i] == "amod"
    return not quality or cues.has("when", table.lowers[i + 1])


def _joined(table: Table, start: int, end: int) -> bool:
    return all(table.words[i] in ("-", "'", "&", ",") or table.space[i] for i in range(start, end))


def _right_end(table: Table, cues: Cues, head: int, links: frozenset[str], depth: int) -> int:
    end = head + 1
    while end < table.n and (
        (table.ents[end] and table.joins[end])
        or (table.tags[end] in ("HYPH", "NNP") and table.deps[end] == "punct" and table.words[end] == "-")
    ):
        end += 1
    if cues.has("within_names", table.lowers[end]) and table.words[end].istitle() and table.words[end + 1].istitle():
        return end + 2  # "Doctors Without Borders"
    if depth > 3:
        return end
    if end < table.n and table.tags[end] == "POS":
        return end
    proper = table.tags[head] in ("NNP", "NNPS")
    for kid in table.kids[head]:
        if kid < end or table.lows[kid] != end:
            continue
        dep, low = table.deps[kid], table.lowers[kid]
        if dep == "prep" and low in links and not (proper and cues.has("not_after_names", low)):
            inner = table.kid(kid, "pobj")
            if inner < 0 or cues.has("when", table.lowers[inner]) or cues.has("texts", table.lemmas[inner]):
                break
            if cues.has("outlet_names", table.lowers[inner]) and low in ("on", "in"):
                break
            end = max(end, _right_end(table, cues, inner, links, depth + 1))
        elif dep == "cc":
            end_of_cc = kid + 1
            other = next((k for k in table.kids[head] if table.deps[k] == "conj" and k >= end_of_cc), -1)
            if other < 0 or not table.is_noun(other) or table.subject(other) >= 0 or table.lows[other] != end_of_cc:
                break
            return _right_end(table, cues, other, links, depth + 1)
        elif dep == "punct" and table.words[kid] == "," and (listed := _listed(table, head, kid)) >= 0:
            return _right_end(table, cues, listed, links, depth + 1)
        elif dep == "appos" and table.tags[kid] in ("NNP", "NNPS"):
            end = _right_end(table, cues, kid, frozenset(), depth + 1)
        else:
            break
    return end


def _listed(table: Table, head: int, comma: int) -> int:
    """Return the next of a list after its comma ("Kinshasa, Brussels and U.N. experts"), or -1 if it is no list."""
    for kid in table.kids[head]:
        if table.deps[kid] == "conj" and table.lows[kid] == comma + 1 and table.is_noun(kid):
            return kid if any(table.deps[k] == "cc" for k in table.kids[kid]) and table.subject(kid) < 0 else -1
    return -1


def phrase_before(table: Table, cues: Cues, i: int) -> TokenSpan | None:
    """Return the noun phrase that ends right before token `i`, read from the words alone, or None if there is none."""
    end, floor = i, table.first[i]
    while end > floor and (table.tags[end - 1] in ("RB",) or cues.has("when", table.lowers[end - 1])) and i - end < 2:
        end -= 1
    if end - 3 > floor and table.words[end - 1] == ")" and table.words[end - 3] == "(":
        end -= 3  # "the Hadramawt Observatory (HO) said"
    head = end - 1
    if head < floor or table.space[head]:
        return None
    if table.tags[head] == "PRP":
        return TokenSpan(head, end) if cues.has("subject_pronouns", table.lowers[head]) else None
    named = table.words[head][:1].isupper()
    if not (table.tags[head][:2] == "NN" or named or table.lowers[head] in cues.every_speaker):
        return None
    start = _leftmost(table, cues, head, floor)
    # "the head of the observatory said": go on over "of" to the phrase before it.
    links = cues.words["links"]
    while start - 1 > floor and table.lowers[start - 1] in links and table.lemmas[start - 2] in cues.every_speaker:
        start = _leftmost(table, cues, start - 2, floor)
    return TokenSpan(start, end)


def head_of(table: Table, span: TokenSpan) -> int:
    """Return the noun at the head of a phrase read from the words: "source" in "a source in the militia"."""
    for k in range(span.start, span.end - 1):
        if table.tags[k] in ("NN", "NNS") and table.tags[k + 1] == "IN":
            return k
    return span.end - 1


def _leftmost(table: Table, cues: Cues, head: int, floor: int) -> int:
    start = head
    for k in range(head - 1, max(floor, head - 9) - 1, -1):
        tag, word = table.tags[k], table.lowers[k]
        if tag in OPENS_PHRASE:
            return k
        if tag == "CD" and table.words[k + 1] == "-":
            continue
        if tag not in INSIDE_PHRASE and not (table.words[k][:1].isupper() and tag not in ("IN", "CC", "RB")):
            break
        if (
            tells_when(table, cues, k)
            or _glued(table, cues, k)
            or (tag == "NNS" and not cues.has("plural_modifiers", word) and table.words[k].islower())
            or table.space[k]
        ):
            break
        if tag == "VBN" and table.words[k + 1] not in ("-",):
            break
        if table.ents[k] and table.ents[k + 1] and not table.joins[k + 1]:
            break  # "in Aleppo Rami Abdel Rahman said": one name does not run into the next
        start = k
    return start


def trim(table: Table, start: int, end: int) -> TokenSpan | None:
    """Drop marks, blanks and a leading "that" from the ends of a content range; None if nothing is left."""
    while start < end and (
        table.space[start] or table.words[start] in (",", ";", ":", "-", "–", "—", ".", "--", ")", "”")
    ):
        start += 1
    while end > start and (
        table.space[end - 1] or table.words[end - 1] in (",", ";", ":", "-", "–", "—", ".", "--", "(", "“")
    ):
        end -= 1
    if (
        start + 1 < end
        and table.lowers[start] == "that"
        and table.tags[start] != "DT"
        and table.deps[start] in ("mark", "dobj", "prep", "")
    ):
        start += 1
    return TokenSpan(start, end) if any(table.words[i][:1].isalnum() for i in range(start, end)) else None
