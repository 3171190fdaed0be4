"""Noun phrases in a dependency parse: from where to where one reaches, what is joined to it, whom it belongs to."""

from collections.abc import Iterator

from spacy.tokens import Token

from sayso.extract.grammar import NOMINAL, child

_DASHES = frozenset(("-", "–", "—", "--"))
_PHRASE_LEFT = frozenset(
    ("det", "amod", "compound", "nummod", "poss", "quantmod", "nmod", "predet", "advmod", "case", "punct")
)


def phrase(head: Token) -> tuple[int, int]:
    """Return the token range of the noun phrase of `head`: its left modifiers, its "of" phrase, no clauses."""
    doc_start = head.i
    for kid in head.lefts:
        if kid.dep_ in _PHRASE_LEFT and not (kid.dep_ == "punct" and kid.lower_ not in ('"', "“", "-", "'", "‘")):
            doc_start = min(doc_start, kid.left_edge.i)
    doc_start = _whole_word(head, _opening(head, doc_start))
    end = head.i + 1
    following = head.doc[end] if end < len(head.doc) else None
    if following is not None and following.lower_ == "of" and following.dep_ == "prep" and head.dep_ == "conj":
        # "the army and members of the militia": the parse may hang the second "of" on the first noun
        of = child(following, frozenset(("pobj",))) if following.head in head.conjuncts else None
        end = phrase(of)[1] if of is not None else end
    opened = any(word.is_quote for word in head.doc[doc_start : head.i])
    of_at = end + (opened and following is not None and following.is_quote)  # "a 'large gathering' of fighters"
    for kid in head.rights:
        if kid.dep_ == "prep" and kid.lower_ == "of" and kid.i == of_at:
            for noun in kid.children:
                if noun.dep_ == "pobj":
                    end = max(end, phrase(noun)[1])
    while doc_start < head.i and head.doc[doc_start].is_punct and head.doc[doc_start].lower_ not in ('"', "“", "‘"):
        doc_start += 1
    opening = head.doc[doc_start]
    if opening.is_sent_start and opening.tag_ == "RB" and doc_start < head.i and opening.nbor(1).tag_ == "DT":
        doc_start += 1  # "Elsewhere the army advanced", its comma lost
    return doc_start, end


def _opening(head: Token, start: int) -> int:
    """Return where the phrase of a noun opens whose left words, commas lost, may reach from `start`.

    Before its article stands none of its words but "all" and the like ("shot dead a supervisor", "near Ulus-Kert a
    company"), before its number no place ("escorted to Beni 41 teachers"), and a dash that stands free ends a dateline.
    """
    for kid in head.lefts:
        if kid.dep_ not in ("det", "nummod") or kid.i <= start:
            continue
        before = head.doc[start : kid.i]
        if kid.dep_ == "det":
            if not any(word.dep_ == "predet" or word.tag_ == "PDT" for word in before):
                start = kid.i
        elif start > 0 and head.doc[start - 1].pos_ == "ADP" and all(word.pos_ == "PROPN" for word in before):
            start = kid.i
    dashes = [word.i for word in head.doc[start : head.i] if word.lower_ in _DASHES and _stands_free(word)]
    return dashes[-1] + 1 if dashes else start


def _whole_word(head: Token, start: int) -> int:
    """Return where a phrase opens whose head is the last part of a word ("US-led" before "strikes")."""
    doc = head.doc
    if head.tag_ != "VBN":  # the government of "anti-government" is a phrase of its own
        return start
    while start > 0 and not doc[start - 1].whitespace_:
        if _DASHES.isdisjoint((doc[start].lower_, doc[start - 1].lower_)):
            break
        start -= 1
    return start


def _stands_free(word: Token) -> bool:
    """Tell whether a word has white space, or the end of the text, on either side."""
    return bool(word.whitespace_) and (word.i == 0 or bool(word.nbor(-1).whitespace_))


def attached(end: int, head: Token, prepositions: frozenset[str], ties: frozenset[str]) -> Token | None:
    """Return whom people belong to by the words right behind their phrase, which ends at `end`.

    `prepositions` tie a noun alone ("fighters from the Front"), `ties` with a preposition of theirs ("loyal to").
    """
    if end >= head.sent.end:
        return None
    link = head.doc[end]
    if link.dep_ == "prep" and link.lower_ in prepositions:
        return child(link, frozenset(("pobj",)))
    if link.lower_ not in ties or not (link.head.i < end or link.head in head.ancestors):
        return None
    held = child(link, frozenset(("dobj",)))
    kids = [
        child(kid, frozenset(("pobj",)))
        for kid in link.children
        if kid.dep_ in ("prep", "dative", "agent") and kid.i == end + 1
    ]
    return held if held is not None else next((noun for noun in kids if noun is not None), None)


def joined(head: Token) -> Iterator[Token]:
    """Yield a noun and the nouns joined to it ("the army and its allies")."""
    waiting = [head]
    while waiting:  # a list of thousands must not end reading by recursion
        noun = waiting.pop()
        yield noun
        waiting += [kid for kid in noun.rights if kid.dep_ == "conj" and kid.pos_ in NOMINAL][::-1]
