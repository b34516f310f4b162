"""What rows say of decisions: every service that refuses names where one may appeal."""

from collections.abc import Iterator

from kopri.engines.countrydata.disagreeing import known
from kopri.engines.countrydata.state import Country
from kopri.kernel.errors import Fault


def decisions(country: Country) -> Iterator[Fault]:
    """Services that rows name exist; those at the border have a body to appeal to."""
    services = {service.id for service in country.services}
    for appeal in country.appeals:
        yield from known(path=f"{country.code}/appeals.csv:{appeal.id}:services",
                         values=appeal.services, among=services, where="services.csv")
    for row in country.four_eyes:
        yield from known(path=f"{country.code}/four_eyes.csv:{row.id}:services",
                         values=row.services, among=services, where="services.csv")
    heard = {service for appeal in country.appeals for service in appeal.services}
    for service in country.services_at_the_border():
        yield from known(path=f"{country.code}/services.csv:{service.id}:id",
                         values=(service.id,), among=heard, where="appeals.csv")
