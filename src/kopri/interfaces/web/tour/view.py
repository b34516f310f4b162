"""The page, and the three orders: cut, restore, alter a byte."""

from urllib.parse import urlencode, urlsplit

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kopri.interfaces.house import House, house_of
from kopri.interfaces.web import names
from kopri.interfaces.web.answers import draw, go, view
from kopri.interfaces.web.filling import new_key
from kopri.interfaces.web.pages import Follow, Tour, TourBank, Wrong
from kopri.interfaces.web.show import Blank, Form, Link, Status
from kopri.interfaces.web.tour import control
from kopri.interfaces.web.tour.follow import follow
from kopri.interfaces.web.tour.picture import drawn
from kopri.interfaces.web.tour.sights import sights
from kopri.interfaces.web.words import Text, say
from kopri.kernel.actor import Role

FRAMES = ("left", "right")
SALT = "kopri.tour.altered"
PEOPLE = (Role.CARRIER, Role.GATE_OFFICER)
BESIDE = (Role.SHIFT_HEAD, Role.AUDITOR)


@require_safe
@view()
def tour(request: HttpRequest) -> HttpResponse:
    """Both nodes side by side."""
    house = house_of(request)
    if house.demo is None:
        raise Http404
    state = control.state(house)
    if state is None or set(state.nodes) != set(house.pair.sides):
        return draw(request, _not_yet(), status=503)
    return draw(request, _page(request, state=state))


@require_POST
@view()
def order(request: HttpRequest, *, action: str) -> HttpResponse:
    """Give the order, then show what came of it."""
    house = house_of(request)
    if house.demo is None:
        raise Http404
    answer = control.order(house, action=action)
    if answer is None:
        return draw(request, _not_yet(), status=503)
    kept = {"truck": request.POST.get("truck", "")}
    if action == "alter":
        kept["altered"] = signing.dumps(answer, salt=SALT)
    return go(request, f"/tour?{urlencode(kept)}")


def _not_yet() -> Wrong:
    return Wrong(number=503, blank=Blank(
        kind="offline", title=_("The tour is not open."),
        text=_("It opens once the demonstration has played its day and lives on."),
        href="/tour", action=_("Try again")))


def _page(request: HttpRequest, *, state: control.State) -> Tour:
    house = house_of(request)
    nodes = _reachable(request, state=state)
    frames = dict(zip(house.pair.sides, FRAMES, strict=True))
    kept = state.truck.reference if state.truck else ""
    reference = request.GET.get("truck") or kept
    truck = follow(house, reference=reference, truck=state.truck, frames=frames, nodes=nodes)
    asked = {"truck": reference} if reference else {}
    altered = request.GET.get("altered", "")
    first, second = (
        _bank(house, side=side, name=frames[side], base=nodes[side]) for side in frames)
    return Tour(
        banks=(first, second), follow=truck, line=_line(state), line_form=_line_form(
            state, truck=reference),
        tamper_form=_form("alter", text=_("Alter one byte in a copied journal"), tone="held",
                          truck=reference),
        tampered=_altered(altered),
        tampered_status=Status(code="rejected") if _altered(altered) else None,
        picture=drawn(state.stress) if state.stress is not None else None,
        live=_live(asked, altered=altered, truck=truck),
    )


def _live(asked: dict[str, str], *, altered: str, truck: Follow | None) -> str:
    more = {"altered": altered} if altered else {}
    return f"/tour?{urlencode({**asked, **more})}" if truck else "/tour"


def _reachable(request: HttpRequest, *, state: control.State) -> dict[str, str]:
    """Addresses of both nodes under the name by which the reader reached this one: only so are
    they one site to the browser, and the frames keep their sign-in."""
    host = urlsplit(f"//{request.get_host()}").hostname or "127.0.0.1"
    named = f"[{host}]" if ":" in host else host
    return {side: f"http://{named}:{urlsplit(url).port}" for side, url in state.nodes.items()}


def _bank(house: House, *, side: str, name: str, base: str) -> TourBank:
    country = house.pair.country(side)
    people = [(role.value, str(names.ROLES[role])) for role in PEOPLE]
    people += [(each.id, _capital(names.service(house.pair, side=side, code=each.id)))
               for each in country.services_at_the_border() if each.role != "queue_operator"]
    people += [(role.value, str(names.ROLES[role])) for role in BESIDE]
    return TourBank(
        name=name, side=side, title=country.facts.names.said_in(names.language()),
        src=f"{base}/board",
        roles=[Link(href=f"{base}/demo/as/{who}", label=label) for who, label in people],
        sights=sights(country, base=base),
    )


def _capital(text: Text) -> str:
    word = str(text)
    return word[:1].upper() + word[1:]


def _line(state: control.State) -> Status:
    return Status(code="cut_off" if state.line == "cut" else "open")


def _line_form(state: control.State, *, truck: str) -> Form:
    if state.line == "cut":
        return _form("restore", text=_("Restore the line"), tone="cleared", truck=truck)
    return _form("cut", text=_("Cut the line"), tone="refused", truck=truck)


def _form(action: str, *, text: Text, tone: str, truck: str) -> Form:
    return Form(action=f"/tour/{action}", submit=text, key=new_key(), tone=tone,
                hidden={"truck": truck})


def _altered(token: str) -> str:
    """Which node rejected what, by which name."""
    try:
        said = signing.loads(token, salt=SALT)
        found = said["answer"]
        return say(
            "{node} rejects entry {index} of {log}: {code}.", node=str(said["held_by"]).upper(),
            index=int(found["index"]), log=str(found["log"]), code=str(found["code"]))
    except (signing.BadSignature, KeyError, TypeError, ValueError):
        return ""
