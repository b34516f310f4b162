"""The Content-Digest field (RFC 9530)."""

from hashlib import sha256, sha512
from hmac import compare_digest

from kopri.engines.http_signatures.fields import Item, parse_dictionary, write_dictionary
from kopri.engines.http_signatures.message import SignatureInvalid

_ALGORITHMS = {"sha-256": sha256, "sha-512": sha512}


def content_digest(body: bytes) -> str:
    """The field for ``body``: ``sha-256=:<base 64>:``."""
    return write_dictionary({"sha-256": Item(sha256(body).digest())})


def require_content_digest(field: str, *, body: bytes) -> None:
    """Raise ``SignatureInvalid`` unless ``field`` is a digest of ``body``.

    Of the algorithms sha-256 and sha-512 one at least must be there, and all that are must match.
    """
    try:
        members = parse_dictionary(field)
    except ValueError as error:
        raise SignatureInvalid("the Content-Digest is malformed", code="digest") from error
    known = {name: member for name, member in members.items() if name in _ALGORITHMS}
    if not known:
        raise SignatureInvalid("the Content-Digest has neither sha-256 nor sha-512",
                               code="digest")
    for name, member in known.items():
        stated = member.value if isinstance(member, Item) else None
        actual = _ALGORITHMS[name](body).digest()
        if not isinstance(stated, bytes) or not compare_digest(stated, actual):
            raise SignatureInvalid(f"the body has another {name} than the Content-Digest",
                                   code="digest")
