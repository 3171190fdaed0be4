"""Voices: who says it, and who denies it."""

from sayso.extract.voices.find import find_statements
from sayso.extract.voices.spoken import SpokenStatement, TokenSpan, voice_at

__all__ = ["SpokenStatement", "TokenSpan", "find_statements", "voice_at"]
