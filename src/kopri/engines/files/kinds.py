"""Which kind of file bytes are, by how they begin."""

PDF, PNG, JPEG = "application/pdf", "image/png", "image/jpeg"
XML, JSON = "application/xml", "application/json"

# how a file begins (ISO 32000-1 7.5.2, ISO/IEC 15948 5.2, ISO/IEC 10918-1 B.1) -> its media type
_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", PDF),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"<", XML),
    (b"\xef\xbb\xbf<", XML),
    (b"\xff\xfe<\0", XML),
    (b"\xfe\xff\0<", XML),
    (b"{", JSON),
)
# begin like XML, and a browser would run what is in them
_PAGES = (b"<html", b"<!doctype html", b"<script", b"<svg")
_LOOKED_AT = 200


def kind_of(data: bytes) -> str:
    """The media type; empty for a kind that is not taken."""
    start = data[:_LOOKED_AT].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith(_PAGES):
        return ""
    return next((kind for beginning, kind in _BEGINNINGS if data.startswith(beginning)), "")
