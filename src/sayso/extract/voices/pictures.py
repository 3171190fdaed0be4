"""What pictures and eyes tell: "a video by activists shows ...", "aired footage of ...", "a reporter saw ..."."""

from sayso.extract.voices.drafts import Draft, Reading
from sayso.extract.voices.others import author_of
from sayso.extract.voices.phrases import phrase, trim
from sayso.extract.voices.spoken import TokenSpan
from sayso.model import Stance

RELATIVES = frozenset({"WDT", "WP"})
# Between a picture and what it is of: "footage of", "images from".
OF = frozenset({"of", "from"})
# Who put a picture out stands within so many words behind it, where the parse has lost him.
AUTHOR_REACH = 8


def picture_draft(reading: Reading, i: int) -> Draft | None:
    """Return what the verb at `i` lets pictures tell, on the word of who made them or put them out."""
    picture = _shown_by(reading, i)
    if picture >= 0:
        behind = _behind(reading, picture, i)
        if behind is None or not _speaks(reading, behind[1]):
            return None
        return _draft(reading, i, *behind, TokenSpan(i + 1, _end(reading, i)))
    table, cues = reading.table, reading.cues
    if not cues.has("publishing", table.lemmas[i]) or table.kid(i, "auxpass") >= 0:
        return None
    picture, owner = table.kid(i, "dobj"), table.subject(i)
    if picture < i or not 0 <= owner < i or not cues.has("pictures", table.lemmas[picture]):
        return None
    if table.tags[owner] in RELATIVES:
        owner = table.heads[i] if table.deps[i] == "relcl" else -1
    of = next((k for k in table.kids[picture] if k > picture and table.lowers[k] in OF), -1)
    if owner < 0 or of < 0:
        return None
    return _draft(reading, i, phrase(table, cues, owner), owner, TokenSpan(of + 1, table.highs[of] + 1))


def eye_draft(reading: Reading, i: int) -> Draft | None:
    """Return what a reporter or a witness saw or heard himself."""
    table, cues = reading.table, reading.cues
    eye = table.subject(i)
    if not 0 <= eye < i or not cues.has("eyes", table.lemmas[eye]) or table.kid(i, "neg") >= 0:
        return None
    seen = table.kid(i, "dobj", "ccomp")
    if seen < i or table.tags[i] not in ("VBD", "VBZ", "VBP"):
        return None
    return _draft(reading, i, phrase(table, cues, eye), eye, TokenSpan(i + 1, table.highs[seen] + 1))


def _draft(reading: Reading, i: int, source: TokenSpan, head: int, told: TokenSpan) -> Draft | None:
    content = trim(reading.table, *told)
    if content is None:
        return None
    return Draft(i, source, head, [TokenSpan(i, i + 1)], [content], Stance.ASSERTS, root=i)


def _shown_by(reading: Reading, i: int) -> int:
    """Return the pictures that a verb says show something, or -1 if it is of none."""
    table, cues = reading.table, reading.cues
    if not cues.has("showing", table.lemmas[i]) or table.kid(i, "neg") >= 0 or table.kid(i, "auxpass") >= 0:
        return -1
    if table.kid(i, "dobj", "ccomp") < i:
        return -1
    at = i
    while table.deps[at] in ("xcomp", "conj", "dep") and table.heads[at] < at:
        at = table.heads[at]  # "purported to depict"
    for verb in dict.fromkeys((i, at)):
        own = table.subject(verb)
        if own >= 0 and table.tags[own] in RELATIVES:
            own = -1
        if own < 0 and table.deps[verb] in ("acl", "relcl"):
            own = table.heads[verb]
        if 0 <= own < i and cues.has("pictures", table.lemmas[own]):
            return own
    return -1


def _behind(reading: Reading, picture: int, verb: int) -> tuple[TokenSpan, int] | None:
    """Return on whose word pictures stand: who made them or put them out."""
    table, cues = reading.table, reading.cues
    author = author_of(reading, picture, named=True)
    if author is not None:
        return author
    put_out = table.heads[picture]
    if table.deps[picture] == "dobj" and cues.has("publishing", table.lemmas[put_out]):
        owner = table.subject(put_out)
        if 0 <= owner < picture and table.tags[owner] not in RELATIVES:
            return phrase(table, cues, owner), owner
    for by in range(picture + 1, min(picture + 1 + AUTHOR_REACH, verb)):
        inner = table.kid(by, "pobj") if table.lowers[by] == "by" else -1
        if inner >= 0:
            return phrase(table, cues, inner), inner
    return None


def _speaks(reading: Reading, head: int) -> bool:
    """Tell whether a noun is of people, a body or a name: "images from activists", not "images from the district"."""
    table, cues = reading.table, reading.cues
    words = {table.lowers[head], table.lemmas[head]}
    return (
        bool(words & cues.every_speaker) or table.ents[head] in ("ORG", "PERSON", "NORP") or table.tags[head] == "PRP"
    )


def _end(reading: Reading, verb: int) -> int:
    """Return where what a verb shows ends: with its last object or clause."""
    table = reading.table
    told = [k for k in table.kids[verb] if k > verb and table.deps[k] not in ("conj", "cc", "punct")]
    return min(max([table.highs[k] + 1 for k in told], default=verb + 1), reading.bounds(verb)[1])
