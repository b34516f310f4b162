"""Append: facts become sealed entries, and rows, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any, TypeVar

import msgspec

from kopri.engines import canonical
from kopri.journal import sealing
from kopri.journal.append.outbox import enqueue
from kopri.journal.append.placing import Body, place
from kopri.journal.append.projecting import project
from kopri.journal.append.requests import RequestKey, keep_answer, refuse_repeat
from kopri.journal.authority import lawful
from kopri.journal.blobs import name_blob
from kopri.journal.core import Journal
from kopri.journal.exchange import OWN_SUFFIX, Part
from kopri.journal.models import Log
from kopri.journal.rows import select_rows
from kopri.journal.rules import OursToWrite
from kopri.journal.types import OBSERVER, Draft, Entry, Recorded, Route
from kopri.kernel.actor import Actor
from kopri.kernel.clock import to_text
from kopri.kernel.errors import Ground
from kopri.kernel.rules import refuse_if

Answer = TypeVar("Answer")
CLOCK_TOLERANCE = timedelta(minutes=10)
EVENT_ID_SIZE = 16
_STANDING = ("id", "origin", "side", "role", "post", "own", "size", "applied", "counts", "latest",
             "unsure")


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
        return [Log(**dict(zip(_STANDING, row, strict=True)))
                for row in select_rows(Log, columns=_STANDING)]

    @cached_property
    def _own(self) -> Log:
        return next(log for log in self._logs if log.own)

    @cached_property
    def _seen(self) -> dict[str, int]:
        return {log.origin: log.applied for log in self._logs
                if not log.own and log.role != OBSERVER}

    def answer(self, value: Answer) -> Answer:
        """Keep the answer for a repeated request and hand it on."""
        self.answered = msgspec.json.encode(value)
        return value

    def append(self, draft: Draft) -> Recorded:
        """Append one event; its shared part, or its only one, is what is returned."""
        return self.append_many([draft])[0]

    def append_many(self, drafts: Sequence[Draft]) -> list[Recorded]:
        """Seal, store and project the events, in this order, in one statement each."""
        parts = [part for draft in drafts for part in self._parts(draft)]
        first, self._own.latest = self._own.size, self.now
        indexed = self.journal.indexed and not self._own.unsure
        placed = place([self._body(part) for part in parts], log=self._own, random=self.random,
                       indexed=indexed)
        entries = [
            self._entry(part, uid=committed.hex(), index=first + number if indexed else None)
            for number, (part, committed) in enumerate(zip(parts, placed, strict=True))
        ]
        for part, entry in zip(parts, entries, strict=True):
            for name in part.blobs:
                name_blob(name, log=entry.log, index=entry.index, uid=entry.uid, here=True)
        project(entries, routes=self.journal.routes, side=self.journal.side)
        enqueue(entries, journal=self.journal)
        firsts = [Recorded(log=entry.log, uid=entry.uid, index=entry.index)
                  for part, entry in zip(parts, entries, strict=True) if part.first]
        self.recorded.extend(firsts)
        return firsts

    def _parts(self, draft: Draft) -> list[_Part]:
        kind = draft.payload.KIND
        # sorted as in the entry, so that a replay writes the same bytes into JSON columns
        payload = msgspec.to_builtins(draft.payload, order="sorted")
        route = self._route(kind, payload)
        if draft.audience is not None:
            parts = [Part(kind=kind, audience=draft.audience, payload=payload)]
        else:
            parts = self.journal.exchange.split(kind=kind, payload=payload, day=self._today)
        event = self.random(EVENT_ID_SIZE).hex() if len(parts) > 1 else ""
        return [
            _Part(draft=draft, kind=part.kind, version=route.payload.VERSION, event=event,
                  audience=part.audience, payload=part.payload, first=number == 0,
                  time=draft.time or self.now)
            for number, part in enumerate(parts)
        ]

    @cached_property
    def _today(self) -> date:
        return self.now.date()

    def _route(self, kind: str, payload: Mapping[str, Any]) -> Route:
        route = self.journal.routes[kind]
        if not lawful(authority=route.payload.AUTHORITY, payload=payload, author=self.journal,
                      post=self.actor.post, logs=self._logs):
            refuse_if([OursToWrite.fault(kind=kind)], ground=Ground.DENIED)
        return route

    def _body(self, part: _Part) -> Body:
        draft = part.draft
        envelope: dict[str, Any] = {
            "v": sealing.ENVELOPE_VERSION, "kind": f"{part.kind}/{part.version}",
            "subject": draft.subject, "recorded": self._recorded, "source": draft.source,
            "time": to_text(draft.time) if draft.time else self._recorded,
            "actor": self._actor_for(part), "audience": part.audience, "seen": self._seen,
            "basis": draft.basis, "blobs": part.blobs, "payload": part.payload,
        }
        if part.event:
            envelope["event"] = part.event
        return Body(
            kind=envelope["kind"], subject=draft.subject, time=part.time, recorded=self.now,
            audience=",".join(part.audience), entry=canonical.encode(envelope),
        )

    def _entry(self, part: _Part, *, uid: str, index: int | None) -> Entry:
        return Entry(
            log=self.journal.origin, side=self.journal.side,
            kind=part.kind.removesuffix(OWN_SUFFIX), version=part.version,
            own=part.kind.endswith(OWN_SUFFIX), subject=part.draft.subject, time=part.time,
            recorded=self.now, actor=self._actor_for(part), seen=self._seen, payload=part.payload, uid=uid,
            index=index, audience=part.audience, event=part.event,
        )

    @cached_property
    def _recorded(self) -> str:
        return to_text(self.now)

    def _actor_for(self, part: _Part) -> dict[str, str]:
        """Who acted, as this part's audience may know it."""
        at_home = all(label.partition("/")[0] == self.journal.side for label in part.audience)
        if at_home or not part.draft.discreet:
            return self._actor
        return {**self._actor, "service": "", "person": self.journal.itself().person}

    @cached_property
    def _actor(self) -> dict[str, str]:
        actor = self.actor
        return {"node": actor.node, "side": actor.side, "post": actor.post,
                "service": actor.service, "person": actor.person}


@dataclass(slots=True, kw_only=True)
class _Part:
    """What one audience is told of a draft. ``first``: the part that stands for the event."""

    draft: Draft
    kind: str
    version: int
    event: str
    audience: tuple[str, ...]
    payload: Mapping[str, Any]
    time: datetime
    first: bool

    @property
    def blobs(self) -> list[str]:
        """The files that this audience may read: those whose hash its fields tell."""
        return [name for name in self.draft.blobs if name in self.payload.values()]
