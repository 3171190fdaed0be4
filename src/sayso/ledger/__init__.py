"""The ledger: reports kept for good, their events brought together into incidents, and how each incident stands."""
