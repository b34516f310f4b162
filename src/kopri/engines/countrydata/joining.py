"""Checks of what two sides inspect together: guests, hosts and laws that exist, stages that do."""

from collections.abc import Iterator

from kopri.engines.countrydata.disagreeing import known, wrong
from kopri.engines.countrydata.pair import PairData
from kopri.engines.countrydata.state import Country
from kopri.kernel.errors import Fault


def unloadings(country: Country) -> Iterator[Fault]:
    """Goods are unloaded for stages that the country has."""
    codes = {stage.code for stage in country.stages}
    for row in country.unloading:
        yield from known(path=f"{country.code}/unloading.csv:{row.stage}:stage",
                         values=(row.stage,), among=codes, where="stages.csv")


def joint_steps(data: PairData) -> Iterator[Fault]:
    """A guest is of the other side, the host has the post, and an agreement with a day lets it in."""
    bases = {agreement.id for agreement in data.pair.agreements}
    for row in data.pair.joint_steps:
        path = f"pairs/{data.code}/joint_steps.csv:{row.id}"
        if {row.host_side, row.guest_side} != set(data.sides):
            yield wrong(path=f"{path}:guest_side", message="Host and guest are the two sides",
                        remedy="Name both sides, each once")
            continue
        posts = [point.post(row.host_side).post for point in data.pair.facts.points]
        services = [each.id for each in data.country(row.guest_side).services]
        yield from known(path=f"{path}:host_post", values=(row.host_post,), among=posts,
                         where="pair.toml")
        yield from known(path=f"{path}:guest_service", values=(row.guest_service,),
                         among=services, where="services.csv")
        yield from known(path=f"{path}:legal_basis", values=(row.legal_basis,), among=bases,
                         where="agreements.csv")
        if row.valid_from is None:
            yield wrong(path=f"{path}:valid_from", message="No day says from when the guest is let in",
                        remedy="Give the day on which the agreement lets it in")
