"""Documents on their way in: what cannot be announced is refused with the reason."""

from datetime import UTC, datetime

import pytest

from kopri.crossing.types import Conveyance
from kopri.interfaces.documents import Said, announcement
from kopri.kernel.errors import Refusal
from tests.unit.engines.codecs.wco.documents import ANSWER, additional, declaration

SAID = Said(
    direction="kz-tm", point="kz-bautino", eta=datetime(2026, 1, 15, tzinfo=UTC),
    conveyance=Conveyance(plate="123ABC12", country="KZ"),
)


@pytest.mark.parametrize("data", [additional(kind="INV"), additional(kind="COR"), ANSWER])
def test_a_message_about_another_announces_nothing(data: bytes) -> None:
    with pytest.raises(Refusal) as caught:
        announcement(data, said=SAID)
    assert "codecs.announces_nothing" in {fault.code for fault in caught.value.faults}


def test_a_declaration_is_announced() -> None:
    told = announcement(declaration(), said=SAID)
    assert told.format == "wco-declaration" and len(told.consignments[0].items) == 3


def test_what_is_wrong_with_the_goods_of_a_declaration_refuses_the_announcement() -> None:
    """To read and keep it is one thing, to lodge it as a notice another."""
    wrong = declaration().replace(b"<GoodsItemQuantity>3<", b"<GoodsItemQuantity>4<")
    with pytest.raises(Refusal) as caught:
        announcement(wrong, said=SAID)
    (fault,) = caught.value.faults
    assert fault.code == "consignment.total" and fault.path.endswith("/GoodsItemQuantity")
