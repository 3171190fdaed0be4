"""Bytes to Report: text, HTML, JSON lines; cleaning, dating, fingerprints."""
