"""Mails that are kept until a server takes them, told once whatever breaks."""

import email
import socketserver
from collections.abc import Iterator
from email.policy import default
from pathlib import Path
from threading import Thread

import pytest

from kopri.adapters.mail_spool import MailSpool
from kopri.domains.attendance.ports import Message

TOLD = Message(key="k1", to="carrier@example.kz", subject="001 ABC 12: ваш час теперь 10:00",
               text="Перенесено.\n.\nÝene-de.\n", language="ru")


class Server(socketserver.ThreadingTCPServer):
    """As much of RFC 5321 as a submission needs."""

    allow_reuse_address = True
    daemon_threads = True
    breaks = False
    refuses = ""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Session)
        self.taken: list[bytes] = []

    @property
    def address(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}"


class Session(socketserver.StreamRequestHandler):
    server: Server

    def handle(self) -> None:
        self.say("220 here")
        while line := self.rfile.readline().strip().upper():
            if line.startswith(b"DATA"):
                self.say("354 go on")
                self.server.taken.append(b"".join(iter(self.rfile.readline, b".\r\n")))
                if self.server.breaks:
                    return  # it has the mail, and the line breaks before it says so
            if line.startswith(b"QUIT"):
                self.say("221 gone")
                return
            refused = line.startswith(b"RCPT") and self.server.refuses.encode() in line
            self.say("550 unknown" if refused and self.server.refuses else "250 fine")

    def say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield server
        server.shutdown()


def spool(folder: Path, server: Server | None = None) -> MailSpool:
    return MailSpool(folder=folder, sender="kopri@kz.test", server=server.address if server else "")


def waiting(folder: Path) -> list[Path]:
    return sorted((folder / "new").glob("*.eml"))


def test_without_a_server_the_folder_keeps_mails_that_any_program_opens(tmp_path: Path) -> None:
    mails = spool(tmp_path)
    mails.tell(TOLD)
    mails.tell(TOLD)
    assert mails.deliver()
    (path,) = waiting(tmp_path)
    mail = email.message_from_bytes(path.read_bytes(), policy=default)
    assert (mail["To"], mail["Subject"], mail["From"]) == (TOLD.to, TOLD.subject, "kopri@kz.test")
    assert mail.get_content().splitlines() == TOLD.text.splitlines() and mail["Message-ID"].endswith("@kz.test>")
    assert not list((tmp_path / "new").glob(".*"))  # nothing half written


def test_a_server_takes_each_once(tmp_path: Path, server: Server) -> None:
    mails = spool(tmp_path, server)
    mails.tell(TOLD)
    assert mails.deliver() and mails.deliver()
    mails.tell(TOLD)  # the journey is tried again
    assert mails.deliver() and len(server.taken) == 1 and not waiting(tmp_path)
    assert b"carrier@example.kz" in server.taken[0]


def test_a_line_that_breaks_before_and_after_it_was_taken(tmp_path: Path, server: Server) -> None:
    mails = spool(tmp_path, server)
    mails.tell(TOLD)
    server.breaks = True
    assert not mails.deliver() and len(waiting(tmp_path)) == 1
    server.breaks = False
    assert mails.deliver() and not waiting(tmp_path)
    first, again = (email.message_from_bytes(each)["Message-ID"] for each in server.taken)
    assert first == again  # whoever reads them knows that they are one
    gone = MailSpool(folder=tmp_path, sender="kopri@kz.test", server="smtp://127.0.0.1:1")
    gone.tell(Message(key="k2", to="a@b.kz", subject="s", text="t"))
    assert not gone.deliver() and len(waiting(tmp_path)) == 1


def test_who_is_not_known_holds_up_nobody(tmp_path: Path, server: Server) -> None:
    mails = spool(tmp_path, server)
    for number, to in enumerate(("nobody@example.kz", "somebody@example.kz")):
        mails.tell(Message(key=f"k{number}", to=to, subject="s", text="t"))
    server.refuses = "NOBODY"
    assert mails.deliver() and not waiting(tmp_path)
    assert len(server.taken) == 1 and len(list((tmp_path / "new").glob("*.refused"))) == 1
