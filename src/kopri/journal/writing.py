"""Append: facts become sealed entries, and rows, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any, TypeVar

import msgspec

from kopri.engines import canonical
from kopri.journal import sealing
from kopri.journal.authority import lawful
from kopri.journal.core import Journal
from kopri.journal.exchange import OWN_SUFFIX, Part
from kopri.journal.models import Entry as EntryRow
from kopri.journal.models import Log
from kopri.journal.outbox import enqueue
from kopri.journal.projecting import project
from kopri.journal.requests import RequestKey, keep_answer, refuse_repeat
from kopri.journal.rows import insert_rows
from kopri.journal.rules import OursToWrite
from kopri.journal.types import Draft, Entry, Recorded, Route
from kopri.kernel.actor import Actor
from kopri.kernel.clock import to_text
from kopri.kernel.errors import Ground
from kopri.kernel.rules import refuse_if

Answer = TypeVar("Answer")
CLOCK_TOLERANCE = timedelta(minutes=10)
EVENT_ID_SIZE = 16
COLUMNS = (
    "log_id", "index", "kind", "subject", "time", "recorded", "audience",
    "state", "commitment", "salt", "entry", "stamp",
)


@contextmanager
def begin(
    journal: Journal, *, actor: Actor, keys: Sequence[str] = (), request: RequestKey | None = None
) -> Iterator[Writing]:
    """One transaction of a journey: all of it is durable at the end, or none.

    ``keys``: what the journey decides over (case, slot, VIN). ``request``: the caller's
    idempotency key; a repeated one raises ``AlreadyAnswered`` before anything is done.
    """
    if request is not None:
        keys = [*keys, f"request:{actor.person}:{request.key}"]
    with journal.locks.hold(keys):
        if request is not None:
            refuse_repeat(request, person=actor.person)
        writing = Writing(journal=journal, actor=actor)
        yield writing
        if request is not None:
            keep_answer(request, person=actor.person, writing=writing)


class Writing:
    """One open write. Operations append through it; they read the time and chance from it."""

    def __init__(self, *, journal: Journal, actor: Actor) -> None:
        self.journal = journal
        self.actor = actor
        self.random = journal.random
        self.answered = b"null"
        self.recorded: list[Recorded] = []

    @cached_property
    def now(self) -> datetime:
        """When this is written: the clock, but never before anything that was seen.

        A neighbour's clock is believed ten minutes ahead and no further.
        """
        clock = self.journal.clock.now()
        latest = [log.latest for log in self._logs if log.latest is not None]
        return max([clock, *(min(moment, clock + CLOCK_TOLERANCE) for moment in latest)])

    @cached_property
    def _logs(self) -> list[Log]:
        return list(Log.objects.all())

    @cached_property
    def _own(self) -> Log:
        return next(log for log in self._logs if log.own)

    @cached_property
    def _seen(self) -> dict[str, int]:
        return {log.origin: log.applied for log in self._logs if not log.own}

    def answer(self, value: Answer) -> Answer:
        """Keep the answer for a repeated request and hand it on."""
        self.answered = msgspec.json.encode(value)
        return value

    def append(self, draft: Draft) -> Recorded:
        """Append one event; its shared part, or its only one, is what is returned."""
        return self.append_many([draft])[0]

    def append_many(self, drafts: Sequence[Draft]) -> list[Recorded]:
        """Seal, store and project the events, in this order, in one statement each."""
        sealed = [part for draft in drafts for part in self._parts(draft)]
        self._place(sealed)
        insert_rows(EntryRow, columns=COLUMNS, rows=[self._row(part) for part in sealed])
        project([part.entry for part in sealed], routes=self.journal.routes)
        enqueue([part.entry for part in sealed], journal=self.journal)
        firsts = [part.recorded(self.journal.origin) for part in sealed if part.first]
        self.recorded.extend(firsts)
        return firsts

    def _parts(self, draft: Draft) -> list[_Sealed]:
        kind = draft.payload.KIND
        route = self._route(draft)
        payload = msgspec.to_builtins(draft.payload)
        if draft.audience is not None:
            parts = [Part(kind=kind, audience=draft.audience, payload=payload)]
        else:
            parts = self.journal.exchange.split(kind=kind, payload=payload, day=self._today)
        event = self.random(EVENT_ID_SIZE).hex() if len(parts) > 1 else ""
        return [
            self._seal(draft=draft, kind=part.kind, version=route.payload.VERSION, event=event,
                       audience=part.audience, payload=dict(part.payload), first=number == 0)
            for number, part in enumerate(parts)
        ]

    @cached_property
    def _today(self) -> date:
        return self.now.date()

    def _route(self, draft: Draft) -> Route:
        route = self.journal.routes[draft.payload.KIND]
        payload = msgspec.to_builtins(draft.payload)
        if not lawful(authority=route.payload.AUTHORITY, payload=payload, author=self.journal,
                      post=self.actor.post, logs=self._logs):
            refuse_if([OursToWrite.fault(kind=draft.payload.KIND)], ground=Ground.DENIED)
        return route

    def _seal(
        self, *, draft: Draft, kind: str, version: int, event: str, audience: tuple[str, ...],
        payload: dict[str, Any], first: bool,
    ) -> _Sealed:
        time = draft.time or self.now
        envelope: dict[str, Any] = {
            "v": sealing.ENVELOPE_VERSION, "kind": f"{kind}/{version}", "subject": draft.subject,
            "time": to_text(time), "recorded": to_text(self.now), "source": draft.source,
            "actor": self._actor, "audience": list(audience), "seen": self._seen,
            "basis": [list(ref) for ref in draft.basis], "blobs": list(draft.blobs),
            "payload": payload,
        }
        if event:
            envelope["event"] = event
        body = canonical.encode(envelope)
        salt = self.random(sealing.SALT_SIZE)
        committed = sealing.commitment(salt=salt, entry=body)
        entry = Entry(
            log=self.journal.origin, side=self.journal.side, kind=kind.removesuffix(OWN_SUFFIX),
            version=version, own=kind.endswith(OWN_SUFFIX), subject=draft.subject, time=time,
            recorded=self.now, actor=self._actor, seen=self._seen, payload=payload,
            uid=committed.hex(), audience=audience, event=event,
        )
        return _Sealed(entry=entry, kind=envelope["kind"], audience=audience, salt=salt,
                       body=body, committed=committed, first=first)

    @cached_property
    def _actor(self) -> dict[str, str]:
        actor = self.actor
        return {"node": actor.node, "side": actor.side, "post": actor.post,
                "service": actor.service, "person": actor.person}

    def _place(self, sealed: list[_Sealed]) -> None:
        """Give indexes and stamps, where this node gives them at append."""
        own = self._own
        own.latest = self.now
        if not self.journal.indexed:
            return
        for part in sealed:
            index, own.size = own.size, own.size + 1
            count = count_on(own.counts, part.audience)
            part.stamp = sealing.stamp_bytes(origin=own.origin, index=index, count=count)
            part.entry = replace(part.entry, index=index)
        own.save(update_fields=["size", "counts", "latest"])

    def _row(self, part: _Sealed) -> tuple[Any, ...]:
        return (
            self._own.pk, part.entry.index, part.kind, part.entry.subject, part.entry.time,
            part.entry.recorded, ",".join(part.audience), "applied", part.committed, part.salt,
            part.body, part.stamp,
        )


@dataclass(slots=True, kw_only=True)
class _Sealed:
    entry: Entry
    kind: str
    audience: tuple[str, ...]
    salt: bytes
    body: bytes
    committed: bytes
    first: bool
    stamp: bytes | None = None

    def recorded(self, origin: str) -> Recorded:
        return Recorded(log=origin, uid=self.entry.uid, index=self.entry.index)


def count_on(counts: dict[str, int], audience: Sequence[str]) -> dict[str, int]:
    """Count an entry for each of its labels; the stamp's ``count`` with these labels only."""
    for label in audience:
        counts[label] = counts.get(label, 0) + 1
    return {label: counts[label] for label in audience}
