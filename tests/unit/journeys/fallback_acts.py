"""What people do about fallback and handovers, for the table of who may do what."""

from collections.abc import Callable

from kopri.domains.fallback.operations import Declaration
from kopri.journeys.fall_back import (
    PaperHours,
    declare_regime,
    end_regime,
    enter_paper_hours,
    look_again,
    print_pack,
    release_under_regime,
    renew_regime,
    show_fallback,
    show_pack,
    to_look_at,
)
from kopri.journeys.hand_over import give_shift, show_handover, take_shift
from kopri.kernel.actor import Actor, Role
from tests.border import OUT, POINT, Border
from tests.unit.domains.fallback.test_paper import pack
from tests.unit.domains.fallback.test_regimes import declare, without
from tests.unit.domains.handover.test_handover import shown

Act = Callable[[Actor], object]
HERE = {"point": POINT}


def declaring(border: Border) -> Act:
    return lambda who: declare_regime(**border.paired, actor=who, declaration=Declaration(
        point=POINT, services=("KZ-TRC",), cause="line", reason="training"))


def renewing(border: Border) -> Act:
    declare(border)
    return lambda who: renew_regime(**border.paired, actor=who, **HERE)


def ending(border: Border) -> Act:
    declare(border)
    return lambda who: end_regime(**border.common, actor=who, **HERE)


def releasing_under_it(border: Border) -> Act:
    declare(border)
    reference = without(border, "KZ-TRC")
    return lambda who: release_under_regime(**border.paired, actor=who, reference=reference)


def looking_again(border: Border) -> Act:
    reference = without(border, "KZ-BS", "KZ-TRC")  # the border guard is never missed
    declare(border)
    border.find(reference, "KZ-BS")
    release_under_regime(**border.paired, actor=border.head(), reference=reference)
    return lambda who: look_again(**border.common, actor=who, reference=reference,
                                  result="in_order")


def seeing_regimes(border: Border) -> Act:
    return lambda who: show_fallback(**border.paired, actor=who)


def seeing_what_to_look_at(border: Border) -> Act:
    return lambda who: to_look_at(**border.common, actor=who)


def printing_a_pack(border: Border) -> Act:
    return lambda who: print_pack(**border.paired, actor=who, point=POINT, stickers=1)


def seeing_a_pack(border: Border) -> Act:
    made = print_pack(**border.paired, actor=border.head(), point=POINT, stickers=1)
    return lambda who: show_pack(**border.paired, actor=who, pack=made)


def entering_paper(border: Border) -> Act:
    sticker, = pack(border, 1)
    return lambda who: enter_paper_hours(**border.paired, actor=who, paper=PaperHours(
        text=sticker, point=POINT, plate="100 ABC 12", country="KZ", direction=OUT,
        arrived=border.now, registered=border.now))


def seeing_the_handover(border: Border) -> Act:
    return lambda who: show_handover(**border.paired, actor=who, **HERE)


def giving_a_shift(border: Border) -> Act:
    seen = shown(border)
    return lambda who: give_shift(**border.paired, actor=who, seen=seen, **HERE)


def taking_a_shift(border: Border) -> Act:
    seen = shown(border)
    give_shift(**border.paired, actor=border.node.actor(Role.SHIFT_HEAD, person="leaves"),
               seen=seen, **HERE)
    return lambda who: take_shift(**border.paired, actor=who, seen=seen, **HERE)


SERVICES = {"own service", "other service", "no service"}
FALLBACK_ACTS: list[tuple[Callable[[Border], Act], set[str]]] = [
    (declaring, {"head"}),
    (renewing, {"head"}),
    (ending, {"head"}),
    (releasing_under_it, {"head"}),
    (looking_again, {"other service"}),  # the one that was missed
    (seeing_regimes, {"head"}),
    (seeing_what_to_look_at, {"head"} | SERVICES),
    (printing_a_pack, {"head"}),
    (seeing_a_pack, {"head"}),
    (entering_paper, {"gate", "head"}),
    (seeing_the_handover, {"head"}),
    (giving_a_shift, {"head"}),
    (taking_a_shift, {"head"}),
]
