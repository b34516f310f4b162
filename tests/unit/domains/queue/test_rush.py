"""Two hundred ask at once for the last fifty slots."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from django.db import connections

from kopri.domains.queue.queries import bookings_of, offers_at
from kopri.kernel.lines import Line
from tests.border import OUT, POINT, Border

ASKING, LEFT, AT_ONCE = 200, 50, 50
LINE = Line(point=POINT, direction=OUT, vehicle_class="truck")


def test_the_last_fifty_are_given_to_fifty(border: Border) -> None:
    """All of them at two hours, of which each side takes fewer in one."""
    border.capacity(own=[20] * 8 + [100] * 16, theirs=[60] * 8 + [30] * 16)
    references = [border.open() for _ in range(ASKING)]

    def ask(reference: str) -> str:
        try:
            return border.book(reference, 7, 8).state
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = Counter(pool.map(ask, references))
    assert answers == {"granted": LEFT, "declined": ASKING - LEFT}
    slots = Counter(each.slot for each in bookings_of(references).values() if each.slot)
    seven = border.now.replace(hour=7)
    assert slots == {seven: 20, seven.replace(hour=8): 30}
    assert [each.free for each in offers_at(line=LINE, slots=list(slots), now=border.now)] == [0, 0]
