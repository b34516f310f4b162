"""End the links that were given out."""

from datetime import datetime

from django.db import transaction

from kopri.domains.links import permissions
from kopri.domains.links.models import Renewal
from kopri.domains.links.queries import link_of
from kopri.domains.links.types import DriverLink
from kopri.kernel.actor import Actor
from kopri.kernel.rules import require


def renew(*, actor: Actor, reference: str, carrier: str, now: datetime) -> DriverLink:
    """From now on another link holds, and none that was given out before."""
    require(permissions.may_renew(actor, carrier=carrier))
    with transaction.atomic():
        Renewal.objects.select_for_update().filter(reference=reference).first()
        Renewal.objects.update_or_create(reference=reference, defaults={
            "number": link_of(reference).number + 1, "by": actor.person, "time": now})
    return link_of(reference)
