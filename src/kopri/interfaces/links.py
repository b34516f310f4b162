"""A link as an address: reference, number and a code of 128 bits that only this node can make."""

from base64 import b32encode
from hashlib import sha256
from hmac import compare_digest
from hmac import new as hmac

from django.conf import settings

from kopri.domains.links.types import DriverLink
from kopri.kernel.errors import Refusal
from kopri.kernel.ids import parse_reference

PURPOSE = b"kopri/driver-link/v1"
CODE_BYTES, MOST_DIGITS = 16, 6


def address(link: DriverLink) -> str:
    """``/d/K7Q29MXD4T/0-<26 letters>``: nothing that a phone's keyboard or a QR code minds."""
    return f"/d/{link.reference.replace('-', '')}/{link.number}-{_code(link)}"


def read(reference: str, *, code: str) -> DriverLink | None:
    """The link that an address means; None where this node has not made it."""
    digits, _, told = code.partition("-")
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= MOST_DIGITS):
        return None
    try:
        link = DriverLink(reference=parse_reference(reference), number=int(digits))
    except Refusal:
        return None
    return link if compare_digest(_code(link).encode(), told.encode()) else None


def _code(link: DriverLink) -> str:
    """One way from the node's secret: it survives a restart, and is stored nowhere."""
    said = b"\0".join([PURPOSE, link.reference.encode(), str(link.number).encode()])
    made = hmac(settings.SECRET_KEY.encode(), said, sha256).digest()[:CODE_BYTES]
    return b32encode(made).decode().rstrip("=").lower()
