"""Checks of what may be missed: crossings and roles that exist, never border guard or migration."""

from collections.abc import Iterator

from kopri.engines.countrydata.disagreeing import known
from kopri.engines.countrydata.falling_back import NEVER_MISSED
from kopri.engines.countrydata.state import Country
from kopri.kernel.errors import Fault


def fallbacks(country: Country) -> Iterator[Fault]:
    """What may be missed is there, and is neither border guard nor migration."""
    crossings = {crossing.id for crossing in country.crossings}
    roles = {service.role for service in country.services_at_the_border()}
    for row in country.fallback:
        path = f"{country.code}/fallback.csv:{row.crossing}"
        yield from known(path=f"{path}:crossing", values=(row.crossing,), among=crossings,
                         where="crossings.csv")
        yield from known(path=f"{path}:may_miss", values=row.may_miss, among=roles - NEVER_MISSED,
                         where="the roles that may be missed")
