"""What surrounds every page: which node, where the reader stands, where he may go."""

from collections.abc import Sequence
from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import gettext as _

from kopri.domains.accounts.queries import SignedIn
from kopri.interfaces.house import House, house_of
from kopri.interfaces.requests import account_of
from kopri.interfaces.web import names
from kopri.interfaces.web.show import Frame, Link, Toast
from kopri.interfaces.web.words import Text
from kopri.journal.types import CENTRE
from kopri.kernel.actor import Role

HOMES = {
    Role.CARRIER: "/cases", Role.GATE_OFFICER: "/gate", Role.INSPECTOR: "/desk",
    Role.SHIFT_HEAD: "/gate", Role.ANALYST: "/cases", Role.AUDITOR: "/journal",
    Role.OPERATOR: "/journal", Role.DEVICE: "/board",
}
PLACES = {
    Role.CARRIER: ("/cases", "/announce", "/account", "/queue", "/board"),
    Role.GATE_OFFICER: ("/gate", "/cases", "/queue", "/board", "/journal"),
    Role.INSPECTOR: ("/desk", "/papers", "/cases", "/queue", "/board", "/journal"),
    Role.SHIFT_HEAD: ("/gate", "/shift", "/cases", "/papers/figures", "/calling", "/capacity", "/ledger", "/queue", "/board",
                      "/journal"),
    Role.ANALYST: ("/cases", "/papers/figures", "/queue", "/board", "/journal"),
    Role.AUDITOR: ("/journal", "/queue", "/ledger", "/board"),
    Role.OPERATOR: ("/journal", "/queue", "/board"),
    Role.DEVICE: ("/board",),
}
VISITOR = ("/board", "/queue", "/journal")


def frame_of(
    request: HttpRequest, *, now: datetime | None = None, bare: bool = False,
    toasts: Sequence[Toast] = (),
) -> Frame:
    """The frame of this request; ``now``: real time where a page is about the record itself."""
    house, account = house_of(request), account_of(request)
    country = house.pair.country(house.side)
    return Frame(
        language=names.language(), side=house.side,
        country=names.country_name(house.pair, side=house.side),
        post=names.place(house.pair, side=house.side, post=account.post if account else ""),
        person=account.name if account else "",
        role=_role(house, account=account) if account else "",
        now=now or house.journal.clock.now(), zone=country.zone, path=request.get_full_path(),
        language_action="/language", places=_places(request, account=account),
        sign_in="" if account else "/sign-in", sign_out="/sign-out" if account else "",
        simulated=house.demo is not None, bare=bare, toasts=toasts,
        base=f"{request.scheme}://{request.get_host()}",
    )


def _role(house: House, *, account: SignedIn) -> Text:
    """``Inspector, customs``."""
    role = names.ROLES[Role(account.role)]
    if not account.service:
        return role
    return f"{role}, {names.service(house.pair, side=house.side, code=account.service)}"


def _is_customs(house: House, *, account: SignedIn) -> bool:
    """Whose worklist has declarations too."""
    services = house.pair.country(house.side).services_with("customs")
    return account.service in {each.id for each in services}


def _places(request: HttpRequest, *, account: SignedIn | None) -> list[Link]:
    labels = {
        "/cases": _("Your trucks") if account and account.role == Role.CARRIER.value
        else _("Trucks"),
        "/announce": _("Announce"), "/gate": _("Gate"), "/desk": _("Worklist"),
        "/shift": _("Shift"), "/papers": _("Papers"), "/papers/figures": _("Papers"),
        "/calling": _("Calls"), "/capacity": _("Capacity"), "/account": _("Account"),
        "/ledger": _("Fees"), "/queue": _("The queue"), "/customs": _("Customs"), "/board": _("Board"),
        "/journal": _("Journal"),
    }
    ways = PLACES[Role(account.role)] if account else VISITOR
    if house_of(request).journal.role != CENTRE:
        ways = tuple(way for way in ways if way != "/capacity")
    if account and _is_customs(house_of(request), account=account):
        ways = (*ways[:2], "/customs", *ways[2:])
    if house_of(request).payments is None:
        ways = tuple(way for way in ways if way not in ("/account", "/ledger"))
    return [Link(href=href, label=labels[href], current=request.path == href) for href in ways]
