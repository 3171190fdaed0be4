"""Names of places that stand for who sits there or does something: "the Kremlin said", "Russia announced"."""

from spacy.tokens import Doc

from sayso.extract.lexicon import lexicon
from sayso.extract.place_context import is_party
from sayso.extract.places import PlaceMention
from sayso.extract.places_cues import cues as place_cues
from sayso.model import PlacePrecision

# What a name that stands for a government hangs as on what it does or has.
_OWNING = frozenset(("nsubj", "poss"))


class Bodies:
    """The names of one report that are no scenes of acts; `named` and `saying` are tokens of parties and speakers."""

    def __init__(self, doc: Doc, home: str, named: set[int], saying: frozenset[int]) -> None:
        self._doc, self._home, self._named, self._saying = doc, home, named, saying

    def stand_in(self, mention: PlaceMention) -> bool:
        """Tell whether a name stands for a body, a speaker or a country that does something."""
        return self._seat(mention) or self._speaks(mention) or self._does(mention)

    def _seat(self, mention: PlaceMention) -> bool:
        """Tell whether a name stands for the body that sits there ("the Kremlin said"), not for where something was."""
        start = mention.token_start
        if self._government(mention) or self._leaning(start) or is_party(self._doc, mention, self._named):
            return True
        seat = mention.place.precision is PlacePrecision.EXACT and mention.role == "locative"
        if start not in self._named or not seat:
            return False
        at = start - 2 if start and self._doc[start - 1].pos_ == "DET" else start - 1
        return at < 0 or self._doc[at].lower_ not in place_cues().locative

    def _speaks(self, mention: PlaceMention) -> bool:
        """Tell whether a capital or a country is who says so: "the strike killed ten, Washington said"."""
        start = mention.token_start
        return start in self._saying and self._doc[start : mention.token_end].root.dep_ == "nsubj"

    def _does(self, mention: PlaceMention) -> bool:
        """Tell whether a country is who does something, not where it is done.

        "The alliance led by Nigeria", "until Russia announced its withdrawal"; yet "Syria saw three raids".
        """
        if mention.place.precision is not PlacePrecision.COUNTRY:
            return False
        name = self._doc[mention.token_start : mention.token_end].root
        if name.dep_ == "nsubj" and name.head.pos_ == "VERB":
            return name.head.lemma_.lower() not in place_cues().undergoing
        return name.dep_ == "pobj" and name.head.dep_ == "agent"

    def _government(self, mention: PlaceMention) -> bool:
        """Tell whether a town abroad is a government: "since Paris intervened", "prompted Paris to strike"."""
        if mention.place.precision is not PlacePrecision.SETTLEMENT or mention.place.country == self._home:
            return False
        name = self._doc[mention.token_start : mention.token_end].root
        acting = name.dep_ == "dobj" and any(kid.dep_ == "xcomp" for kid in name.head.children)
        return mention.token_start in self._named and (acting or name.dep_ in _OWNING)

    def _leaning(self, start: int) -> bool:
        """Tell whether a name only says whose side somebody is on: "pro-Damascus media"."""
        hyphen = start > 1 and self._doc[start - 1].text == "-"
        return hyphen and self._doc[start - 2].lower_ in lexicon().nonevents["leaning"]
