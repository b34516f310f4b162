"""What the simulated trucks carry: ordinary goods with their HS codes, one list for every pair.

Which chapters travel how often in which direction is country data; this is only what a truck of
such a chapter would have on its waybill. ``word`` ties a good to the facts that the country data
names for a section ("tomatoes named second import"): a named good is taken ten times as often.
"""

from dataclasses import dataclass
from random import Random

NAMED = 10
PIPED = 0.2  # of a section that is mostly gas, what travels by road: ours, an assumption
COOL = {"020714": (-20, -18), "070200": (10, 13), "151710": (2, 10)}  # HS code -> degrees Celsius


@dataclass(frozen=True, slots=True, kw_only=True)
class Good:
    """``hs``: six digits. ``package``: UN/ECE Recommendation 21 code. Weights in kilograms."""

    hs: str
    name: str
    word: str
    package: str
    package_kg: int
    load_kg: int

    @property
    def chapter(self) -> int:
        return int(self.hs[:2])

    @property
    def cool(self) -> tuple[int, int] | None:
        """The temperature it travels at, degrees Celsius; None where it does not matter."""
        return COOL.get(self.hs)


def _good(line: str) -> Good:
    hs, name, word, package, package_kg, load_kg = (part.strip() for part in line.split("|"))
    return Good(
        hs=hs,
        name=name,
        word=word,
        package=package,
        package_kg=int(package_kg),
        load_kg=int(load_kg),
    )


CATALOGUE = tuple(
    _good(line)
    for line in """
020714|Frozen chicken cuts|poultry|CT|15|18000
040221|Milk powder|milk|BG|25|19500
070190|Potatoes, fresh|potatoes|BG|40|20000
070200|Tomatoes, fresh|tomatoes|CT|6|14550
070310|Onions, fresh|onions|BG|35|19800
080711|Watermelons, fresh|melons|BX|400|19200
100199|Wheat in bulk bags|wheat|BG|1000|20000
110100|Wheat flour|flour|BG|50|20000
120740|Sesame seed|seed|BG|50|18500
151219|Sunflower oil, bottled|sunflower oil|CT|14|19400
151710|Margarine|margarine|CT|10|18800
170490|Sugar confectionery|sweets|CT|6|15600
190219|Pasta|pasta|CT|10|17500
210120|Tea mixes|tea|CT|8|14400
220210|Mineral water with sugar|beverages|CT|9|19900
250100|Rock salt|salt|BG|50|20000
252329|Portland cement|cement|BG|50|20000
271320|Petroleum bitumen|oil products|DR|200|19600
310210|Urea|urea|BG|50|20000
340250|Washing preparations|chemicals|CT|12|16200
380894|Disinfectants|chemicals|CT|10|14000
390210|Polypropylene granules|polymers|BG|25|19750
401110|Tyres for motor cars|rubber|PX|120|11400
441011|Particle board|wood|PX|900|19800
480100|Newsprint in rolls|paper|RL|700|19600
520100|Raw cotton|cotton|BL|220|19360
570242|Carpets|textiles|RL|40|11200
630260|Towels|textiles|BL|50|12500
681091|Prefabricated concrete parts|building|PX|1500|19500
690721|Ceramic tiles|building|PX|1100|19800
700529|Float glass|building|CR|1300|19500
721420|Reinforcing bars|ferrous|BE|2000|20000
730890|Steel structures|ferrous|PX|1500|18000
761090|Aluminium profiles|metals|BE|600|13800
841370|Centrifugal pumps|machinery|CR|250|12500
842959|Excavator parts|machinery|CR|400|14800
853710|Switchboards|machinery|CR|180|10800
870899|Parts of motor vehicles|vehicles|CR|150|11700
871639|Parts of semi-trailers|vehicles|PX|600|12600
902610|Flow meters|instruments|CT|12|6000
940360|Wooden furniture|furniture|CT|35|9800
950699|Sports equipment|goods|CT|18|8100
""".strip().splitlines()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One section of the trade of a direction: HS chapters ``first``..``last``, its weight, and
    the facts that name goods."""

    first: int
    last: int
    weight: float
    facts: str = ""

    @property
    def on_wheels(self) -> float:
        """The weight for trucks: what the facts call gas comes by pipe."""
        return self.weight * (PIPED if "gas" in self.facts else 1)

    def holds(self, *, good: Good) -> bool:
        return self.first <= good.chapter <= self.last


def choose(
    *, shares: tuple[Share, ...], seen: frozenset[int], sps: bool, random: Random
) -> Good:
    """A good of the direction's trade that plant, animal or health control sees, or does not.

    ``seen``: the chapters that such control sees.
    """
    weights = [
        sum(_weight(share=share, good=good) for share in shares if share.holds(good=good))
        if (good.chapter in seen) == sps
        else 0.0
        for good in CATALOGUE
    ]
    if not any(weights):  # the country data names no such section: any such good
        weights = [float((good.chapter in seen) == sps) for good in CATALOGUE]
    return random.choices(CATALOGUE, weights)[0]


def _weight(*, share: Share, good: Good) -> float:
    """A section's weight spread over its goods here, the named ones first."""
    fitting = [other for other in CATALOGUE if share.holds(good=other)]
    worth = {other.hs: NAMED if other.word in share.facts else 1 for other in fitting}
    return share.on_wheels * worth[good.hs] / sum(worth.values())
