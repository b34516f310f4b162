"""Signing a request, or the answer to one (RFC 9421, 3.1)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import chain

from kopri.engines.http_signatures.digest import content_digest
from kopri.engines.http_signatures.fields import InnerList, Item, Parameters, write_dictionary
from kopri.engines.http_signatures.message import (
    Message,
    Request,
    Response,
    field_value,
    signature_base,
)

COMPONENTS = ("@method", "@target-uri")
LABEL = "sig1"
DIGEST = "content-digest"
ANSWERED = (
    Item("@status"), Item("@method", (("req", True),)), Item("@target-uri", (("req", True),)),
)

Fields = tuple[tuple[str, str], ...]
Sign = Callable[[bytes], bytes]


def sign_request(
    request: Request,
    *,
    sign: Sign,
    keyid: str,
    created: int,
    nonce: str = "",
    components: Sequence[str] = COMPONENTS,
    label: str = LABEL,
) -> Fields:
    """The fields to add to ``request`` so that it is signed: Signature-Input, Signature.

    ``sign``: gives the 64-byte Ed25519 signature of a message. ``created``: POSIX seconds.
    ``components``: names of fields and derived components. A body is always covered: where the
    request has one, its Content-Digest is covered, and added if it is missing. Raises
    ``SignatureInvalid`` for components that the request lacks.
    """
    params: Parameters = (("created", created), ("keyid", keyid), ("alg", "ed25519"))
    if nonce:
        params = (*params, ("nonce", nonce))
    covered = tuple(Item(name) for name in components)
    return _sign(request, covered=covered, params=params, sign=sign, label=label)


def sign_response(
    response: Response, *, sign: Sign, keyid: str, created: int, label: str = LABEL
) -> Fields:
    """The same for an answer: its status, its body, and of ``response.request`` what was asked."""
    params: Parameters = (("created", created), ("keyid", keyid), ("alg", "ed25519"))
    return _sign(response, covered=ANSWERED, params=params, sign=sign, label=label)


def join_fields(signed: Iterable[Fields]) -> dict[str, str]:
    """The fields of several signatures of one message, each under a label of its own, as one set."""
    joined: dict[str, str] = {}
    for name, value in chain.from_iterable(signed):
        first = joined.get(name)
        joined[name] = value if first in (None, value) else f"{first}, {value}"
    return joined


def _sign(
    message: Message, *, covered: tuple[Item, ...], params: Parameters, sign: Sign, label: str
) -> Fields:
    added: Fields = ()
    if message.body and field_value(message, DIGEST) is None:
        added = (("Content-Digest", content_digest(message.body)),)
    if message.body and Item(DIGEST) not in covered:
        covered = (*covered, Item(DIGEST))
    complete = replace(message, headers=(*message.headers, *added))
    described = InnerList(covered, params)
    signature = sign(signature_base(complete, described))
    return (
        *added,
        ("Signature-Input", write_dictionary({label: described})),
        ("Signature", write_dictionary({label: Item(signature)})),
    )
