"""Reading links."""

from kopri.domains.links.models import Renewal
from kopri.domains.links.types import DriverLink


def link_of(reference: str) -> DriverLink:
    """The link of a case that holds now."""
    row = Renewal.objects.filter(reference=reference).first()
    return DriverLink(reference=reference, number=row.number if row else 0)


def holds(link: DriverLink) -> bool:
    """Whether it has not been renewed since."""
    return link_of(link.reference) == link
