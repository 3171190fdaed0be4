"""What the words around an act say of it: that it happened, goes on, failed or is planned, or is none at all."""

from dataclasses import dataclass

from sayso.model import Realis


@dataclass(slots=True)
class Reality:
    """What the words around a trigger say of it; `unreal` acts are kept only where a voice denies them."""

    realis: Realis = Realis.HAPPENED
    negated: bool = False
    hypothetical: bool = False
    attempt: bool = False
    habitual: bool = False
    perfect: bool = False
    over: bool = False  # a state told as one that is past
    kept_up: bool = False  # gone on with or stepped up in the past tense: with a day of its own it is done
    duty: bool = False  # what somebody is responsible for doing: of violence it says that he did it

    @property
    def unreal(self) -> bool:
        """Whether the text does not present the act as one that is, was or will be."""
        return self.negated or self.hypothetical
