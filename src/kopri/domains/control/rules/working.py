"""Who may work on a case, and when."""

from kopri.kernel.rules import Rule

_HOUSE = "Köpri, docs/reference/rules"


class RegisteredHere(Rule):
    """The vehicle is not in this side's controls."""

    code = "control.not_registered"
    source = _HOUSE
    remedy = "The gate registers it first."


class ServiceInPlan(Rule):
    """The plan of this case has no step {step} for {service}."""

    code = "control.not_in_plan"
    source = _HOUSE
    remedy = "Open the case to see its plan; a shift head can have it planned anew."


class StepNotDone(Rule):
    """Step {step} is already finished."""

    code = "control.step_done"
    source = _HOUSE
    remedy = "Nothing is left to do here."


class NotAfterExit(Rule):
    """The vehicle has left this side; its outcome stands."""

    code = "control.left"
    source = _HOUSE
    remedy = "Tell the other side's shift head."


class PlausibleTime(Rule):
    """The time given lies in the future."""

    code = "control.time_in_future"
    source = _HOUSE
    remedy = "Give the time when it happened, in UTC."
