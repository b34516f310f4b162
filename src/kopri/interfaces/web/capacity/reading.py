"""What was filled in on the capacity page."""

from datetime import timedelta

from kopri.domains.queue.types import Capacity
from kopri.interfaces.web.capacity.page import Chosen
from kopri.interfaces.web.capacity.parts import COPIES, HOURS
from kopri.journeys.publish_capacity import Told
from kopri.kernel.errors import Fault, Refusal

KEPT = 2  # days that a publication holds on after its own
NUMBER = "This is not a number of vehicles."


def told_of(sent: dict[str, str], *, own: Capacity, chosen: Chosen) -> Told:
    """The day as it would be published; a Refusal that names every hour that is no number.

    The form is of all vehicles or of a class of goods; the rest stays as it was published.
    """
    day, until = str(chosen.day), chosen.start + timedelta(days=1 + KEPT)
    if not chosen.goods:
        away = {name.removeprefix("away_"): range(HOURS)
                for name, value in sent.items() if name.startswith("away_") and value}
        return Told(day=day, hours=_numbers(sent), valid_until=until, limits=own.limits,
                    absent=away)
    given = _numbers(sent, otherwise=list(own.hours))
    limits = {name: each for name, each in own.limits.items() if name != chosen.goods}
    if any(sent.get(f"hour_{hour}") for hour in range(HOURS)):
        limits[chosen.goods] = given
    return Told(day=day, hours=own.hours, valid_until=until, limits=limits, absent=own.off_duty)


def _numbers(sent: dict[str, str], *, otherwise: list[int] | None = None) -> list[int]:
    """24 numbers; ``otherwise``: what stands for an empty field."""
    texts = [sent.get(f"hour_{hour}", "") or (str(otherwise[hour]) if otherwise else "")
             for hour in range(HOURS)]
    faults = [
        Fault(code="form.capacity", path=f"/hour_{hour}", message=NUMBER,
              rule="Köpri, docs/reference/rules", remedy="Write digits only; 0 is closed.")
        for hour, text in enumerate(texts) if not (text.isdecimal() and len(text) < 6)
    ]
    if faults:
        raise Refusal(faults)
    return [int(text) for text in texts]


def copied_days(sent: dict[str, str], *, chosen: Chosen) -> list[str]:
    """The days after the chosen one, up to and with the last."""
    given = sent.get("days", "")
    ahead = int(given) if given in {str(each) for each in COPIES} else COPIES[0]
    return [str(chosen.day + timedelta(days=number)) for number in range(1, ahead + 1)]


def placed(refusal: Refusal) -> list[Fault]:
    """``/hours/3`` and ``/limits/dangerous/3`` of the journey are the field ``hour_3`` here."""
    return [
        Fault(code=each.code, message=each.message, rule=each.rule, remedy=each.remedy,
              params=each.params, path=_field(each.path))
        for each in refusal.faults
    ]


def _field(path: str) -> str:
    parts = path.strip("/").split("/")
    if parts[0] in ("hours", "limits") and parts[-1].isdecimal():
        return f"/hour_{parts[-1]}"
    return "/vehicles" if parts[0] == "vehicle_classes" else path
