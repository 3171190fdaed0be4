"""The tables of who may use the pages: accounts, sessions, tokens for programs, and what was done with them.

They stand beside the ledger's own tables, in the same database, so that one backup holds all. No password and no token
is kept: of the first an Argon2 hash, of the others a SHA-256 of 256 random bits.
"""

from sqlalchemy import Column, DateTime, ForeignKey, Index, String, Table, Text

from sayso.ledger.tables import Number, metadata

account = Table(
    "account",
    metadata,
    Column("id", Number, primary_key=True),
    Column("name", String(60), nullable=False),  # as written when it was added
    Column("folded", String(120), nullable=False, unique=True),  # told apart without regard to case
    Column("role", String(12), nullable=False),
    Column("hash", Text, nullable=False),  # Argon2, with its parameters
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("password_at", DateTime(timezone=True), nullable=False),  # when the password was set
    Column("disabled_at", DateTime(timezone=True)),  # empty while the account may be used
)

# A browser that is signed in.
session = Table(
    "session",
    metadata,
    Column("id", Number, primary_key=True),
    Column("hash", String(64), nullable=False, unique=True),
    Column("account_id", ForeignKey("account.id"), nullable=False, index=True),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("seen_at", DateTime(timezone=True), nullable=False),
    Column("expires_at", DateTime(timezone=True), nullable=False, index=True),
    Column("agent", String(80), nullable=False),  # what the browser calls itself, cut short
)

# What a program uses in place of a password.
token = Table(
    "token",
    metadata,
    Column("id", Number, primary_key=True),
    Column("hash", String(64), nullable=False, unique=True),
    Column("account_id", ForeignKey("account.id"), nullable=False, index=True),
    Column("name", String(60), nullable=False),
    Column("role", String(12), nullable=False),  # never more than its owner may
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("used_at", DateTime(timezone=True)),
    Column("revoked_at", DateTime(timezone=True)),
)

# Sign-ins, failed ones too, and every change of an account. Never changed, never deleted.
access_log = Table(
    "access_log",
    metadata,
    Column("id", Number, primary_key=True),
    Column("at", DateTime(timezone=True), nullable=False, index=True),
    Column("who", String(100), nullable=False, index=True),
    Column("what", String(30), nullable=False),
    Column("about", String(100), nullable=False, server_default=""),  # the account it was done to, if another
    Column("address", String(45), nullable=False, server_default=""),
    Column("note", Text, nullable=False, server_default=""),
    Index("ix_access_log_what", "what", "id"),
)
