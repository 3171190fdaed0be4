"""The nouns of sayso: plain, frozen values with no logic beyond their own."""

from sayso.model.capture import Capture
from sayso.model.event import Account, Event, Mention, Participant, Realis, Record
from sayso.model.figure import Figure, Outcome
from sayso.model.places import Place, PlacePrecision
from sayso.model.report import Report, Span
from sayso.model.statement import OUTLET, UNKNOWN, Stance, Statement, Voice
from sayso.model.times import TimeInterval, TimePrecision
from sayso.model.translation import Aligned, Original

__all__ = [
    "OUTLET",
    "UNKNOWN",
    "Account",
    "Aligned",
    "Capture",
    "Event",
    "Figure",
    "Mention",
    "Original",
    "Outcome",
    "Participant",
    "Place",
    "PlacePrecision",
    "Realis",
    "Record",
    "Report",
    "Span",
    "Stance",
    "Statement",
    "TimeInterval",
    "TimePrecision",
    "Voice",
]
