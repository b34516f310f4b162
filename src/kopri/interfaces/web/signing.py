"""Sign in, sign out, choose a language; on demo nodes sign in by one click for each role."""

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kopri.domains.accounts.queries import SignedIn, by_username, signed_in
from kopri.interfaces.house import House, house_of
from kopri.interfaces.web import names, throttle
from kopri.interfaces.web.answers import draw, go, safe_next, view
from kopri.interfaces.web.filling import Filling, Sent, values
from kopri.interfaces.web.frame import HOMES
from kopri.interfaces.web.pages import SignIn
from kopri.interfaces.web.show import Form
from kopri.kernel.actor import Role
from kopri.kernel.errors import Fault
from kopri.kernel.text import LANGUAGES

BACKEND = "django.contrib.auth.backends.ModelBackend"
YEAR_SECONDS = 365 * 24 * 3600
WRONG = Fault(
    code="sign_in.wrong", path="/name", rule="NIST SP 800-63B, 5.2.2",
    message="Name and password do not fit.",
    remedy="Type both again; capitals count in the password.",
)


@require_http_methods(["GET", "HEAD", "POST"])
@view()
def sign_in(request: HttpRequest) -> HttpResponse:
    """The form; a right password leads to where the reader wanted to go."""
    if request.method != "POST":
        return draw(request, _page(request, sent=Sent(form="")))
    sent = values(request)
    name = sent.get("name", "")
    if throttle.closed(request, name=name):
        return _again(request, values=sent, fault=throttle.TOO_MANY, status=429)
    found = signed_in(authenticate(request, username=name,
                                   password=request.POST.get("password", "")))
    if found is None:
        throttle.failed(request, name=name)
        return _again(request, values=sent, fault=WRONG, status=422)
    return _enter(request, found)


def _again(
    request: HttpRequest, *, values: dict[str, str], fault: Fault, status: int
) -> HttpResponse:
    kept = {name: value for name, value in values.items() if name != "password"}
    page = _page(request, sent=Sent(form="sign-in", values=kept, faults=[fault]))
    return draw(request, page, status=status)


def _enter(request: HttpRequest, account: SignedIn) -> HttpResponse:
    login(request, account, backend=BACKEND)
    return go(request, safe_next(request, otherwise=HOMES.get(Role(account.role), "/")))


def _page(request: HttpRequest, *, sent: Sent) -> SignIn:
    house, filling = house_of(request), Filling(form="sign-in", sent=sent)
    back = safe_next(request, otherwise="")
    fields = [
        filling.field("name", _("Name"), autocomplete="username"),
        filling.field("password", _("Password"), kind="password",
                      autocomplete="current-password"),
    ]
    return SignIn(
        form=filling.done(action="/sign-in", submit=_("Sign in"), fields=fields,
                          hidden={"next": back}),
        demo=[Form(action=f"/demo/as/{login}", submit=label, key="", hidden={"next": back})
              for login, label in demo_roles(house)],
    )


def demo_roles(house: House) -> list[tuple[str, str]]:
    """Login and label of one account for each role and each service; none on a real node."""
    if house.demo is None:
        return []
    found: dict[tuple[str, str], tuple[str, str]] = {}
    # the queue's operator runs the queue, and has no desk
    without_desk = {each.id for each in house.pair.country(house.side).services_with("queue_operator")}
    for account in house.demo.accounts:
        role, service = Role(account["role"]), account.get("service", "")
        if service in without_desk:
            continue
        label = str(names.ROLES[role])
        if service:
            word = str(names.service(house.pair, side=house.side, code=service))
            label = word[:1].upper() + word[1:]
        found.setdefault((role.value, service), (account["login"], label))
    return list(found.values())


@require_http_methods(["GET", "POST"])
@view()
def demo_as(request: HttpRequest, *, name: str) -> HttpResponse:
    """Sign in as an invented person, by login, service or role: on demo nodes alone."""
    demo = house_of(request).demo
    found = [each["login"] for each in (demo.accounts if demo else ())
             if name in (each["login"], each.get("service") or each["role"])]
    account = by_username(found[0]) if found else None
    if account is None:
        raise Http404
    return _enter(request, account)


@require_POST
@view()
def sign_out(request: HttpRequest) -> HttpResponse:
    """Leave; the session is gone on this node."""
    logout(request)
    return go(request, "/")


@require_GET
@view()
def language(request: HttpRequest) -> HttpResponse:
    """Read in another language from now on; a language that is not spoken here changes nothing."""
    answer = go(request, safe_next(request, otherwise="/"))
    wanted = request.GET.get("language", "")
    if wanted in LANGUAGES:
        answer.set_cookie(settings.LANGUAGE_COOKIE_NAME, wanted, max_age=YEAR_SECONDS,
                          samesite="Lax", httponly=True, secure=request.is_secure())
    return answer
