"""HTTP message signatures with Ed25519 (RFC 9421) and content digests (RFC 9530).

``sign_request`` gives the fields to add to a request, ``verify_request`` says whose key signed
which parts of one; the same for answers. Clock, keys, nonces and replay protection are the caller's.
"""

from kopri.engines.http_signatures.digest import content_digest, require_content_digest
from kopri.engines.http_signatures.fields import InnerList, Item, Parameters, Token
from kopri.engines.http_signatures.message import (
    Request,
    Response,
    SignatureInvalid,
    signature_base,
)
from kopri.engines.http_signatures.signing import join_fields, sign_request, sign_response
from kopri.engines.http_signatures.verifying import (
    MAX_AGE,
    MAX_AHEAD,
    Verified,
    find_signature,
    verify_request,
    verify_response,
)

__all__ = [
    "MAX_AGE",
    "MAX_AHEAD",
    "InnerList",
    "Item",
    "Parameters",
    "Request",
    "Response",
    "SignatureInvalid",
    "Token",
    "Verified",
    "content_digest",
    "find_signature",
    "join_fields",
    "require_content_digest",
    "sign_request",
    "sign_response",
    "signature_base",
    "verify_request",
    "verify_response",
]
