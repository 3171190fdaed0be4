"""Reading to Statements and Events: voices, frames, parties, places, times, figures."""
