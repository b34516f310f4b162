"""What should be looked at in a notice: computed when somebody looks, stored nowhere."""


import msgspec

from kopri.crossing.types import Conveyance
from kopri.domains.notice.queries import NoticeView
from kopri.domains.notice.rules import Coming, looked_at
from kopri.interfaces.house import House
from kopri.interfaces.looking import led
from kopri.journeys.announce_arrival import Announcement
from kopri.journeys.show_case import CaseSheet
from kopri.kernel.clock import from_text
from kopri.kernel.consignment.checks import Checked


def of_announcement(house: House, told: Announcement) -> Checked:
    """Of what is being lodged; paths lead into what was sent."""
    found = looked_at(
        Coming(direction=told.direction, eta=told.eta, consignments=told.consignments,
               conveyance=told.conveyance),
        yardstick=house.yardstick, now=house.journal.clock.now())
    return led(found, into=told.where)


def of_case(house: House, sheet: CaseSheet) -> dict[str, Checked]:
    """Of every notice of a case, by its id."""
    conveyance = msgspec.convert(sheet.case.conveyance, Conveyance) if (
        sheet.case.conveyance) else None
    return {each.notice: _of_notice(house, each, sheet=sheet, conveyance=conveyance)
            for each in sheet.notices}


def _of_notice(
    house: House, notice: NoticeView, *, sheet: CaseSheet, conveyance: Conveyance | None
) -> Checked:
    """In time is what was in time when it was lodged."""
    return looked_at(
        Coming(direction=sheet.case.direction, eta=from_text(notice.eta), conveyance=conveyance,
               consignments=notice.consignments, mode=sheet.case.mode or "road"),
        yardstick=house.yardstick, now=min(notice.changed, sheet.now))
