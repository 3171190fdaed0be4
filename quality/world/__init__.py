"""How well sayso does on what others have annotated: `python -m quality.world FOLDER`, one part a public set.

`docs/quality.md` explains the figures. The sets are read where they lie; nothing of them is copied into the repository
but figures and, as examples of errors, a few words each.
"""
