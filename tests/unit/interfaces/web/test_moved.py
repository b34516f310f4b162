"""What carrier and driver read after a state has moved a booking: the hours, why, what ends first."""

from kopri.kernel.actor import Role
from tests.border import Border
from tests.conftest import Node
from tests.unit.interfaces.web.conftest import SignIn
from tests.unit.interfaces.web.test_driver import card, text
from tests.unit.journeys.test_moves import close, heard, published
from tests.unit.journeys.test_readiness import attach, consignment


def test_a_move_names_what_ends_first(border: Border, site: Node, sign_in: SignIn) -> None:
    published(border)
    reference = border.announce(consignments=(consignment(),)).reference
    attach(border, reference, "D22", valid_to="2026-01-15")
    attach(border, reference, "D21", valid_to="2026-02-15")
    border.book(reference, 9)
    assert "ends first" not in text(card(reference))
    close(border, hours=13)  # until midnight where they are
    heard(border)
    said = text(card(reference))
    assert "Your hour was moved, free of charge: 14:00 → 16 Jan 00:00 (the road was shut)" in said
    late = "At the new time no longer good: Insurance"
    assert late in said and "good until 2026-01-15." in said
    page = text(sign_in(Role.GATE_OFFICER).get(f"/cases/{reference}"))
    assert "Moved because" in page and late in page
    assert "booking moved to another hour" in page
