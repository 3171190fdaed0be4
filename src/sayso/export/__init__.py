"""Records out: JSON lines for machines, marked text and one self-contained page for people."""
