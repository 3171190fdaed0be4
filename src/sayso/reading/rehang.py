"""Words of a parse hung on other words."""

from spacy.tokens import Token


def hang(token: Token, head: Token, dep: str) -> bool:
    """Hang a word on another of its sentence, or on itself as its root; never in a circle."""
    if head == token:
        root = token.sent.root
        token.head, token.dep_ = token, dep
        root.head = token  # at once, or the sentence would stay two
        return True
    here = head
    while here != token and here.head != here:
        here = here.head
    if here == token or head.sent.start != token.sent.start:
        return False
    token.head, token.dep_ = head, dep
    return True


def is_passive(verb: Token) -> bool:
    """Tell whether a verb has the auxiliary of the passive."""
    return any(kid.dep_ in ("auxpass", "nsubjpass") for kid in verb.children)
