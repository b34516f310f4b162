"""The link to the driver's card, as it is handed over on the case's page."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from kopri.interfaces.links import address
from kopri.interfaces.web.filling import Filling
from kopri.interfaces.web.show import Form
from kopri.journeys.share_case import share_case
from kopri.kernel.actor import Actor, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class ForDriver:
    """The link to the card, to be handed over; ``renew``: ends all that were given out before it."""

    template: ClassVar[str] = "components/for_driver.html"
    href: str
    renew: Form | None = None


def for_driver(actor: Actor, *, reference: str) -> ForDriver | None:
    """What the case's page shows of the link; nothing to those who may not hand it out."""
    link, text = share_case(actor=actor, reference=reference), _("Make a new link")
    if link is None:
        return None
    renew = None if actor.role is not Role.CARRIER else Filling(form="renew-link").done(
        action=f"/cases/{reference}/renew-link", submit=_("Make a new link; the old ones end"),
        fold=text, tone="held")
    return ForDriver(href=address(link), renew=renew)
