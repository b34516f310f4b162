"""Checks of what is said of papers: ``documents.csv`` and the tables that speak of its rows."""

import re
from collections.abc import Iterator

from kopri.engines.countrydata.country import Document
from kopri.engines.countrydata.disagreeing import known, wrong
from kopri.engines.countrydata.pair import PairData
from kopri.engines.countrydata.state import Country
from kopri.kernel.errors import Fault

ON_A_REGIME = ("permit_regime", "border_resident")


def papers(country: Country) -> Iterator[Fault]:
    """Every document rule of a country can be applied, and its codes and systems are of a row."""
    services = {service.id for service in country.services}
    for row in country.documents:
        path = f"{country.code}/documents.csv:{row.id}"
        yield from known(path=f"{path}:consumed_by", values=row.consumed_by, among=services,
                         where="services.csv")
        yield from _rule(country, row=row, path=path)
    rows = {row.id for row in country.documents}
    for code in country.document_codes:
        yield from known(path=f"{country.code}/document_codes.csv:{code.document}:document",
                         values=(code.document,), among=rows, where="documents.csv")
    controls = {stage.code for stage in country.stages if stage.kind in ("control", "lab")}
    for share in country.paper_shares:
        yield from known(path=f"{country.code}/paper_shares.csv:{share.stage}:stage",
                         values=(share.stage,), among=controls, where="the controls of stages.csv")
    for stand_in in country.stand_ins:
        yield from known(path=f"{country.code}/stand_ins.csv:{stand_in.document}:stands_for",
                         values=(stand_in.document, stand_in.stands_for), among=rows,
                         where="documents.csv")
    for system in country.document_systems:
        path = f"{country.code}/document_systems.csv:{system.document}"
        yield from known(path=f"{path}:document", values=(system.document,), among=rows,
                         where="documents.csv")
        yield from _number_form(system.number_form, example=system.number_example, path=path)


def _rule(country: Country, *, row: Document, path: str) -> Iterator[Fault]:
    """What the rule of a row reads is there."""
    if row.when == "sps_goods":
        roles = {service.role for service in country.services}
        yield from known(path=f"{path}:sps_role", values=(row.sps_role,), among=roles,
                         where="the roles of services.csv")
    if (row.when in ON_A_REGIME) != bool(row.regime):
        yield wrong(
            path=f"{path}:regime", message="{when} and a regime go together",
            remedy="Name the object of regime_events.csv, or choose another rule", when=row.when,
        )
    if bool(row.deadline_unit) != (row.deadline_value is not None):
        yield wrong(path=f"{path}:deadline_value", message="A deadline has a value and a unit",
                    remedy="Give both, or none")


def _number_form(form: str, *, example: str, path: str) -> Iterator[Fault]:
    try:
        fits = not form or re.fullmatch(form, example) is not None
    except re.error:
        fits = False
    if not fits:
        yield wrong(
            path=f"{path}:number_form", message="The example {example} does not fit the form",
            remedy="Correct the regular expression or the example", example=example,
        )


def regimes(data: PairData) -> Iterator[Fault]:
    """A regime that a document rests on is spoken of in the pair's events."""
    objects = {event.object for event in data.pair.regime_events}
    for country in data.countries:
        for row in country.documents:
            yield from known(
                path=f"{country.code}/documents.csv:{row.id}:regime",
                values=[row.regime] if row.regime else [], among=objects,
                where="regime_events.csv",
            )
