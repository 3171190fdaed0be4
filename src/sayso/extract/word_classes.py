"""Whether a noun belongs to a word class of `knowledge/classes.yaml`, by its word, what it measures, its name."""

from spacy.tokens import Token

from sayso.extract.grammar import antecedent, direct_object, prep_object
from sayso.extract.lexicon import Lexicon

# Entities that no place or fighter is.
TIMED = frozenset(("DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY"))
# How many measuring words may stand before what they measure ("all of the rest of the town").
MEASURES = 3
PLACE_ENTITIES = frozenset(("GPE", "LOC", "FAC"))
GROUP_ENTITIES = frozenset(("ORG", "NORP", "GPE", "PERSON"))
# Classes that a modifier of the noun may speak for ("chlorine shells", "food parcels", "car bomb").
_BY_MODIFIER = {
    "chemical": frozenset(("compound", "amod", "nmod", "prep")),
    "aid": frozenset(("compound", "amod", "nmod", "prep")),
    "bomb": frozenset(("compound",)),
    "projectile": frozenset(("compound",)),
    "explosive": frozenset(("compound",)),
    "weapon": frozenset(("compound", "amod")),
}


class WordClasses:
    """Answers which class a noun belongs to; a name may list several classes: "armed|weapon"."""

    def __init__(self, words: Lexicon) -> None:
        self._words = words

    def is_a(self, noun: Token, name: str) -> bool:
        """Tell whether a noun, or what it measures ("dozens of houses"), belongs to one of the classes in `name`."""
        if "|" in name:
            return any(self.is_a(noun, part) for part in name.split("|"))
        held = self._measured(noun)
        if held is not None and (self._one(held, "armed") or held.lemma_.lower() in self._words.classes["unarmed"]):
            return self._one(held, name)  # "hundreds of fighters" are no civilians, "a group of civilians" no faction
        return self._one(noun, name) or (held is not None and self._one(held, name))

    def does_to(self, verb: Token, name: str) -> bool:
        """Tell whether what a verb is done to, where it is told, is of a class or a pronoun: "to take the hill"."""
        held = direct_object(verb)
        return held is None or not name or held.pos_ == "PRON" or self.is_a(held, name)

    def _measured(self, noun: Token) -> Token | None:
        """Return what a measuring word measures, through others that do too ("all of the rest of the town")."""
        held, here = None, noun
        for _ in range(MEASURES):
            if here.pos_ != "NUM" and here.lemma_.lower() not in self._words.triggers["measures"]:
                break
            inner = prep_object(here, *self._words.triggers["measuring"])  # "one of its drones"
            if inner is None or inner.i <= here.i:
                break
            held = here = antecedent(inner)  # "the town, most of which is held by rebels"
        return held

    def _one(self, noun: Token, name: str) -> bool:
        wanted = self._words.classes.get(name, frozenset())
        if name == "chemical" and any(
            kid.lemma_.lower() in self._words.classes["harmless_chemical"] for kid in noun.lefts
        ):
            return False
        lower, lemma = noun.lower_, noun.lemma_.lower()
        if name == "fighter" and self._carries(noun):
            return False
        if lemma in wanted or lower in wanted or lower.rstrip("s") in wanted:
            return True
        by = _BY_MODIFIER.get(name)
        if by is not None:
            return any(
                kid.lemma_.lower() in wanted if kid.dep_ in by else kid.dep_ == "acl" and self._holds(kid, wanted)
                for kid in noun.children
            )
        if name == "named_operation":
            return self._named_operation(noun, wanted)
        entity, pronouns = noun.ent_type_, self._words.classes
        match name:
            case "territory":
                return entity in PLACE_ENTITIES or (noun.pos_ == "PROPN" and entity not in TIMED)
            case "party":
                return entity in GROUP_ENTITIES or self._one(noun, "person") or self._one(noun, "fighter")
            case "fighter":
                return entity in GROUP_ENTITIES or lower in pronouns["fighter_pronouns"]
            case "person":
                return (
                    entity in ("PERSON", "NORP")
                    or (noun.pos_ == "PROPN" and entity == "")
                    or lower in pronouns["person_pronouns"]
                    or noun.pos_ == "NUM"
                    or lower in self._words.people
                )
            case "named":
                # the pipeline takes many a surname for an organisation, but few organisations have one word
                alone = entity == "ORG" and not any(kid.dep_ in ("det", "compound", "amod") for kid in noun.children)
                return noun.pos_ == "PROPN" and (alone or entity not in ("ORG", "NORP", "FAC"))
            case "official":  # "Prime Minister David Cameron"
                return entity == "PERSON" and any(kid.lemma_.lower() in wanted for kid in noun.lefts)
            case "civilian" | "captive_person":
                return noun.pos_ == "NUM" or (entity == "PERSON" and name == "captive_person")
            case "aircraft":
                return noun.pos_ == "PROPN" and entity in ("", "PRODUCT")
        return False

    def _named_operation(self, noun: Token, naming: frozenset[str]) -> bool:
        """Tell whether a noun is the name of a campaign ("Operation Iron Fist", "an operation dubbed Iron Fist")."""
        operations = self._words.classes["operation"]
        if noun.pos_ == "PROPN":
            return any(kid.lower_ in operations and kid.is_title for kid in (noun, *noun.lefts)) and any(
                kid.pos_ == "PROPN" and kid.lower_ not in operations for kid in (noun, *noun.lefts)
            )
        if noun.lower_ not in operations:
            return False
        if any(kid.dep_ in ("compound", "appos") and kid.pos_ == "PROPN" and kid.is_title for kid in noun.children):
            return noun.lower_ not in self._words.classes["placed_operation"]
        behind = (*noun.rights, *(kid for kid in noun.head.rights if kid.i > noun.i))
        return any(kid.tag_ in ("VBN", "VBD") and kid.lemma_.lower() in naming for kid in behind)

    def _carries(self, noun: Token) -> bool:
        """Tell whether a noun is one for traffic that no army drives ("an aid convoy", "a convoy of 27 trucks")."""
        of = prep_object(noun, "of")
        return any(kid.lemma_.lower() in self._words.triggers["relieving"] for kid in noun.lefts) or (
            of is not None and of.lemma_.lower() in self._words.triggers["lorries"]
        )

    def _holds(self, clause: Token, wanted: frozenset[str]) -> bool:
        """Tell whether what a noun holds is of a class ("shells filled with gas", "trucks carrying food")."""
        held = prep_object(clause, *self._words.triggers["holding"])
        held = held or next((kid for kid in clause.children if kid.dep_ == "dobj"), None)
        return held is not None and (
            held.lemma_.lower() in wanted or any(kid.lemma_.lower() in wanted for kid in held.children)
        )
