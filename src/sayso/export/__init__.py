"""Records out: JSON lines for machines, marked text and one self-contained page for people."""

from sayso.export.jsonl import to_dict, to_line
from sayso.export.parse import from_dict, from_line

__all__ = ["from_dict", "from_line", "to_dict", "to_line"]
