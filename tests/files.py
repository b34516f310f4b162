"""Files as the tests attach them: small, and whole."""

PNG = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0:~\x9bU"
    b"\0\0\0\0IEND\xaeB`\x82"
)
JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF\0\xff\xd9"


def pdf(text: bytes = b"a scan") -> bytes:
    """A PDF's envelope around ``text``."""
    return b"%PDF-1.7\n" + text + b"\nstartxref\n0\n%%EOF\n"
