"""How a page is answered: drawn, refused as a page, or sent on."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import wraps
from typing import Any, Protocol
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from kopri.interfaces.requests import SIGN_IN, actor
from kopri.interfaces.web import names, told
from kopri.interfaces.web.frame import frame_of
from kopri.interfaces.web.pages import Wrong
from kopri.interfaces.web.show import Blank, FaultLine
from kopri.kernel.actor import Role
from kopri.kernel.errors import Fault, Ground, Refusal
from kopri.kernel.rules import require
from kopri.kernel.text import render_fault

View = Callable[..., HttpResponse]
STATUS = {
    Ground.INVALID: 422, Ground.DENIED: 403, Ground.CONFLICT: 409, Ground.MISSING: 404,
    Ground.UNAVAILABLE: 503,
}



class Page(Protocol):
    """Anything that knows the template that draws it."""

    @property
    def template(self) -> str: ...


def draw(
    request: HttpRequest, page: Page, *, status: int = 200, bare: bool = False,
    now: datetime | None = None,
) -> HttpResponse:
    """The page in its frame, with what was just done on top."""
    frame = frame_of(request, now=now, bare=bare, toasts=told.toasts(request))
    answer = render(request, page.template, {"page": page, "frame": frame}, status=status)
    if request.user.is_authenticated:
        answer["Cache-Control"] = "no-store"  # after sign-out, Back shows nothing of the post
    return answer


def view(*roles: Role) -> Callable[[View], View]:
    """A refusal becomes a page. With ``roles``: only for them."""

    def wrap(inner: View) -> View:
        @wraps(inner)
        def answer(request: HttpRequest, **given: Any) -> HttpResponse:
            try:
                if roles:
                    require(actor(request).role in roles)
                return inner(request, **given)
            except Refusal as refusal:
                return refused(request, refusal)

        return answer

    return wrap


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """A refusal as a page; who has not signed in is asked to, and comes back."""
    if any(fault.code == SIGN_IN for fault in refusal.faults):
        return ask_to_sign_in(request)
    return draw(request, wrong(refusal.ground, faults=refusal.faults),
                status=STATUS[refusal.ground])


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page; the whole window, also from a part that renews itself."""
    back = request.get_full_path() if request.method == "GET" else "/"
    where = f"/sign-in?{urlencode({'next': back})}"
    if request.headers.get("HX-Request"):
        return HttpResponseClientRedirect(where)
    return HttpResponseRedirect(where)


def wrong(ground: Ground, *, faults: Sequence[Fault] = ()) -> Wrong:
    """What is wrong, and the way out."""
    blanks = {
        Ground.DENIED: Blank(
            kind="denied", title=_("This page is not for your role."),
            text=_("Sign in with another role to see it."), href="/sign-in", action=_("Sign in")),
        Ground.MISSING: Blank(kind="error", title=_("There is no such page here.")),
        Ground.UNAVAILABLE: Blank(kind="offline", title=_("A part that is needed does not answer."),
                                  text=_("Nothing is lost. Try again in a minute.")),
    }
    known = blanks.get(ground) or Blank(kind="error", title=_("This cannot be done."))
    return Wrong(number=STATUS[ground], blank=known, faults=lines(faults))


def lines(faults: Sequence[Fault], *, fields: dict[str, str] | None = None) -> list[FaultLine]:
    """Faults in the reader's language; ``fields``: name of a field to its id on the page. A place
    in a file (a cell, a line) is told; a JSON pointer is for programs."""
    found = []
    for fault in faults:
        text = render_fault(fault, language=names.language())
        found.append(FaultLine(message=text.message, remedy=text.remedy, rule=text.rule,
                               place="" if fault.path.startswith("/") else fault.path,
                               field=(fields or {}).get(field_of(fault, fields or {}), "")))
    return found


def field_of(fault: Fault, fields: dict[str, str]) -> str:
    """The field that a fault's path means; empty where it means none of this form."""
    parts = [part for part in fault.path.split("/") if part in fields]
    return parts[-1] if parts else ""


def go(request: HttpRequest, where: str, *, done: str = "") -> HttpResponse:
    """On to a page of this node, which says what was done."""
    path, hash_, fragment = where.partition("#")
    if done:
        path += f"{'&' if '?' in path else '?'}{urlencode({'done': done})}"
    return HttpResponseRedirect(f"{path}{hash_}{fragment}")


def safe_next(request: HttpRequest, *, otherwise: str) -> str:
    """Where the reader came from, if that is on this node."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    local = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if local and wanted.startswith("/") else otherwise
