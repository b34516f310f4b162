"""Many writings, one commit: threads that wait for the writer lock share one transaction.

The first of them leads: it opens the transaction on its own connection. When its work is done it
lends the connection to those who wait, one after the other, each inside a savepoint of its own,
and then commits for all. What fails takes nothing along but itself; nobody is told that a write
is durable before the common commit.
"""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any

from django.db import DEFAULT_DB_ALIAS, OperationalError, connections, transaction

MOST = 64
LONGEST = 0.05  # seconds during which others may join; a writing is never made to wait longer


class Ticket:
    """A writing that waits. ``alone``: it shares its transaction with nobody."""

    def __init__(self, *, alone: bool) -> None:
        self.alone = alone
        self.called = threading.Event()
        self.left = threading.Event()
        self.settled = threading.Event()
        self.lent: Any = None
        self.trouble: BaseException | None = None


class Line:
    """Those of this process who want to write, in the order of their coming."""

    def __init__(self) -> None:
        self._mutex = threading.Lock()
        self._waiting: deque[Ticket] = deque()
        self._busy = False

    def wait(self, *, alone: bool) -> Ticket | None:
        """Returns when it is this writing's turn: to join with its ticket, or to lead with None."""
        with self._mutex:
            if not self._busy:
                self._busy = True
                return None
            ticket = Ticket(alone=alone)
            self._waiting.append(ticket)
        ticket.called.wait()
        return ticket if ticket.lent is not None else None

    def leave(self) -> None:
        """The transaction has ended: the next one leads."""
        with self._mutex:
            self._busy = bool(self._waiting)
            if self._waiting:
                self._waiting.popleft().called.set()

    @contextmanager
    def lead(self, *, alone: bool) -> Iterator[None]:
        """Open the transaction; at its end let others in, then commit for all."""
        joined: list[Ticket] = []
        trouble: BaseException | None = None
        try:
            with transaction.atomic():
                yield
                if not alone:
                    self._let_in(joined)
        except BaseException as error:
            trouble = error
            raise
        finally:
            for each in joined:
                each.trouble = trouble
                each.settled.set()

    def _let_in(self, joined: list[Ticket]) -> None:
        """Lend the connection to those who wait, for a while."""
        lent, until = connections[DEFAULT_DB_ALIAS], monotonic() + LONGEST
        while len(joined) < MOST and monotonic() < until and (ticket := self._next()) is not None:
            joined.append(ticket)
            lent.inc_thread_sharing()
            try:
                ticket.lent = lent
                ticket.called.set()
                ticket.left.wait()
            finally:
                ticket.left.wait()  # also where this thread is interrupted: the other one is inside
                lent.dec_thread_sharing()
            if lent.needs_rollback or not lent.connection.in_transaction:
                raise OperationalError("the database undid the whole transaction")

    def _next(self) -> Ticket | None:
        with self._mutex:
            if self._waiting and not self._waiting[0].alone:
                return self._waiting.popleft()
            return None

    @contextmanager
    def join(self, ticket: Ticket) -> Iterator[None]:
        """Work in the leader's transaction; durable when this ends."""
        own = connections[DEFAULT_DB_ALIAS]
        connections[DEFAULT_DB_ALIAS] = ticket.lent
        try:
            with transaction.atomic():
                yield
        finally:
            connections[DEFAULT_DB_ALIAS] = own
            ticket.left.set()
        ticket.settled.wait()
        if ticket.trouble is not None:
            raise OperationalError("the common commit failed") from ticket.trouble
