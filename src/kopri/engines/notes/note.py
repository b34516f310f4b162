"""The outer form of a signed note (C2SP signed-note, "Format"); nothing here checks a signature."""

from dataclasses import dataclass

from kopri.engines.notes import base64
from kopri.engines.notes.keys import require_name

MAX_SIGNATURES = 100  # the specification asks for at least 16
MAX_SIZE = 1_000_000
_DASH = "\u2014 "


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureLine:
    """``key_id``: 4 bytes. ``signature``: the bytes after it, their form is the key type's."""

    name: str
    key_id: bytes
    signature: bytes

    @property
    def text(self) -> str:
        """The line, with its newline."""
        return f"{_DASH}{self.name} {base64.encode(self.key_id + self.signature)}\n"


@dataclass(frozen=True, slots=True)
class Note:
    """A text that ends in a newline, and the signature lines below it."""

    text: str
    signatures: tuple[SignatureLine, ...]

    def encode(self) -> bytes:
        """The bytes of the note."""
        return f"{self.text}\n{''.join(line.text for line in self.signatures)}".encode()


def require_text(text: str) -> None:
    """Raise ``ValueError`` unless ``text`` may be signed: final newline, no other control."""
    if not text.endswith("\n"):
        raise ValueError("the text of a note ends in a newline")
    if any(char < " " and char != "\n" for char in text):
        raise ValueError("a control character in a note")
    text.encode()  # a lone surrogate is a ValueError too


def parse_note(data: bytes) -> Note:
    """The note in ``data``, unchecked. Raises ``ValueError`` where the form is not exactly kept."""
    if len(data) > MAX_SIZE:
        raise ValueError("the note is too long")
    content = data.decode("utf-8")
    text, gap, lines = content.rpartition("\n\n")
    require_text(content)
    if not gap or not lines:
        raise ValueError("a note without signatures")
    return Note(text=text + "\n", signatures=_signatures(lines))


def parse_signatures(data: bytes) -> tuple[SignatureLine, ...]:
    """The signature lines in ``data``, one or more; ``ValueError`` for anything else."""
    if len(data) > MAX_SIZE:
        raise ValueError("the signatures are too long")
    content = data.decode("utf-8")
    require_text(content)
    return _signatures(content)


def _signatures(lines: str) -> tuple[SignatureLine, ...]:
    signatures = tuple(_signature(line) for line in lines.removesuffix("\n").split("\n"))
    if len(signatures) > MAX_SIGNATURES:
        raise ValueError(f"a note with more than {MAX_SIGNATURES} signatures")
    return signatures


def _signature(line: str) -> SignatureLine:
    if not line.startswith(_DASH):
        raise ValueError("a signature line begins with an em dash and a space")
    name, _, material = line.removeprefix(_DASH).partition(" ")
    require_name(name)
    raw = base64.decode(material)
    if len(raw) < 5:
        raise ValueError("a signature line without a signature")
    return SignatureLine(name=name, key_id=raw[:4], signature=raw[4:])
