"""Fetching pages by their address: politely, within limits, and never from private networks."""

from sayso.intake.fetching.client import Client, Fetched
from sayso.intake.fetching.reasons import Reason
from sayso.intake.fetching.settings import FetchSettings, from_environment

__all__ = ["Client", "FetchSettings", "Fetched", "Reason", "from_environment"]
