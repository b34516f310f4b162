"""What consignments say of the goods, read off for those who look at them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kopri.interfaces.web import cldr, names
from kopri.interfaces.web.words import say
from kopri.kernel.consignment import (
    Consignment,
    ConsignmentItem,
    DangerousGoods,
    TransportEquipment,
)
from kopri.kernel.consignment.whole import gross_weight_of


@dataclass(frozen=True)
class Goods:
    """All consignments of a vehicle together."""

    consignments: Sequence[Consignment]

    def named(self, *, chapters: Sequence[str]) -> list[str]:
        """Those of these HS chapters or headings: name, code, weight."""
        return [_name(item) for whole in self.consignments for item in _items(whole)
                if item.commodity_code.startswith(tuple(chapters))]

    @property
    def gross_kg(self) -> int:
        """Together, as stated; 0 where nothing is."""
        return round(sum((gross_weight_of(whole) for whole in self.consignments), Decimal()))

    @property
    def packages(self) -> int:
        """How many, as stated of the whole."""
        return sum(whole.package_quantity or 0 for whole in self.consignments)

    @property
    def origins(self) -> list[str]:
        """Countries of origin, else of export."""
        return _once(item.origin_country or whole.export_country
                     for whole in self.consignments for item in _items(whole))

    @property
    def routes(self) -> list[str]:
        """As written, else through which countries."""
        return _once(_route(whole) for whole in self.consignments)

    @property
    def expiries(self) -> list[str]:
        """Last days of the products."""
        return _once(item.product.expires[:10] for whole in self.consignments
                     for item in whole.items if item.product)

    @property
    def seals(self) -> list[str]:
        """Numbers on trailers and containers."""
        return _once(seal.identifier for each in self._equipment() for seal in each.seals)

    @property
    def temperatures(self) -> list[str]:
        """What is to be kept; as set, or from lowest to highest."""
        return _once(_temperature(each) for each in self._equipment())

    @property
    def dangerous(self) -> list[str]:
        """UN numbers with their classes."""
        return _once(_dangerous(each) for whole in self.consignments for each in (
            *([whole.dangerous_goods] if whole.dangerous_goods else []),
            *(one for item in whole.items for one in item.dangerous_goods)))

    def _equipment(self) -> Iterator[TransportEquipment]:
        for whole in self.consignments:
            for each in whole.equipment:
                yield from (each, *each.carried)


def _items(whole: Consignment) -> Sequence[ConsignmentItem]:
    """Its items; where none is told, the whole as one."""
    return whole.items or (ConsignmentItem(
        description=whole.cargo_description, commodity_code=whole.cargo_commodity_code,
        gross_weight_kg=whole.gross_weight_kg),)


def _route(whole: Consignment) -> str:
    written = [leg.route for leg in whole.main_carriage if leg.route]
    countries = [whole.export_country, *whole.transit_countries, whole.import_country]
    return "; ".join(written) or " – ".join(code for code in countries if code)


def _name(item: ConsignmentItem) -> str:
    product = item.product.scientific_name if item.product else ""
    told = f" ({product})" if product else ""
    weight = item.gross_weight_kg
    parts = [f"{item.description}{told}", f"HS {item.commodity_code}",
             *([cldr.kilograms(float(weight), language=names.language())] if weight else [])]
    return ", ".join(parts)


def _temperature(equipment: TransportEquipment) -> str:
    low, high = equipment.minimum_celsius, equipment.maximum_celsius
    if low is not None and high is not None:
        return f"{low}…{high} °C"
    kept = next((each for each in (equipment.setting_celsius, low, high) if each is not None), None)
    return f"{kept} °C" if kept is not None else ""


def _dangerous(goods: DangerousGoods) -> str:
    number = f"UN {goods.undg_number}" if goods.undg_number else ""
    kind = say("class {number}", number=goods.hazard_class) if goods.hazard_class else ""
    return " ".join(part for part in (number, kind, goods.proper_shipping_name) if part)


def _once(values: Iterator[str]) -> list[str]:
    return list(dict.fromkeys(value for value in values if value))
