"""Who may use the pages: accounts with roles, passwords, sessions, tokens for programs, and the log of all that."""
