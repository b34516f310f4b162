"""Who has waited since when, and as what it stands on the list."""

from datetime import timedelta

import pytest

from kopri.domains.draw.models import SharedCohort, SharedDraw, SharedTagKey
from kopri.domains.draw.queries import cohorts_of, rows_of, waiting_since
from kopri.domains.queue import operations
from kopri.domains.queue.queries import ANY, booking_of
from kopri.domains.queue.queries.public import told
from kopri.domains.queue.states import BookingState
from kopri.engines.queueing.tags import tag, tag_key
from kopri.journal.append.writing import begin
from kopri.kernel.clock import from_text
from kopri.kernel.lines import DANGEROUS, PRIORITY, Load
from tests.border import OUT, POINT
from tests.drawing import DAY, OPENS, QUARTER, Drawing, line_of, our_tag, states


@pytest.mark.usefixtures("proven")
def test_who_is_served_between_close_and_settlement_has_not_lost(
    drawing: Drawing,
) -> None:
    asked = {f"VIN{number}": drawing.ask(f"VIN{number}", 7, stands_until="2026-01-20")
             for number in range(4)}
    drawing.close()
    drawing.border.node.publish()
    with begin(drawing.journal, actor=drawing.journal.itself(), keys=[line_of().lock]) as tx:
        for vin, reference in asked.items():  # by law, out of turn, on a day of which no draw is held
            operations.give(tx, reference=reference, line=line_of(), load=ANY,
                            slot=OPENS + timedelta(hours=20),
                            giving=operations.Giving(why="priority", tag=our_tag(vin)))
    drawing.reveal()
    drawing.they_reveal()
    drawing.cosigned()
    drawing.settle()
    assert len(drawing.draw().left) == 2 and states(list(asked.values())) == [BookingState.GRANTED] * 4
    assert set(cohorts_of(line=line_of(), tags=[our_tag(vin) for vin in asked]).values()) == {""}


@pytest.mark.usefixtures("proven")
def test_a_draw_is_settled_by_the_log_that_takes_the_place_of_the_one_that_closed_it(
    drawing: Drawing,
) -> None:
    asked = [drawing.ask(f"VIN{number}", 7) for number in range(2)]
    drawing.close()
    SharedDraw.objects.update(log="centre-1.kz.kopri")  # as if an earlier node of this side had
    drawing.they_reveal()
    drawing.cosigned()
    assert drawing.settle() == 1 and states(asked) == [BookingState.GRANTED] * 2


@pytest.mark.usefixtures("proven")
def test_dangerous_goods_stand_on_the_list_as_a_class_that_does_not_name_them(
    drawing: Drawing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kopri.journeys.book_slot.load_of_case",
                        lambda case, *, pair: Load(goods=DANGEROUS))
    asked = drawing.ask("VIN1", 7)
    monkeypatch.undo()
    drawing.hold()
    assert [row.public_class for row in rows_of(drawing.draw().draw)] == [PRIORITY]
    found = booking_of(asked)
    assert found is not None and (found.public_class, found.why) == (PRIORITY, "draw")
    # it went before nobody: the board counts no jump
    assert not told(point=POINT, direction=OUT, now=from_text(f"{DAY}T09:00:00Z")).jumps


@pytest.mark.usefixtures("proven")
def test_what_was_lost_in_the_quarter_before_counts_after_the_draw_too(drawing: Drawing) -> None:
    first = QUARTER.first.isoformat()
    before = QUARTER.before()
    said = {"direction": OUT, "quarter": before.name}
    key = tag_key(b"ours", direction=OUT, quarter=before.name)
    SharedTagKey.objects.create(**said, commitment="00" * 32, key=key.hex())
    SharedCohort.objects.create(direction=OUT, point=POINT, vehicle_class="truck", tag=tag(key, "VIN:1"), cohort="2025-12-30")
    assert waiting_since(line=line_of(), day=first, vehicles={"a": "VIN:1", "b": "VIN:2"}) == {
        "a": "2025-12-30", "b": ""}
