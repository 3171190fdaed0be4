"""Pages and a JSON API over the ledger, rendered on the server; nothing of them is fetched from outside."""
