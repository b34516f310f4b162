"""Shows how far the day is: a bar on a terminal, now and then a line elsewhere."""

from typing import TextIO

WIDTH = 32
SPARSE = 4  # lines for the whole day where there is no terminal


class Progress:
    """``total`` in the caller's unit; ``show`` may be called as often as one likes."""

    def __init__(self, *, out: TextIO, total: int, title: str) -> None:
        self._out = out
        self._total = max(total, 1)
        self._title = title
        self._bar = out.isatty()
        self._shown = -1

    def show(self, *, done: int, note: str) -> None:
        """``note`` is a short text such as the simulated time of day."""
        parts = WIDTH if self._bar else SPARSE
        step = min(done, self._total) * parts // self._total
        if self._bar:
            self._draw(step=step, note=note)
        elif step != self._shown:
            self._out.write(f"{self._title}: {100 * step // parts} % ({note})\n")
            self._out.flush()
        self._shown = step

    def _draw(self, *, step: int, note: str) -> None:
        bar = "#" * step + "." * (WIDTH - step)
        self._out.write(f"\r{self._title} [{bar}] {note}\x1b[K")
        self._out.flush()

    def end(self) -> None:
        """Leaves the terminal on a fresh line."""
        if self._bar:
            self._out.write("\r\x1b[K")
            self._out.flush()
