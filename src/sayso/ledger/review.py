"""Review by people: all that pages and commands call. Each act is one transaction, kept in the log, and can be undone.

`find` of `queries` gives the row of an incident that the questions below take; `revision` the token that a page hands
back as `seen`, so that nobody overwrites what another has changed in between.
"""

from sayso.ledger.fields import FIELDS
from sayso.ledger.review_acts import accept, comment, edit, reject
from sayso.ledger.review_groups import merge, split
from sayso.ledger.review_log import Act, Comment, Conflict, Done, actions, acts, comments, revision
from sayso.ledger.review_queue import Place, QueueItem, queue, queue_length, quick_queue
from sayso.ledger.review_values import FieldValue, values
from sayso.ledger.undoing import undo, undo_all

__all__ = [
    "FIELDS",
    "Act",
    "Comment",
    "Conflict",
    "Done",
    "FieldValue",
    "Place",
    "QueueItem",
    "accept",
    "actions",
    "acts",
    "comment",
    "comments",
    "edit",
    "merge",
    "queue",
    "queue_length",
    "quick_queue",
    "reject",
    "revision",
    "split",
    "undo",
    "undo_all",
    "values",
]
