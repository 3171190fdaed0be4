"""Families of event kinds that the extractors treat alike. The kinds themselves are data (`knowledge/frames`)."""

# Acts of force; of these, the ones done by one side to another.
VIOLENT = frozenset(("airstrike", "shelling", "bombing", "chemical", "attack", "clash"))
STRIKES = frozenset(("airstrike", "shelling", "bombing", "chemical", "attack"))
# Acts over ground.
GROUND = frozenset(("clash", "offensive", "capture", "siege", "withdrawal"))
