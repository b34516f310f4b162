"""Asked twice, done once: answers kept under the caller's idempotency key.

An audit table, no projection: it speaks of requests, not of the border.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from kopri.journal.models import Request
from kopri.kernel.errors import Ground, refuse

KEY_REUSED = "request.key_reused"


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestKey:
    """``digest``: SHA-256 in hex of what was asked, so that a key is not used for two things."""

    key: str
    digest: str


class AlreadyAnswered(Exception):
    """This request was carried out before; ``answer`` is what was said then (JSON)."""

    def __init__(self, answer: bytes) -> None:
        self.answer = answer
        super().__init__("already answered")


class Answered(Protocol):
    """What a writing leaves to be kept."""

    answered: bytes

    @property
    def now(self) -> datetime: ...


def refuse_repeat(request: RequestKey, *, person: str) -> None:
    """AlreadyAnswered for the same request; a Refusal when the key comes with another one."""
    kept = Request.objects.filter(key=request.key, person=person).first()
    if kept is None:
        return
    if kept.digest != request.digest:
        raise refuse(
            code=KEY_REUSED,
            ground=Ground.CONFLICT,
            message="What was sent first under this idempotency key has been carried out; this is something else.",
            rule="draft-ietf-httpapi-idempotency-key-header",
            remedy="Look at what has been done; then send this with a key of its own.",
        )
    raise AlreadyAnswered(bytes(kept.answer))


def keep_answer(request: RequestKey, *, person: str, writing: Answered) -> None:
    """Store the answer in the same commit as what was done."""
    Request.objects.create(
        key=request.key, person=person, digest=request.digest,
        answer=writing.answered, made=writing.now,
    )
