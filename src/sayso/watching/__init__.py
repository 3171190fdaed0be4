"""Watching sources day and night: what they list is fetched, read and kept, and how each does is told."""
