"""What a country and a pair of countries are, read from the texts of their folders.

``read_pair`` turns texts into typed, frozen values or refuses with every fault at once. A new
country is a new folder; nothing here names one. Files and columns: docs/reference/country-data.md.
"""

from kopri.engines.countrydata.assemble import folders, read_pair
from kopri.engines.countrydata.between import (
    TO_BE_AGREED,
    Agreement,
    DemoVolume,
    ExchangeRow,
    Point,
    Post,
    Recognition,
    Strip,
)
from kopri.engines.countrydata.booking import (
    booking_needed,
    held_until,
    load_of,
    local_day,
    queue_rule_of,
)
from kopri.engines.countrydata.cells import Names, Row
from kopri.engines.countrydata.charging import (
    ACCELERATED,
    BOOKING,
    DEPOSIT,
    OUT_OF_TURN,
    REBOOKING,
    Due,
    fee_due,
    said_of,
)
from kopri.engines.countrydata.checks import rows_of
from kopri.engines.countrydata.country import (
    CountryFacts,
    Crossing,
    Document,
    DocumentCode,
    DocumentSystem,
    Service,
    SpsGoods,
    Stage,
    StandIn,
)
from kopri.engines.countrydata.joint import JointStep, Unloading
from kopri.engines.countrydata.pair import Pair, PairData, Reference, entry_side, exit_side
from kopri.engines.countrydata.queueing import Capacity, DutyHours, PriorityRule, QueueRule
from kopri.engines.countrydata.retention import Retention
from kopri.engines.countrydata.state import Country
from kopri.engines.countrydata.weights import Combination, Excess, overweight

__all__ = [
    "ACCELERATED",
    "BOOKING",
    "DEPOSIT",
    "OUT_OF_TURN",
    "REBOOKING",
    "TO_BE_AGREED",
    "Agreement",
    "Capacity",
    "Combination",
    "Country",
    "CountryFacts",
    "Crossing",
    "DemoVolume",
    "Document",
    "DocumentCode",
    "DocumentSystem",
    "Due",
    "DutyHours",
    "Excess",
    "ExchangeRow",
    "JointStep",
    "Names",
    "Pair",
    "PairData",
    "Point",
    "Post",
    "PriorityRule",
    "QueueRule",
    "Recognition",
    "Reference",
    "Retention",
    "Row",
    "Service",
    "SpsGoods",
    "Stage",
    "StandIn",
    "Strip",
    "Unloading",
    "booking_needed",
    "entry_side",
    "exit_side",
    "fee_due",
    "folders",
    "held_until",
    "load_of",
    "local_day",
    "overweight",
    "queue_rule_of",
    "read_pair",
    "rows_of",
    "said_of",
]
