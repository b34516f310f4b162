"""Requests of other nodes: who has signed this one (RFC 9421), under a key of a log known here.

A signature covers method and target, and the digest of a body where there is one, and is taken
for five minutes. Within that time a read may be replayed: that tells nobody more than the line
that it was taken from. What changes something needs a nonce, which is spent once. The target names
the host that the signer meant, as the request repeats it: what is told to one node must therefore
name that node in its body too, or it could be told to another.
"""

from datetime import UTC, datetime, timedelta

from django.http import HttpRequest, HttpResponse

from kopri.engines.http_signatures import (
    MAX_AGE,
    MAX_AHEAD,
    Request,
    SignatureInvalid,
    Verified,
    verify_request,
)
from kopri.interfaces.api.answers import refused
from kopri.interfaces.house import house_of
from kopri.journal.keys import asking_log, public_keys
from kopri.journal.nonces import LONGEST, spend
from kopri.journal.serve import MirroredLog
from kopri.kernel.errors import Ground, Refusal, refuse

UNKNOWN_CALLER = 401
FAMILY = "signature."  # of the codes: those of the engine, and two for nonces


def caller(request: HttpRequest) -> MirroredLog:
    """The log of the node that reads; a Refusal where the signature does not hold."""
    return asking_log(_verified(request, now=datetime.now(UTC)).keyid)


def caller_once(request: HttpRequest) -> MirroredLog:
    """The log of the node that changes something: the same, and its nonce is spent."""
    now = datetime.now(UTC)
    verified = _verified(request, now=now)
    if not 0 < len(verified.nonce) <= LONGEST:
        raise _refusal("nonce_missing", reason="what changes something is signed with a nonce")
    until = datetime.fromtimestamp(verified.created, UTC) + timedelta(seconds=MAX_AGE + MAX_AHEAD)
    if not spend(locks=house_of(request).journal.locks, keyid=verified.keyid,
                 nonce=verified.nonce, expires=until, now=now):
        raise _refusal("replayed", reason="this request came before")
    return asking_log(verified.keyid)


def refused_caller(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The refusal as the API words it; 401 where it is not known who asks."""
    answer = refused(request, refusal)
    if any(fault.code.startswith(FAMILY) for fault in refusal.faults):
        answer.status_code = UNKNOWN_CALLER
    return answer


def _verified(request: HttpRequest, *, now: datetime) -> Verified:
    signed = Request(
        method=request.method or "", url=request.build_absolute_uri(),
        headers=tuple(request.headers.items()), body=request.body,
    )
    try:
        return verify_request(
            signed, now=int(now.timestamp()), keys=lambda keyid: public_keys(keyid, at=now))
    except SignatureInvalid as error:
        raise _refusal(error.code, reason=str(error)) from error


def _refusal(code: str, *, reason: str) -> Refusal:
    return refuse(
        code=FAMILY + code, ground=Ground.DENIED, rule="RFC 9421", params={"reason": reason},
        message="The signature of this request is not taken: {reason}.",
        remedy="Sign it anew, by a right clock, with a key of a log that this node has admitted.",
    )
