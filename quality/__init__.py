"""The quality gate: how well sayso reads annotated reports, and the floors below which it may not fall.

Run it from the root of the repository with `python -m quality`; `docs/quality.md` explains the figures.
"""
