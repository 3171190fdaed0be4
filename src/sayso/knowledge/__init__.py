"""Data that the extractors read: plain CSV and YAML files, no code. `sayso.knowledge.files` is the only loader."""
