"""Samples of the parts, for the page that shows every component."""

from datetime import datetime

from django.utils.translation import gettext as _

from kopri.interfaces.web.examining.parts import Examined, Talk
from kopri.interfaces.web.show import Cell, Status, Table


def examined(*, now: datetime) -> Examined:
    """An acceptance that something has changed since, and a question that was answered."""
    return Examined(
        since=now, changes=[_("The notice was amended.")],
        differences=Table(
            caption=_("What the notice said, and what it says"),
            columns=[(_("Field"), "text"), (_("Before"), "text"), (_("Now"), "text")],
            rows=[[Cell(value=_("Gross weight")), Cell(value="19 200"), Cell(value="20 400")]]),
        lines=Table(
            caption=_("What services said of the papers"),
            columns=[(_("Service"), "text"), (_("State"), "status"), (_("Time"), "moment")],
            rows=[[Cell(value="AA TOLL"), Cell(value=Status(code="stale"), kind="status"),
                   Cell(value=now, kind="moment")]]),
        talks=[Talk(by="AA TOLL", text="?", asked=now, status=Status(code="answered"),
                    answer="!", answered=now)])
