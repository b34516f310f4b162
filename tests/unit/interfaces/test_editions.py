"""Public pages as they are made: once for all, seldom, and never for long behind what is known."""

from threading import Barrier, Thread

from kopri.interfaces.editions import Editions


class Press:
    """What is known, and how often it was looked at and printed."""

    def __init__(self) -> None:
        self.known, self.looked, self.made, self.second = 1, 0, 0, 0.0

    def mark(self) -> int:
        self.looked += 1
        return self.known

    def make(self) -> bytes:
        self.made += 1
        return b"%d" % self.known


def test_a_page_is_looked_at_and_made_once_in_a_pause_and_then_holds_all_that_is_known() -> None:
    press = Press()
    editions = Editions(pause=3.0, seconds=lambda: press.second)

    def read(name: str = "board") -> bytes:
        return editions.get(name, mark=press.mark, make=press.make).body

    assert read() == b"1"
    for _ in range(100):
        press.known += 1
        press.second += 0.029
        assert read() == b"1"
    assert (press.looked, press.made) == (1, 1)
    press.second = 3.0
    assert read() == b"101" and (press.looked, press.made) == (2, 2)
    press.second = 6.0
    assert read() == b"101" and (press.looked, press.made) == (3, 2)  # nothing new: not made again
    press.known, press.second = 102, 8.9
    assert read() == b"101" and read("other") == b"102"
    press.second = 9.0
    assert read() == b"102"


def test_without_a_pause_a_page_is_never_behind_and_many_at_once_have_it_made_once() -> None:
    press, editions, start = Press(), Editions(), Barrier(8)
    bodies = []

    def read() -> None:
        start.wait()
        bodies.append(editions.get("board", mark=press.mark, make=press.make).body)

    for round_ in (1, 2):
        press.known = round_
        readers = [Thread(target=read) for _ in range(8)]
        for each in readers:
            each.start()
        for each in readers:
            each.join()
        assert bodies[-8:] == [b"%d" % round_] * 8 and press.made == round_
