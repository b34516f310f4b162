"""Progress on a terminal and without one."""

from io import StringIO

from kopri.demo.progress import Progress


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_without_a_terminal_there_are_few_lines() -> None:
    out = StringIO()
    progress = Progress(out=out, total=1000, title="Day")
    for done in range(1001):
        progress.show(done=done, note="noon")
    progress.end()
    assert out.getvalue().splitlines() == [
        "Day: 0 % (noon)", "Day: 25 % (noon)", "Day: 50 % (noon)", "Day: 75 % (noon)",
        "Day: 100 % (noon)",
    ]


def test_on_a_terminal_there_is_a_bar_in_one_line() -> None:
    out = Terminal()
    progress = Progress(out=out, total=2, title="Day")
    progress.show(done=1, note="09:00, line cut")
    progress.end()
    assert "\n" not in out.getvalue()
    assert "#" * 16 + "." * 16 in out.getvalue()
    assert "line cut" in out.getvalue()
    assert out.getvalue().endswith("\r\x1b[K")
