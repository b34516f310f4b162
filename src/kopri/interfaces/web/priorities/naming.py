"""What classes, public classes, what is missing and dangers are called."""

from babel.dates import format_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from kopri.domains.priority.rules import CARGO, DOCUMENT, LIST, MIXED, NOT_IN_FORCE, NOTICE
from kopri.domains.priority.types import Danger
from kopri.engines.countrydata import PairData
from kopri.engines.countrydata.queueing import PriorityRule
from kopri.interfaces.web import names
from kopri.interfaces.web.words import Text, say
from kopri.kernel.lines import ORDINARY, PAID, POST, PRIORITY

PUBLIC: dict[str, Text] = {
    PRIORITY: lazy("out of turn by law"), POST: lazy("post"), PAID: lazy("paid passage"),
    ORDINARY: lazy("ordinary"),
}
DANGERS: dict[str, Text] = {
    Danger.PERSON.value: lazy("a person is in danger"),
    Danger.ANIMAL.value: lazy("an animal is in danger"),
    Danger.LEAK.value: lazy("cargo is leaking"),
}
_CLASSES: dict[str, Text] = {
    "post": lazy("post"), "live_animals": lazy("live animals"),
    "perishable": lazy("perishable goods"), "dangerous": lazy("dangerous goods"),
    "export": lazy("goods for export"), "paid": lazy("paid passage"),
    "humanitarian": lazy("humanitarian, military or diplomatic cargo"),
    "preliminary_information": lazy("told before arrival"),
    "green_corridor": lazy("fruit and vegetables of the green corridor"),
}
_STATES: dict[str, Text] = {
    "attached": lazy("attached"), "lodged": lazy("lodged, with its number"),
    "accepted": lazy("accepted"),
}


def named(rule: PriorityRule) -> Text:
    """A class; one that is not known here in the words of its row."""
    return _CLASSES.get(rule.goods_class, rule.what)


def documents(rule: PriorityRule, *, pair: PairData) -> str:
    """``Goods declaration or Transit declaration``."""
    return f" {_('or')} ".join(names.document(pair, code=each) for each in rule.needs_document)


def asked(rule: PriorityRule, *, pair: PairData) -> list[str]:
    """What a row asks of a vehicle, each in a sentence."""
    found = []
    if rule.needs_document:
        found.append(say("{document}: {state}", document=documents(rule, pair=pair),
                         state=str(_STATES.get(rule.document_state, ""))))
    if rule.only_such_cargo:
        found.append(_("nothing else on board"))
    if rule.notice_days:
        found.append(say("a list with the vehicle, {days} days before", days=rule.notice_days))
    if rule.approved_by:
        found.append(say("approval: {service}",
                         service=str(names.SERVICES.get(rule.approved_by, rule.approved_by))))
    if rule.season_from:
        found.append(say("from {first} to {last} of each year", first=_short(rule.season_from),
                         last=_short(rule.season_to)))
    return found


def _short(month_day: str) -> str:
    month, _dash, day = month_day.partition("-")
    return f"{day}.{month}."


def lacking(code: str, *, rule: PriorityRule | None, pair: PairData) -> str:
    """What is missing, as a sentence that says what to do."""
    if code == DOCUMENT and rule is not None:
        return say("Missing: {document} ({state}).", document=documents(rule, pair=pair),
                   state=str(_STATES.get(rule.document_state, "")))
    if code == NOTICE and rule is not None:
        return say("The list came less than {days} days before the hours you wish for. Wish for later "
                   "ones.", days=rule.notice_days)
    said = {
        CARGO: _("No such goods are announced for this case. Announce them first."),
        MIXED: _("Other goods are on board too."),
        LIST: _("No list with this vehicle has come from the state body or the postal operator."),
        NOT_IN_FORCE: _("The class does not hold on these days."),
    }
    return said.get(code, code)


def since(rule: PriorityRule) -> str:
    """From when on, as exactly as it is known."""
    if rule.valid_from is None:
        return ""
    form = {"month": "LLLL y", "year": "y"}.get(rule.valid_from_precision, "d MMM y")
    return format_date(rule.valid_from, form, locale=names.language())


def source(rule: PriorityRule) -> str:
    """The order it stands on, where it was read, and how sure that is."""
    read = ", ".join(rule.source)
    parts = [rule.legal_basis, say("read in {source}, confidence {confidence}", source=read,
                                   confidence=rule.confidence)]
    return "; ".join(part for part in parts if part)
