"""Bytes to Report: text, HTML, JSON lines; cleaning, dating, fingerprints."""

from sayso.intake.boilerplate import foot_matter_start, noise_spans
from sayso.intake.options import Overrides
from sayso.intake.read import read_path, read_stream
from sayso.intake.reports import report_from_text

__all__ = ["Overrides", "foot_matter_start", "noise_spans", "read_path", "read_stream", "report_from_text"]
