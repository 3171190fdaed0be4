"""The ledger: reports kept for good, their events merged into incidents with sides, status and history."""
