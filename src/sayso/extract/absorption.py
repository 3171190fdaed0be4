"""One act told by several words of a sentence: "shelling killed 12", "killed in an air strike"."""

from spacy.tokens import Token

from sayso.extract.grammar import (
    NOMINAL,
    VERBAL,
    antecedent,
    direct_object,
    governing_verb,
    is_passive,
    prep_object,
    surface_subject,
)
from sayso.extract.lexicon import lexicon
from sayso.extract.trigger_phrases import verb_lemma
from sayso.extract.triggers import Trigger

# How the participle of a fight hangs on the clause of the war that it is fought in.
PARTICIPLES = frozenset(("acl", "advcl", "pcomp"))


class Absorption:
    """Gives each trigger that only adds to the act of another one to that one."""

    def __init__(self) -> None:
        self._words = lexicon()
        self._links = self._words.nonevents
        self._kinds = self._words.kinds

    def absorb(self, triggers: list[Trigger]) -> None:
        """Mark the triggers of a report that are parts of another one's act, and hand them to it."""
        at = {t.head.i: t for t in triggers}
        for trigger in triggers:
            owner = self._owner(trigger, at)
            hops = 0
            while owner is not None and owner.absorbed and hops < 4:  # already absorbed itself
                owner = next((t for t in triggers if trigger is not t and owner in t.parts), None)
                hops += 1
            if owner is not None and owner is not trigger and not trigger.absorbed:
                trigger.absorbed = True
                owner.parts.append(trigger)
                owner.parts.extend(trigger.parts)

    def _owner(self, trigger: Trigger, at: dict[int, Trigger]) -> Trigger | None:
        """Return the trigger of the same sentence that tells the act this one only adds to."""
        if trigger.is_noun:
            return self._of_noun(trigger, at)
        if trigger.kind not in self._kinds["absorbed"]:
            return None
        owner = self._offensive(trigger, at) or self._war(trigger, at)
        if owner is not None or trigger.kind not in self._kinds["violent"]:
            return owner
        head, casualty = trigger.head, trigger.frame.casualty
        if not (casualty or trigger.frame.generic or verb_lemma(head)[0] in self._words.light["outcome"]):
            return self._fired(head, at)
        if casualty:
            owner = self._moment(head, at) or self._riot(head, at) or self._struck_before(head, at)
        owner = owner or self._doing(head, at, casualty=casualty) or self._linked(head, at, casualty=casualty)
        if owner is None and casualty:
            owner = self._after_aside(head, at) or self._war_toll(head, at) or self._beside(trigger, at)
        return owner or self._clause(head, at, casualty=casualty)

    def _fired(self, head: Token, at: dict[int, Trigger]) -> Trigger | None:
        """Return the shells of "several mortar shells exploded": they were fired."""
        subject = surface_subject(head)
        fired = at.get(subject.i) if subject is not None and not is_passive(head) else None
        shell = fired is not None and fired.head.lemma_.lower() in self._words.classes["projectile"]
        return fired if shell and head.lemma_.lower() in self._words.light["impact"] else None

    def _of_noun(self, trigger: Trigger, at: dict[int, Trigger]) -> Trigger | None:
        """Return the act that a noun only ranks, arms or names again."""
        head, strikes = trigger.head, self._kinds["strikes"]
        verb = at.get(head.head.i) if head.dep_ == "dobj" else None
        if _superlative(trigger) and head.dep_ == "pobj":  # "bombed the port in the worst attack since May"
            above = at.get(head.head.head.i)
            if above is not None and above.kind in strikes:
                return above
        if (
            verb is not None
            and not verb.is_noun
            and verb.kind in strikes
            and trigger.kind in strikes
            and (verb.kind == trigger.kind or is_weapon(head))
        ):
            return verb  # "set off an explosive device", "dropped a barrel bomb filled with chlorine"
        met = governing_verb(head) if trigger.kind == "talks" and head.dep_ == "pobj" else None
        if met is not None and met.i in at and at[met.i].kind == trigger.kind:
            return at[met.i]  # "met the delegation for a fifth round of talks"
        if head.dep_ in ("appos", "attr") and trigger.kind in self._kinds["violent"]:
            named = head.head if head.dep_ == "appos" else surface_subject(head.head)
            other = at.get(named.i) if named is not None else None
            return other if other is not None and other.kind in self._kinds["violent"] else None
        # "attacks with car bombs": the weapon tells the kind, the act is the attack's
        if head.dep_ == "pobj" and head.head.lower_ in self._links["weapon_links"] and trigger.kind in strikes:
            other = at.get(head.head.head.i)
            if other is not None and other.is_noun and other.kind in strikes and other.frame.generic:
                return other
        return None

    def _offensive(self, trigger: Trigger, at: dict[int, Trigger]) -> Trigger | None:
        """Return the offensive whose aim a verb tells: "began an offensive two weeks ago to take the town"."""
        head = trigger.head
        if head.tag_ != "VB" or head.dep_ not in ("acl", "xcomp", "advcl", "relcl", "ccomp"):
            return None
        other = at.get(head.head.i)
        if other is not None and other.kind == "offensive":
            return other
        if head.head.pos_ not in VERBAL:
            return None
        for noun in (surface_subject(head.head), direct_object(head.head)):
            if noun is not None and noun.i in at and at[noun.i].kind == "offensive" and at[noun.i].is_noun:
                return at[noun.i]
        return None

    def _war(self, trigger: Trigger, at: dict[int, Trigger]) -> Trigger | None:
        """Return the war that a flight or a fight is told to be part of."""
        head = trigger.head
        if trigger.kind == "displacement" and verb_lemma(head)[0] in self._links["displacing"]:
            # "the war has killed 280,000 people and displaced millions": what the war did is told as one
            return self._total(head, at)
        if trigger.kind == "clash":  # "mired in civil war with the army fighting rebels"
            war = self._total(head, at)
            if war is not None and head.dep_ in PARTICIPLES and head.tag_ == "VBG" and war.head.i < head.i:
                return war
        return None

    @staticmethod
    def _total(head: Token, at: dict[int, Trigger]) -> Trigger | None:
        return next((t for t in at.values() if t.frame.total and t.head.sent == head.sent), None)

    def _struck_before(self, head: Token, at: dict[int, Trigger]) -> Trigger | None:
        """Return what kills in "struck a town held by rebels killing 12": the strike, whatever noun stands between."""
        if head.tag_ != "VBG" or head.dep_ not in ("acl", "advcl", "conj", "dep") or at.get(head.head.i) is not None:
            return None
        before = [
            t
            for t in at.values()
            if t.head.i < head.i and t.kind in self._kinds["violent"] and t.head.sent == head.sent
        ]
        before = [t for t in before if not (t.frame.casualty and t.absorbed)]
        return before[-1] if before else None

    def _doing(self, head: Token, at: dict[int, Trigger], *, casualty: bool) -> Trigger | None:
        """Return the act that is a verb's subject: "shelling killed 12", "the blast hit a market"."""
        subject = surface_subject(head)
        if subject is None:
            return None
        other = self._strike(subject, at) if not is_passive(head) else None
        if other is not None and other.head.i != head.i:
            return other
        if not casualty:
            return None
        # "all on board a helicopter that was shot down are believed to have died"
        return next((at[t.i] for t in subject.subtree if t.i in at and at[t.i].kind == "shootdown"), None)

    def _linked(self, head: Token, at: dict[int, Trigger], *, casualty: bool) -> Trigger | None:
        """Return the act behind a verb: "killed in an air strike", "hit by shelling", "attacked with rockets"."""
        for kid in head.children:
            if kid.dep_ not in ("prep", "agent") or kid.lower_ not in self._links["harm_links"]:
                continue
            loose = kid.lower_ in self._links["loose_links"] and not casualty
            for noun in kid.children:
                other = self._strike(noun, at) if noun.dep_ == "pobj" else None
                if other is not None and not loose:
                    return other
        return None

    def _after_aside(self, head: Token, at: dict[int, Trigger]) -> Trigger | None:
        """Return the strikes of "killed 36 people, most of them women, in air strikes", which hang on the aside."""
        found = (self._strike(noun, at) for noun in self._behind(head))
        return next((other for other in found if other is not None and other.kind in self._kinds["strikes"]), None)

    @staticmethod
    def _war_toll(head: Token, at: dict[int, Trigger]) -> Trigger | None:
        """Return the war of "more than 100,000 have been killed since the conflict began"."""
        wars = (t for t in at.values() if t.frame.total and t.head.sent == head.sent)
        return next((war for war in wars if not _told_of_others(war.head, head)), None)

    def _beside(self, trigger: Trigger, at: dict[int, Trigger]) -> Trigger | None:
        """Return the owner of what is told beside: "12 were killed and many wounded in air strikes".

        Not "seven died when rebels struck, and four in a clash".
        """
        head = trigger.head
        if any(kid.dep_ == "advcl" and at.get(kid.i) is not None for kid in head.children):
            return None
        for kid in head.children:
            apart = kid.dep_ != "conj" or any(word.dep_ == "mark" for word in kid.children)
            other = None if apart else at.get(kid.i)
            if other is not None and other.frame.casualty and not other.is_noun:
                owner = self._owner(other, at)
                if owner is not None and owner is not trigger:
                    return owner
        return None

    def _clause(self, head: Token, at: dict[int, Trigger], *, casualty: bool) -> Trigger | None:
        """Return the act of the clause that a verb hangs on: "..., killing 12", "the clash left a student injured"."""
        if casualty and head.head.lemma_ == "leave" and head.head.pos_ in VERBAL:
            subject = surface_subject(head.head)
            return self._strike(subject, at) if subject is not None else None
        if casualty and head.dep_ in ("advcl", "conj", "dep", "acl", "relcl", "xcomp", "ccomp"):
            other = at.get(head.head.i)
            if other is not None and other.kind in self._kinds["deadly"]:
                return None if self._earlier(head) or self._set_against(head) else other
            left = verb_lemma(head.head)[0] in self._words.light["outcome"]  # "the clash has left one student injured"
            if head.head.pos_ in VERBAL and (head.dep_ != "ccomp" or left):
                for noun in head.head.children:
                    # "there has been shelling since Monday and 165 people have been wounded"
                    other = self._strike(noun, at) if noun.dep_ in ("nsubj", "dobj", "nsubjpass", "attr") else None
                    if other is not None:
                        return other
            if head.head.pos_ in NOMINAL:
                return self._strike(head.head, at)
        if head.dep_ in ("acl", "relcl"):
            other = at.get(head.head.i)
            return other if other is not None and other.kind in self._kinds["strikes"] else None
        return None

    def _moment(self, head: Token, at: dict[int, Trigger]) -> Trigger | None:
        """Return the strike in whose moment people are told to have died: "ten were killed when jets hit a bus"."""
        if head.dep_ in ("acl", "amod") or not (is_passive(head) or head.lemma_.lower() in self._links["dying"]):
            return None  # "those killed when ..." are known already
        for kid in head.children:
            mark = next((word for word in kid.children if word.lower_ in self._links["whenever"]), None)
            other = at.get(kid.i)
            if kid.dep_ != "advcl" or mark is None or other is None or other.frame.casualty:
                continue
            apart = mark.i > 0 and mark.nbor(-1).lemma_.lower() in self._links["units_between"]
            if other.kind in self._kinds["strikes"] and not apart:
                return other
        return None

    def _riot(self, head: Token, at: dict[int, Trigger]) -> Trigger | None:
        """Return the riot or unrest that people died of, with nobody named who killed them: "ten died in the riots"."""
        left = head.head if head.head.lemma_.lower() in self._words.light["outcome"] else head
        subject = surface_subject(left) if not is_passive(left) else None
        nouns = [subject] if subject is not None else []
        if is_passive(head) or head.lemma_.lower() in self._links["dying"]:
            tight = self._links["harm_links"] - self._links["loose_links"]
            links = (kid for kid in head.children if kid.dep_ == "prep" and kid.lower_ in tight)
            nouns += [noun for link in links for noun in link.children if noun.dep_ == "pobj"]
        found = (at.get(noun.i) for noun in nouns)
        return next((other for other in found if other is not None and other.kind == "protest" and other.is_noun), None)

    def _earlier(self, head: Token) -> bool:
        """Tell whether a clause tells what came before or after: "shelled Gao a day after rebels killed five"."""
        kids = list(head.children)
        return any(kid.dep_ == "mark" and kid.lower_ in self._links["sequence"] for kid in kids) and any(
            kid.dep_ in ("nsubj", "nsubjpass") for kid in kids
        )

    def _behind(self, head: Token) -> list[Token]:
        """Return what stands behind "in" or "by" after an aside on the dead, with no other verb between."""
        links = self._links["harm_links"] - self._links["loose_links"]
        aside = False
        for word in head.doc[head.i + 1 : head.sent.end]:
            if word.pos_ == "VERB" and word.lower_ not in links and word.dep_ != "prep":
                break
            if aside and word.lower_ in links and word.nbor(-1).lower_ == "," and word.head.i < word.i:
                return [noun for noun in word.children if noun.dep_ == "pobj"]
            aside = aside or word.lower_ == ","
        return []

    def _set_against(self, head: Token) -> bool:
        """Tell whether a clause sets what others did beside an act: "jets bombed Gao while gunmen killed five"."""
        doer = next((kid for kid in head.children if kid.dep_ == "nsubj"), None)
        marked = any(
            kid.dep_ in ("mark", "advmod") and kid.lower_ in self._links["contrasting"] for kid in head.children
        )
        return marked and doer is not None and doer.pos_ in NOMINAL and direct_object(head) is not None

    def _strike(self, noun: Token, at: dict[int, Trigger]) -> Trigger | None:
        noun = antecedent(noun)
        for here in (
            noun,
            *(kid for kid in noun.children if kid.dep_ in ("conj", "compound", "nmod")),
            prep_object(noun, "of"),
        ):
            other = at.get(here.i) if here is not None else None
            if other is not None and other.is_noun and not _superlative(other) and other.kind in self._kinds["killers"]:
                return other
        return None


def _told_of_others(war: Token, harm: Token) -> bool:
    """Tell whether a war is only what people beside the dead fled: "killed in a camp for those fleeing the war"."""
    here, words = war, lexicon()
    fled = words.classes["flee"] | words.nonevents["displacing"]
    while here.head != here and here != harm:
        clause = here.dep_ in ("acl", "relcl") and here.head.pos_ in NOMINAL and here.head.i > harm.i
        if clause and here.lemma_.lower() in fled:
            return True
        here = here.head
    return False


def is_weapon(noun: Token) -> bool:
    """Tell whether an act's noun names what it was done with ("barrel bomb", "mortar shells")."""
    classes = lexicon().classes
    return noun.lemma_.lower() in classes["projectile"] | classes["bomb"]


def _superlative(trigger: Trigger) -> bool:
    """Tell whether a noun only ranks an act told beside it ("the worst attack since the war began")."""
    return trigger.frame.generic and any(kid.tag_ == "JJS" for kid in trigger.head.children)
