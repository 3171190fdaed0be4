"""Reports in other languages into English, through a translator that is plugged in by setting."""

from sayso.intake.translating.choosing import translator_of
from sayso.intake.translating.translator import Translation, Translator, translated

__all__ = ["Translation", "Translator", "translated", "translator_of"]
