"""Parts of the fallback page: the regime of a point, who could go under it, the pack."""

from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kopri.domains.fallback.queries import RegimeView
from kopri.domains.fallback.types import Cause
from kopri.interfaces.house import House
from kopri.interfaces.web import answers, cldr, names
from kopri.interfaces.web.filling import Filling, Sent
from kopri.interfaces.web.priorities.page import Part
from kopri.interfaces.web.show import Blank, Cell, Facts, Table
from kopri.interfaces.web.signers import signers
from kopri.interfaces.web.words import Text, say
from kopri.journeys.fall_back import Candidate, FallbackSheet, PointSheet
from kopri.kernel.actor import Actor
from kopri.kernel.errors import Fault

CAUSES: dict[str, Text] = {
    Cause.SYSTEM.value: gettext_lazy("A system does not answer"),
    Cause.LINE.value: gettext_lazy("The line is cut"),
    Cause.POWER.value: gettext_lazy("There is no power"),
}
STICKERS = "24"
MISS = "miss-"  # begins the name of each service's field


def clock(moment: datetime, *, house: House) -> str:
    """A moment as people at the post say it."""
    return cldr.clock(moment, now=house.journal.clock.now(), language=names.language(),
                      zone=house.pair.country(house.side).zone)


def services(codes: tuple[str, ...], *, house: House) -> str:
    """Names of services of this side."""
    return ", ".join(str(names.service(house.pair, side=house.side, code=each)) for each in codes)


def of_point(sheet: PointSheet, *, house: House, who: Actor, sent: Sent) -> list[Part]:
    """The regime or the form to declare one, and the vehicles that wait for who is missed."""
    place = names.place(house.pair, side=house.side, point=sheet.point)
    past = _past(sheet, house=house)
    if sheet.regime is None:
        return [Part(title=place, blocks=[_declare(sheet, house=house, sent=sent), past])]
    return [Part(title=place, blocks=[
        _facts(sheet, sheet.regime, house=house),
        *([_renew(sheet, sheet.regime, who=who, sent=sent), _end(sheet, sent=sent)]
          if sheet.here else []), past]),
        _waiting(sheet, house=house, sent=sent)]


def _declare(sheet: PointSheet, *, house: House, sent: Sent) -> object:
    if not sheet.here:
        return Blank(kind="empty", title=_("This post has a node of its own: a regime is declared there."))
    if sheet.rule is None:
        return Blank(kind="empty", title=_("At this crossing no service may be missed."))
    form = Filling(form=f"declare-{sheet.point}", sent=sent)
    missed = [form.field(f"{MISS}{each}", required=False, kind="check", label=names.service(
        house.pair, side=house.side, code=each)) for each in sheet.may_miss]
    return form.done(
        action=f"/fallback/{sheet.point}/declare", tone="held",
        submit=say("Declare it for {minutes} minutes, {cap} vehicles an hour",
                   minutes=sheet.rule.lasts_min, cap=sheet.rule.cap_per_hour),
        note=_("Dangerous goods, live animals, and vehicles that a service holds or wants to see wait "
               "all the same. You release each vehicle; each is looked at again."),
        groups=[(_("Services that cannot work"), missed)],
        fields=[form.choice("cause", _("What is down"), kind="radio",
                                    choices=list(CAUSES.items())),
                form.field("reason", _("Reason"), kind="lines",
                           hint=_("What is down, and who was told."))])


def _facts(sheet: PointSheet, regime: RegimeView, *, house: House) -> Facts:
    by = signers([regime.declared_by, regime.signed_by])
    items: list[tuple[Text, Cell]] = [
        (_("May be missed"), Cell(value=services(regime.missed, house=house))),
        (_("What is down"), Cell(value=CAUSES.get(regime.cause, regime.cause))),
        (_("Reason"), Cell(value=regime.reason)),
        (_("Declared"), Cell(value=regime.declared, kind="moment")),
        (_("By"), by(regime.declared_by)),
        (_("Ends"), Cell(value=regime.until, kind="moment")),
        (_("Signed last by"), by(regime.signed_by)),
        (_("Released in the last hour"), Cell(value=say(
            "{number} of {most}", number=sheet.released, most=regime.cap_per_hour))),
    ]
    return Facts(items=items)


def _renew(sheet: PointSheet, regime: RegimeView, *, who: Actor, sent: Sent) -> object:
    if regime.signed_by == who.person:
        return Blank(kind="denied", title=_("You signed last; another person has to renew it."))
    minutes = sheet.rule.lasts_min if sheet.rule else 0
    return Filling(form=f"renew-{sheet.point}", sent=sent).done(
        action=f"/fallback/{sheet.point}/renew", tone="held",
        submit=say("Renew it: {minutes} minutes from now", minutes=minutes))


def _end(sheet: PointSheet, *, sent: Sent) -> object:
    return Filling(form=f"end-{sheet.point}", sent=sent).done(
        action=f"/fallback/{sheet.point}/end", tone="cleared",
        submit=_("End it: wait for every service again"))


def _waiting(sheet: PointSheet, *, house: House, sent: Sent) -> Part:
    """Who could go, each with its button; then who may not, and why."""
    free = [each for each in sheet.candidates if not each.faults]
    kept = [each for each in sheet.candidates if each.faults]
    blank = Blank(kind="empty", title=_("No vehicle waits for these services alone."))
    blocks: list[object] = []
    for each in free:
        blocks += [_case(each, house=house), *([_release(each, house=house, sent=sent)]
                                              if sheet.here else [])]
    return Part(title=_("Waiting for a service that is missed"), blocks=[
        *(blocks or [blank]), *([_kept(kept, house=house)] if kept else [])])


def _case(each: Candidate, *, house: House) -> Facts:
    return Facts(items=[
        (_("Truck"), _truck(each)),
        (_("Not seen by"), Cell(value=services(each.missed, house=house))),
        (_("In controls since"), Cell(value=each.case.since, kind="moment"))])


def _truck(each: Candidate) -> Cell:
    """By its plate; by its reference where no plate is known."""
    case = each.case
    return Cell(value=case.plate or case.reference, kind="plate" if case.plate else "code",
                href=f"/cases/{case.reference}")


def _release(each: Candidate, *, house: House, sent: Sent) -> object:
    reference = each.case.reference
    return Filling(form=f"release-{reference}", sent=sent).done(
        action=f"/fallback/release/{reference}", tone="held",
        submit=say("Release {plate} without: {services}", plate=each.case.plate or reference,
                   services=services(each.missed, house=house)))


def _why(fault: Fault, *, house: House) -> Fault:
    """With services by their names."""
    codes = str(fault.params.get("services", ""))
    return replace(fault, params={**fault.params, "services": services(
        tuple(codes.split(", ")), house=house)}) if codes else fault


def _kept(rows: list[Candidate], *, house: House) -> Table:
    return Table(
        caption=_("These wait all the same"),
        columns=[(_("Truck"), "plate"), (_("Because"), "text")],
        rows=[[_truck(each),
               Cell(value=" ".join(line.message for line in answers.lines(
                   [_why(fault, house=house) for fault in each.faults])))]
              for each in rows])


def _past(sheet: PointSheet, *, house: House) -> Table:
    current = sheet.regime.regime if sheet.regime else ""
    by = signers(each.declared_by for each in sheet.past)
    return Table(
        caption=_("Regimes before"),
        columns=[(_("Declared"), "moment"), (_("By"), "text"), (_("Missed"), "text"),
                 (_("Ended"), "moment"), (_("Renewed"), "number")],
        rows=[[Cell(value=each.declared, kind="moment"), by(each.declared_by),
               Cell(value=services(each.missed, house=house)),
               Cell(value=min(each.ended or each.until, each.until), kind="moment"),
               Cell(value=each.renewals, kind="number")]
              for each in sheet.past if each.regime != current],
        blank=Blank(kind="empty", title=_("None yet.")))


def packs(sheet: FallbackSheet, *, house: House, sent: Sent) -> Part:
    """The form to print a pack, and those that were printed."""
    form = Filling(form="pack", sent=sent)
    points = [each.point for each in sheet.points if each.here]
    table = Table(
        caption=_("Printed"), columns=[(_("Time"), "moment"), (_("Pack"), "text")],
        rows=[[Cell(value=each.issued, kind="moment"),
               Cell(value=_("Open it to print"), href=f"/fallback/packs/{each.pack}")]
              for each in sheet.packs], blank=Blank(kind="empty", title=_("None yet.")))
    places = [(each, names.place(house.pair, side=house.side, point=each)) for each in points]
    print_it = form.done(
        action="/fallback/packs", submit=_("Make a pack to print"), fields=[
            form.choice("point", _("Crossing point"), kind="select", choices=places),
            form.field("stickers", _("Stickers"), kind="number", value=STICKERS,
                       hint=_("For vehicles that are not on the list."))])
    return Part(title=_("Blackout pack"), says=[
        _("The list of expected vehicles, and stickers with references, for hours without power or "
          "line. Print it at the beginning of each shift.")],
        blocks=[*([print_it] if points else []), table])
