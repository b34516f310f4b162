"""HTTP message signatures with Ed25519 (RFC 9421) and content digests (RFC 9530).

``sign_request`` gives the fields to add to a request, ``verify_request`` says whose key signed
which parts of one. Clock, keys, nonces and replay protection are the caller's.
"""

from kopri.engines.http_signatures.digest import content_digest, require_content_digest
from kopri.engines.http_signatures.fields import InnerList, Item, Parameters
from kopri.engines.http_signatures.message import (
    Request,
    Response,
    SignatureInvalid,
    signature_base,
)
from kopri.engines.http_signatures.signing import sign_request
from kopri.engines.http_signatures.verifying import Verified, find_signature, verify_request

__all__ = [
    "InnerList",
    "Item",
    "Parameters",
    "Request",
    "Response",
    "SignatureInvalid",
    "Verified",
    "content_digest",
    "find_signature",
    "require_content_digest",
    "sign_request",
    "signature_base",
    "verify_request",
]
