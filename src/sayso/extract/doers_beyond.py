"""Who does an act that a noun names, where words farther off tell it: who is to blame, broke a truce, or fought."""

from spacy.tokens import Token

from sayso.extract.doers import Doers
from sayso.extract.frames import frame_book
from sayso.extract.grammar import (
    NOMINAL,
    VERBAL,
    by_agent,
    child,
    deep_subject,
    direct_object,
    governing_verb,
    is_passive,
    negated,
    prep_object,
    surface_subject,
)
from sayso.extract.lexicon import lexicon
from sayso.extract.parted import fighter_beside

_OBJECT = frozenset(("pobj",))
_DESCRIBING = frozenset(("acl",))


def answerable(noun: Token) -> Token | None:
    """Return who is said to have done it ("the army was responsible for the attack", "rebels were behind the raid")."""
    links, link = lexicon().nonevents, noun.head
    if noun.dep_ != "pobj" or link.dep_ != "prep":
        return None
    verb = link.head
    if link.lower_ not in links["behind"] or verb.lemma_ != "be":
        blamed = verb
        if blamed.lower_ not in links["answerable"]:
            return None
        verb = blamed.head
        if verb.pos_ in VERBAL and verb.lemma_ != "be":  # "held the militia responsible for the attack"
            held = (kid for kid in (*blamed.children, *verb.children) if verb.i < kid.i < blamed.i)
            return next((kid for kid in held if kid.pos_ in ("NOUN", "PROPN")), None)
    if verb.pos_ not in VERBAL:  # "militants responsible for the attack"
        return verb if verb.pos_ in ("NOUN", "PROPN") else None
    return None if negated(verb) else surface_subject(verb)


def announcer(noun: Token) -> Token | None:
    """Return who announces an act: "the announcement by the junta of an offensive", "declared the end of the truce"."""
    paper = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else None
    while (
        paper is not None and paper.dep_ == "pobj" and paper.head.lower_ == "by"
    ):  # the parse hangs it on who announces
        paper = paper.head.head
    words = lexicon().nonevents
    if paper is None or paper.lemma_.lower() not in words["announcements"]:
        return None
    told = paper.dep_ == "dobj" and paper.head.lemma_.lower() in words["announcing"]
    return by_agent(paper) or child(paper, frozenset(("poss",))) or (surface_subject(paper.head) if told else None)


def breaker(truce: Token, doers: Doers) -> Token | None:
    """Return who broke a truce by what he did ("the army, in violation of the truce, bombed the town")."""
    breach = truce.head.head if truce.dep_ == "pobj" and truce.head.lower_ == "of" else None
    links = lexicon().nonevents
    if breach is None or breach.dep_ != "pobj" or breach.lemma_.lower() not in links["breaches"]:
        return None
    above = breach.head.head
    if breach.head.lower_ not in links["within"]:
        return None
    if above.pos_ in VERBAL:
        if not is_passive(above):
            return surface_subject(above)
        return by_agent(above) or _whose_acts(above, breach, doers)
    if frame_book().names_act(above.lemma_.lower()):
        return by_agent(above) or doers.before(above, above.i)
    doing = above.dep_ in ("nsubj", "nsubjpass")
    return above if doing else None


def _whose_acts(verb: Token, until: Token, doers: Doers) -> Token | None:
    """Return whose acts a passive verb tells of ("nine were hurt in rebel raids, in a breach of the truce")."""
    for word in verb.subtree:
        if word.i < until.i and word.pos_ == "NOUN" and frame_book().names_act(word.lemma_.lower()):
            doer = by_agent(word) or doers.before(word, word.i) or doers.behind(word)
            if doer is not None:
                return doer
    return None


def pitted(noun: Token) -> tuple[Token | None, Token | None]:
    """Return the two sides of "fighting that pits rebels against the army", "a war with the army fighting rebels"."""
    where = (child(link, _OBJECT) for link in noun.children if link.dep_ == "prep")  # "a war in Mali, which pits"
    told = (noun, *(place for place in where if place is not None))
    verbs = (noun.head, *(kid for word in told for kid in word.children if kid.dep_ in ("relcl", "acl", "ccomp")))
    for verb in verbs:
        if verb.lemma_.lower() in lexicon().nonevents["pitting"] and verb != noun:
            one = direct_object(verb)
            other = prep_object(verb, "against") or (prep_object(one, "against") if one is not None else None)
            return one, other
    return _with_them_fighting(noun)


def _with_them_fighting(war: Token) -> tuple[Token | None, Token | None]:
    """Return the sides told beside a war ("has been at war since 2015 with the army fighting separatists")."""
    verb = governing_verb(war)
    for link in (*war.children, *(verb.children if verb is not None else ())):
        for word in link.children if link.lower_ == "with" and link.dep_ == "prep" else ():
            one = fighter_beside(word)
            fight = word if word.dep_ == "pcomp" else child(word, _DESCRIBING)
            other = direct_object(fight) or prep_object(fight, *_against()) if fight is not None else None
            if one is not None and other is not None:
                return one, other
    return None, None


def _against() -> frozenset[str]:
    return lexicon().nonevents["opposing"]


def fought_for(noun: Token) -> Token | None:
    """Return who fought where the clause around tells what came of it ("took the town after heavy fighting")."""
    links, link = lexicon().nonevents, noun.head
    if noun.dep_ == "pobj" and link.lower_ == "of":  # "after two days of fighting"
        link = link.head.head
    verb = governing_verb(link)
    if link.dep_ != "prep" or link.lower_ not in links["aftermath"] or verb is None or link.head != verb:
        return None
    side = surface_subject(verb)
    return side if side is not None and side.pos_ in NOMINAL and not is_passive(verb) else None


def fell_in(battle: Token, doers: Doers) -> tuple[Token | None, Token | None]:
    """Return who killed or beat whom in a battle ("advanced on the town, killing 35 militants in clashes")."""
    link = battle.head
    if link.lower_ == "of" and link.head.ent_type_ in ("DATE", "TIME"):  # "in hours of battle"
        battle, link = link.head, link.head.head
    if battle.dep_ != "pobj" or link.lower_ not in lexicon().nonevents["within"]:
        return None, None
    verb = link.head.head if link.head.dep_ in ("dobj", "nsubj") else link.head
    if verb.pos_ not in VERBAL or is_passive(verb):
        return None, None
    one, other = deep_subject(verb), direct_object(verb)
    both = doers.is_party(one) and doers.is_party(other) and one != other
    return (one, other) if both else (None, None)


def claimant(noun: Token) -> Token | None:
    """Return who claims an act in a clause on it ("the attack, for which the group claimed responsibility")."""
    words = lexicon().nonevents
    for token in noun.subtree:
        if token.dep_ == "relcl" and token.lemma_.lower() in words["claiming"] and token.i > noun.i:
            held = direct_object(token)
            if held is not None and held.lemma_.lower() in words["claimed"] and not negated(token):
                return surface_subject(token)
    return None


def driver(verb: Token) -> Token | None:
    """Return who made fighters go ("the army forced the rebels to retreat")."""
    forced = verb.dep_ in ("xcomp", "ccomp") and verb.head.lemma_.lower() in lexicon().nonevents["driving"]
    if not forced:
        return None
    return by_agent(verb.head) if is_passive(verb.head) else surface_subject(verb.head)


def new_keeper(verb: Token, doers: Doers) -> Token | None:
    """Return into whose hands ground passed ("was brought back under the control of the army", "to army control")."""
    words = lexicon().nonevents
    for link in verb.children:
        hold = child(link, _OBJECT) if link.dep_ == "prep" and link.lower_ in words["passed_to"] else None
        if hold is not None and hold.lemma_.lower() in words["keeping_hands"]:
            return kept_by(hold, doers)
    return None


def kept_by(hold: Token, doers: Doers) -> Token | None:
    """Return whose control or hands a phrase tells of."""
    return prep_object(hold, "of") or doers.before(hold, hold.i)


def told_whom(talk: Token) -> tuple[Token | None, Token | None]:
    """Return who spoke with whom in a talk ("the minister told his counterpart in a telephone call")."""
    link = talk.head
    if talk.dep_ != "pobj" or link.lower_ not in lexicon().nonevents["within_talks"]:
        return None, None
    verb = governing_verb(link)
    if verb is None or is_passive(verb):
        return None, None
    one, other = surface_subject(verb), child(verb, frozenset(("dative",))) or direct_object(verb)
    people = [side for side in (one, other) if side is not None and _is_somebody(side)]
    return (people[0], people[1]) if len(people) == 2 else (None, None)


def _is_somebody(noun: Token) -> bool:
    return noun.ent_type_ == "PERSON" or noun.lemma_.lower() in lexicon().classes["official"]


def helped_by(support: Token) -> Token | None:
    """Return whom support helped that stands behind "with" ("took the town with the support of Russian jets")."""
    verb = governing_verb(support.head)
    if support.dep_ != "pobj" or support.head.lower_ != "with" or verb is None or support.head.head != verb:
        return None
    return surface_subject(verb) if prep_object(support, "of", "from") is not None else None


def opposed(act: Token) -> Token | None:
    """Return against whom an act is by the word before it ("anti-state protests", "an anti-Taliban offensive")."""
    doc = act.doc
    for i in range(act.left_edge.i, act.i - 2):
        if doc[i].lower_ == "anti" and doc[i + 1].text == "-" and doc[i + 2].pos_ in ("NOUN", "PROPN", "ADJ"):
            foe = doc[i + 2]
            return foe.head if foe.i < foe.head.i < act.i else foe  # "anti-Boko Haram"
    return None


def held_to_be(noun: Token) -> Token | None:
    """Return whose a voice says that an act is, inside its phrase ("a raid which Kyiv says was carried out by troops").

    Also "a strike that Baku blamed on separatists".
    """
    words = lexicon().nonevents
    told = [kid for kid in noun.subtree if kid.dep_ in ("relcl", "acl") and kid.i > noun.i]
    told += [noun.head] if noun.dep_ in ("nsubj", "nsubjpass") and noun.head.tag_ == "VBN" else []
    for verb in told:
        lemma = verb.lemma_.lower()
        if lemma in words["blaming"] and not negated(verb):
            blamed = prep_object(verb, "on", "to")
            if blamed is not None:
                return blamed
        if lemma not in words["hearsay_verbs"] or negated(verb):
            continue
        for act in verb.children:
            if act.dep_ not in ("ccomp", "xcomp") or act.i < verb.i or negated(act):
                continue
            if is_passive(act) and act.lemma_.lower() in lexicon().light["agent"] | words["doing_it"]:
                return by_agent(act)
            if act.lemma_.lower() in words["coming"]:
                return prep_object(act, "from")
    return None


def named_before(noun: Token, named: frozenset[int] | set[int]) -> Token | None:
    """Return the name to which a noun is put without a comma ("the SDF an alliance broke into the town")."""
    start = noun.left_edge
    if noun.pos_ != "NOUN" or noun.i in named or noun.lemma_.lower() not in lexicon().nonevents["bodies"]:
        return None  # "in northern Syria an air strike killed 12"
    own = next((kid for kid in noun.lefts if kid.dep_ in ("nsubj", "nsubjpass") and kid.i in named), None)
    if own is not None:
        return own
    if start.i == noun.sent.start or start.dep_ != "det" or start.lower_ not in lexicon().nonevents["indefinite"]:
        return None
    name = noun.doc[start.i - 1]
    if name.i not in named or (name.i == noun.sent.start and name.is_upper):  # "MOSCOW A bomber"
        return None
    while name.head.i in named and name.head.i < name.i and name.head != name:
        name = name.head
    return name


def accused(noun: Token) -> Token | None:
    """Return who is accused of an act ("the junta is accused of an air strike", "blamed rebels for the attack")."""
    words, link = lexicon().nonevents, noun.head
    if noun.dep_ != "pobj" or link.lower_ not in words["accused_of"]:
        return None
    verb = link.head
    held = verb if verb.dep_ == "dobj" and verb.head.lemma_.lower() in words["accusing"] else None
    verb = verb.head if held is not None else verb
    if verb.lemma_.lower() not in words["accusing"] or verb.pos_ not in VERBAL or negated(verb):
        return None
    return held or (surface_subject(verb) if is_passive(verb) else direct_object(verb))


def died_in(verb: Token, doers: Doers) -> Token | None:
    """Return whose operation people died in, where no word of it is an act of its own ("killed in an army raid")."""
    words = lexicon().nonevents
    if not is_passive(verb):
        return None
    operation = prep_object(verb, *words["within_talks"])
    if operation is None or operation.lemma_.lower() not in lexicon().classes["assault_noun"]:
        return None
    whose = by_agent(operation) or doers.before(operation, operation.i)
    return whose if whose is not None and whose.lemma_.lower() not in words["branding"] else None


def outlawed_in(verb: Token) -> Token | None:
    """Return the country whose law bans a group ("the group is outlawed in Russia and Kazakhstan")."""
    banned = verb.lemma_.lower() in lexicon().nonevents["outlawing"] and verb.dep_ not in ("acl", "amod")
    land = prep_object(verb, "in") if banned else None
    return land if land is not None and land.ent_type_ == "GPE" else None
