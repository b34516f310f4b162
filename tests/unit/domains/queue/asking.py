"""Ask for hours of a day with a load that is given, as the booking journey asks."""

from collections.abc import Sequence
from datetime import UTC, datetime

from kopri.domains.queue.operations import Asking, Giving, answer, request_slot
from kopri.domains.queue.queries import booking_of
from kopri.domains.queue.states import BookingState
from kopri.journal.append.writing import begin
from kopri.kernel.lines import LOADED, Line, Load
from tests.border import OUT, POINT, Border

DAY, HOURS = "2026-01-15", (7, 8, 9)
LINE = Line(point=POINT, direction=OUT, vehicle_class="truck")


def ask(
    border: Border, *, hours: Sequence[int] = HOURS, goods: str = LOADED,
    services: Sequence[str] = (),
) -> str:
    """A case that asks for these hours; its reference."""
    reference, midnight = border.open(), datetime.fromisoformat(DAY).replace(tzinfo=UTC)
    asking = Asking(line=LINE, load=Load(goods=goods, services=tuple(services)),
                    wishes=[midnight.replace(hour=hour) for hour in hours])
    keys = [f"case:{reference}", LINE.lock]
    with begin(border.node.journal, actor=border.carrier(), keys=keys) as tx:
        asked = request_slot(tx, reference=reference, asking=asking, carrier="p1", same_vehicle=[])
        answer(tx, reference=reference, asking=asking, giving=Giving(), request=asked)
    return reference


def state(reference: str) -> BookingState:
    """What has become of a case's booking."""
    booking = booking_of(reference)
    assert booking is not None
    return booking.state
