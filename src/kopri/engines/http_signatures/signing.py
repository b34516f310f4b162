"""Signing a request (RFC 9421, 3.1)."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from kopri.engines.http_signatures.digest import content_digest
from kopri.engines.http_signatures.fields import InnerList, Item, Parameters, write_dictionary
from kopri.engines.http_signatures.message import Request, field_value, signature_base

COMPONENTS = ("@method", "@target-uri")
LABEL = "sig1"
DIGEST = "content-digest"


def sign_request(
    request: Request,
    *,
    sign: Callable[[bytes], bytes],
    keyid: str,
    created: int,
    nonce: str = "",
    components: Sequence[str] = COMPONENTS,
    label: str = LABEL,
) -> tuple[tuple[str, str], ...]:
    """The fields to add to ``request`` so that it is signed: Signature-Input, Signature.

    ``sign``: gives the 64-byte Ed25519 signature of a message. ``created``: POSIX seconds.
    ``components``: names of fields and derived components. A body is always covered: where the
    request has one, its Content-Digest is covered, and added if it is missing. Raises
    ``SignatureInvalid`` for components that the request lacks.
    """
    added: tuple[tuple[str, str], ...] = ()
    covered = list(components)
    if request.body and field_value(request, DIGEST) is None:
        added = (("Content-Digest", content_digest(request.body)),)
    if request.body and DIGEST not in covered:
        covered.append(DIGEST)
    complete = replace(request, headers=(*request.headers, *added))
    params: Parameters = (("created", created), ("keyid", keyid), ("alg", "ed25519"))
    if nonce:
        params = (*params, ("nonce", nonce))
    described = InnerList(tuple(Item(name) for name in covered), params)
    signature = sign(signature_base(complete, described))
    return (
        *added,
        ("Signature-Input", write_dictionary({label: described})),
        ("Signature", write_dictionary({label: Item(signature)})),
    )
