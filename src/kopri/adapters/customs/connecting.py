"""The way to a state's own customs system, in the shape that its country data name."""

from pathlib import Path

from kopri.adapters.customs.asycuda import AsycudaSystem, SimulatedAsycuda
from kopri.adapters.customs.keeping import Folder
from kopri.adapters.customs.lines import HttpMessages, SimulatedWco
from kopri.adapters.customs.simulated import SimulatedCustoms
from kopri.adapters.customs.wco_system import WcoSystem
from kopri.domains.customs.ports import CustomsSystem
from kopri.engines.countrydata.customs import CustomsRule
from kopri.kernel.clock import Clock

ASYCUDA = "asycuda"


def connected(rule: CustomsRule, *, url: str, token: str) -> CustomsSystem:
    """A real one, over HTTP."""
    line = HttpMessages(url=url.rstrip("/"), media_type="application/xml", token=token)
    kind = AsycudaSystem if rule.shape == ASYCUDA else WcoSystem
    return kind(name=rule.system, line=line)


def simulated(rule: CustomsRule, *, side: str, clock: Clock, folder: Path) -> CustomsSystem:
    """One that plays it, and keeps what it has in a folder."""
    kept = Folder(folder)
    customs = SimulatedCustoms(country=side, now=clock.now, kept=kept, hold=kept.hold)
    if rule.shape == ASYCUDA:
        return AsycudaSystem(name=rule.system, simulated=True, line=SimulatedAsycuda(
            customs=customs, office=side.upper()))
    return WcoSystem(name=rule.system, simulated=True, line=SimulatedWco(customs=customs))
