"""``attendance.ports.Messenger`` as mails (RFC 5322): kept in a folder, handed to a server where one is set.

Without a server the folder is the post box: each message is a file that any mail program opens.
"""

import os
import smtplib
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote, urlsplit

from kopri.domains.attendance.ports import Message

PATIENCE = 10.0  # seconds for a server that does not answer
SECURE = ("smtps", "smtp+starttls")


@dataclass(frozen=True, slots=True, kw_only=True)
class MailSpool:
    """``folder``: ``new/`` holds what is to be sent, ``sent/`` what a server has taken."""

    folder: Path
    sender: str
    server: str = ""  # smtp://, smtp+starttls:// or smtps://[user:password@]host[:port]

    def tell(self, message: Message, /) -> None:
        """One file a key; it appears whole or not at all, and not again once it was sent."""
        name = f"{sha256(message.key.encode()).hexdigest()[:32]}.eml"
        if (self.folder / "sent" / name).exists():
            return
        new = self.folder / "new"
        new.mkdir(parents=True, exist_ok=True, mode=0o700)
        half = new / f".{name}.{os.getpid()}"
        with half.open("wb") as file:
            file.write(_mail(message, sender=self.sender, name=name).as_bytes(policy=SMTP))
            file.flush()
            os.fsync(file.fileno())
        half.replace(new / name)

    def deliver(self) -> bool:
        """Hand over what waits, oldest first; False where the server does not answer.

        What it took and was not marked before a crash goes twice, under the same Message-ID.
        """
        waiting = sorted((self.folder / "new").glob("*.eml"), key=lambda path: path.stat().st_mtime)
        if not waiting or not self.server:
            return True
        try:
            with _connect(self.server) as line:
                for path in waiting:
                    self._send(path, line=line)
        except (OSError, smtplib.SMTPException):
            return False
        return True

    def _send(self, path: Path, *, line: smtplib.SMTP) -> None:
        with path.open("rb") as file:
            mail = file.read()
        to = path.with_suffix(".refused")
        with suppress(smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError):
            line.sendmail(self.sender, [_recipient(mail)], mail)
            to = self.folder / "sent" / path.name
        to.parent.mkdir(exist_ok=True, mode=0o700)
        path.replace(to)


def _mail(message: Message, *, sender: str, name: str) -> EmailMessage:
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"] = sender, message.to, message.subject
    mail["Message-ID"] = f"<{name.removesuffix('.eml')}@{sender.rpartition('@')[2]}>"
    mail["Content-Language"] = message.language
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(message.text)
    return mail


def _recipient(mail: bytes) -> str:
    head = mail.split(b"\r\n\r\n", 1)[0].split(b"\r\n")
    return next(line[4:].decode() for line in head if line.startswith(b"To: "))


def _connect(server: str) -> smtplib.SMTP:
    parts = urlsplit(server)
    kind = smtplib.SMTP_SSL if parts.scheme == "smtps" else smtplib.SMTP
    line = kind(parts.hostname or "localhost", parts.port or 0, timeout=PATIENCE)
    if parts.scheme == "smtp+starttls":
        line.starttls()
    if parts.username and parts.scheme in SECURE:  # no password in the clear
        line.login(unquote(parts.username), unquote(parts.password or ""))
    return line
