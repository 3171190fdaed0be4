"""Killing work at a statement of its own choosing: a fork of the test does the work and is gone before statement N."""

import os
import signal
from collections.abc import Callable
from typing import Any

from sqlalchemy import Engine, event


def dies_before(statement: int, work: Callable[[], object]) -> bool:
    """Do `work` in a process that is killed before its statement of this number; tell whether it was killed.

    As `kill -9` does, it leaves no time for anything: no rollback, no closing. Raises AssertionError if the work
    failed by itself.
    """
    child = os.fork()
    if child == 0:
        count = 0

        def kill(*_: Any) -> None:
            nonlocal count
            count += 1
            if count > statement:
                os.kill(os.getpid(), signal.SIGKILL)

        try:
            for moment in ("before_cursor_execute", "commit"):
                event.listen(Engine, moment, kill)
            work()
        except BaseException:
            os._exit(3)
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "the work failed by itself"
    return os.WIFSIGNALED(status)
