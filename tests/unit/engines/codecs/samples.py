"""Consignments filled as real waybills are."""

from decimal import Decimal

from kopri.kernel.consignment import (
    Address,
    Amount,
    Authentication,
    Clause,
    Consignment,
    ConsignmentItem,
    Contact,
    CountrySubdivision,
    DangerousGoods,
    Delay,
    DocumentReference,
    Event,
    HandlingProcess,
    Instructions,
    Location,
    Note,
    PackagingUnit,
    ProductClassification,
    RegulatoryProcedure,
    Seal,
    ServiceCharge,
    Signatory,
    TradeParty,
    TradeProduct,
    TransportEquipment,
    TransportMeans,
    TransportMovement,
    TransportService,
)


def party(name: str, city: str, country: str, *, agency: str = "") -> TradeParty:
    """A party; by rail (``agency``) it has a number of that agency and none for taxes."""
    return TradeParty(
        identifier="950340001234", identifier_agency=agency, name=name,
        tax_identifier="" if agency else "600700123456",
        address=Address(street="Main street 1", postcode="130000", city=city, country=country),
        contact=Contact(person_name="A. Serik", telephone="+77292123456", email="a@example.org"),
    )


def place(code: str, name: str, country: str) -> Location:
    return Location(
        identifier=code, name=name, country=country, address=Address(city=name, country=country)
    )


def item(number: int) -> ConsignmentItem:
    documents = (DocumentReference(type_code="380", identifier="INV-77", issued="2026-01-10"),)
    return ConsignmentItem(
        sequence=number, description=f"Polypropylene granules, grade {number}",
        commodity_code="390210", origin_country="AZ", destination_country="TR",
        gross_weight_kg=Decimal("1975.5"), gross_volume_m3=Decimal("3.25"),
        invoice_amount=Amount(minor=1234550, currency="USD"),
        packages=(PackagingUnit(type_code="BG", quantity=79, marks=f"LOT {number}"),),
        documents=documents if number == 1 else (),
    )


def filled(*, items: int = 10) -> Consignment:
    """A truck with ``items`` goods items, from Baku to Mersin."""
    border = Location(identifier="GEVNL", name="Vale", type_code="17")
    return Consignment(
        identifier="C-1",
        waybill=DocumentReference(
            type_code="730", identifier="CMR 0014772", issued="2026-01-14T08:00:00Z",
            issue_location=Location(identifier="AZBAK", name="Baku", country="AZ"),
        ),
        consignor=party("Baku Polymers LLC", "Baku", "AZ"),
        consignee=party("Mersin Trading", "Mersin", "TR"),
        carrier=party("Caspian Haulage", "Baku", "AZ"),
        acceptance_location=place("AZBAK", "Baku", "AZ"),
        receipt_location=place("TRMER", "Mersin", "TR"),
        gross_weight_kg=Decimal("1975.5") * items,
        gross_volume_m3=Decimal("3.25") * items,
        item_quantity=items,
        pick_up=Event(
            actual="2026-01-14T09:00:00Z", location=Location(identifier="AZBAK", name="Baku")
        ),
        items=tuple(item(number) for number in range(1, items + 1)),
        equipment=(TransportEquipment(
            identifier="45BCD02", category_code="SM", sealed=True,
            seals=(Seal(identifier="AZ-778812", party_role_code="CU"),),
        ),),
        main_carriage=(TransportMovement(
            stage_code="21", mode_code="3",
            means=TransportMeans(
                identifier="123ABC12", further_identifiers=("XLRTE47MS0E123456",),
                type_code="31", country="AZ",
            ),
            events=(Event(estimated="2026-01-15T06:40:00Z", location=border),),
        ),),
    )


def rich() -> Consignment:
    """Dangerous goods, temperatures, charges, notes, two lines of text, sparse addresses."""
    contact = Contact(person_name="Duty desk", telephone="+994125550101", mobile="+994505550101")
    return Consignment(
        waybill=DocumentReference(
            type_code="730", identifier="CMR 9", remarks="First line\nSecond line",
            issuer=TradeParty(name="Caspian Haulage"),
        ),
        consignor_reference="S-1", carrier_reference="B-2", forwarder_reference="F-3",
        consignor=TradeParty(
            name="Paints\nand Solvents", registration="AZ123", registration_type="TIN",
            language_code="ru",
        ),
        consignee=TradeParty(name="Mersin Trading"),
        carrier=TradeParty(name="Carrier", address=Address(country_name="Azerbaijan")),
        connecting_carriers=(TradeParty(name="Second", address=Address(country="TR")),),
        notified=(TradeParty(name="Bank"),),
        transport_buyer=TradeParty(name="Buyer", role_code="BY"),
        cash_on_delivery=Amount(minor=150000, currency="JPY"),
        invoice_amount=Amount(minor=1500, currency="KWD"),
        transshipment_permitted=False,
        insurance="All risks",
        delivery_terms_code="DAP", delivery_terms_place="TRMER",
        handling=(Instructions(
            description="Keep cool", minimum_celsius=Decimal(-18), maximum_celsius=Decimal("-15.5")
        ),),
        loading=(Instructions(description="From the side"),),
        border_clearance=(Instructions(description="At Vale", code="1"),),
        charges=(ServiceCharge(
            category_code="14", amount=Amount(minor=250000, currency="EUR"), payment_code="P",
            paying_role_code="CZ",
        ),),
        items=(ConsignmentItem(
            sequence=1, description="Paint\nin tins", identifier="GTIN-1",
            gross_weight_kg=Decimal(800), tariff_quantity=Decimal("750.25"), tariff_unit="KGM",
            packages=(PackagingUnit(type_code="DR", type_text="Drums", quantity=4, level_code="3",
                                    returnable=False, marks="A\nB", identifier="P1"),),
            dangerous_goods=(DangerousGoods(
                undg_number="1263", regulation_code="ADR", packing_group_code="2",
                proper_shipping_name="PAINT", technical_name="Alkyd", upper_placard="33",
                lower_placard="1263", flashpoint_celsius=Decimal(21), emergency_contact=contact,
                expert_contact=contact,
            ),),
            equipment=("MSKU6011672",),
            handling=(Instructions(code="HEA", description="Heavy"),),
            previous_documents=(DocumentReference(
                type_code="821", identifier="T1-1", issued="2026-01-10T06:40:00Z",
                valid_to="2026-02-10T00:00:00Z",
            ),),
            documents=(DocumentReference(
                type_code="853", sha256="ab" * 32, size=1234, media_type="application/pdf",
                uri="urn:example:1", issued="2026-01-10T06:40:00",
            ),),
            notes=(Note(subject="Colour", content="Grey", subject_code="PRD"),),
        ),),
        documents=(DocumentReference(type_code="785", identifier="M-1"),),
        equipment=(TransportEquipment(
            identifier="HLXU2008419", category_code="CN", sealed=False, returnable=True,
            minimum_celsius=Decimal(2), maximum_celsius=Decimal(8),
            notes=(Note(content="Genset on"),),
        ),),
        delivery=Event(
            actual="2026-01-18T09:00:00Z",
            certifying_parties=(TradeParty(name="Mersin Trading", role_code="CN"),),
            notes=(Note(content="Two drums dented"),),
        ),
        main_carriage=(TransportMovement(mode_code="3"),),
    )


def wagon(number: str, *, seal: str) -> TransportEquipment:
    return TransportEquipment(
        identifier=number, category_code="RR", type_text="Covered wagon",
        supplier_role_code="2", full_empty_code="5", axle_quantity=4,
        tare_weight_kg=Decimal(23500), gross_weight_kg=Decimal(87400),
        owner=TradeParty(identifier="27", identifier_agency="288", name="KTZ Freight"),
        seals=(Seal(identifier=seal, type_code="ZPU", party_role_code="SH",
                    issuing_party=TradeParty(name="Aktobe Mills")),),
        loading=(Instructions(description="Loaded by the consignor"),),
    )


def by_rail() -> Consignment:
    """Two wagons of flour from Aktobe over Bolashak to Bereket, as on an SMGS consignment note."""
    wagons = (wagon("52741236", seal="KZ-0001"), wagon("52741244", seal="KZ-0002"))
    return Consignment(
        waybill=DocumentReference(
            type_code="720", identifier="27 000123", issued="2026-01-12T05:00:00Z", version="1",
            language_code="ru", clauses=(Clause(content="Goods of the consignor's own make"),),
            authentications=(Authentication(
                actual="2026-01-12T05:10:00Z", statement="A. Serik",
                location=Location(name="Aktobe", country="KZ"),
            ),),
        ),
        consignor=party("Aktobe Mills", "Aktobe", "KZ", agency="288"),
        consignee=party("Balkan Bread", "Balkanabat", "TM", agency="288"),
        consignor_agent=TradeParty(name="Forwarder", identifier="7712"),
        carrier=TradeParty(identifier="27", identifier_agency="288", name="KTZ Freight"),
        acceptance_location=Location(identifier="670001", identifier_agency="288", name="Aktobe I"),
        acceptance_time="2026-01-12T06:00:00Z",
        receipt_location=Location(identifier="755708", identifier_agency="288", name="Bereket"),
        export_country="KZ", import_country="TM",
        customs_location=Location(identifier="57204"),
        gross_weight_kg=Decimal(127800), equipment_quantity=2,
        declared_value=Amount(minor=4500000, currency="USD"),
        contract_terms="Contract 14/2026", carrier_information="Train 2101", marks="BB",
        documents=(
            DocumentReference(type_code="851", identifier="KZ-PHY-1", relation_code="AAA"),
            DocumentReference(type_code="380", identifier="INV-9"),
        ),
        services=(TransportService(condition_code="9", requirement_codes=("2",)),),
        delivery_terms_code="DAP", delivery_terms_place="Bereket",
        charges=tuple(
            ServiceCharge(
                paying_role_code=role, payment_code=how, category_code="2",
                applied_from=Location(identifier=start), applied_to=Location(identifier=end),
                commodity_code="110100", distance_km=Decimal(distance), tariff_currency="CHF",
                payment_location=Location(identifier=start),
            )
            for role, how, start, end, distance in (
                ("CZ", "P", "670001", "663807", 1041), ("CN", "C", "750009", "755708", 444),
            )
        ),
        procedures=(RegulatoryProcedure(
            movement_type_code="1", agency_code="5", remarks="Export",
            entry_office=Location(identifier="TM07", type_code="41"),
            exit_office=Location(identifier="57204", identifier_agency="5"),
        ),),
        items=(ConsignmentItem(
            sequence=1, description="Wheat flour\nfirst grade", commodity_code="110100",
            identifier="011005", gross_weight_kg=Decimal(127800), marks="LOT 7",
            packages=(PackagingUnit(type_code="BG", type_text="Bags", quantity=2556),),
            equipment=("52741236", "52741244"),
            notes=(Note(content="Keep dry", content_code="1", subject_code="HAN"),),
        ),),
        equipment=wagons,
        main_carriage=(TransportMovement(
            stage_code="20", mode_code="2", identifier="2101", route="Bolashak, Serhetyaka",
            border_crossing=(
                Event(location=Location(identifier="663807", name="Bolashak (exp.)")),
                Event(location=Location(identifier="750009", name="Serhetyaka")),
            ),
            arrival=(Event(actual="2026-01-15T10:00:00Z"),),
            transshipments=(Event(
                actual="2026-01-14T10:00:00Z", location=Location(name="Bereket"),
                measure=Decimal("63.9"), measure_unit="TNE",
                equipment_notes=(Note(subject="52741236"),), notes=(Note(subject="Reloaded"),),
            ),),
            damage=(Event(description="Door seal bent"),),
            instructions=(Instructions(description="Do not hump"),),
        ),),
        delivery=Event(
            actual="2026-01-16T08:00:00Z",
            location=Location(identifier="755708", name="Bereket", country="TM"),
            delays=(Delay(reason_code="7", start="2026-01-13T00:00:00Z",
                          end="2026-01-13T06:00:00Z"),),
        ),
        events=(Event(delays=(Delay(
            duration=Decimal(6), duration_unit="HUR", location=Location(name="Bolashak")
        ),)),),
        examinations=(Event(description="Weighed"),),
    )


def certificate() -> Consignment:
    """Tomatoes from a greenhouse in Balkan, as on a phytosanitary certificate."""
    service = TradeParty(
        identifier="TM-PPO", name="State plant quarantine service", role_code="GP",
        type_code="1", contact=Contact(person_name="M. Ataýew"),
        address=Address(street="Arçabil 92", additional_street="Block 2\nRoom 7", postcode="744000",
                        city="Aşgabat", country_subdivision="Aşgabat", country="TM"),
        signatory=Signatory(name="M. Ataýew", qualifications=("Plant pathologist", "Inspector")),
    )
    greenhouse = CountrySubdivision(
        identifier="TM-B", name="Balkan", function_code="14", level_code="1",
        establishments=(TradeParty(identifier="GH-17", name="Balkan Greenhouse 17"),),
    )
    heat = HandlingProcess(
        type_code="14", start="2026-01-09T06:00:00Z", end="2026-01-09T08:00:00Z",
        duration=Decimal(2), duration_unit="HUR", country="TM", regions=(greenhouse,),
    )
    farm = Location(identifier="TMKRW", name="Garabogaz")
    return Consignment(
        certificate=DocumentReference(
            type_code="851", identifier="TM-PHY-2026-00017", name="Phytosanitary certificate",
            status_code="1", issued="2026-01-10T09:00:00Z", description="Export", copy=False,
            issuer=service, recipients=(TradeParty(name="Plant protection organization of KZ"),),
            notes=(Note(subject="Declaration", content="Free from ToBRFV", content_code="AD"),),
            authentications=(Authentication(
                type_code="4", actual="2026-01-10T08:00:00Z", location=farm, provider=service,
                location_provider=TradeParty(name="Post Garabogaz"),
            ),),
        ),
        documents=(DocumentReference(
            type_code="271", identifier="PL-5", relation_code="AAA", issued="2026-01-09",
            remarks="Packing list",
        ),),
        identifier="TM-17", ship_stores=False, availability_time="2026-01-10T10:00:00Z",
        export_exit_time="2026-01-11T10:00:00Z",
        consignor=party("Balkan Greens", "Balkanabat", "TM", agency="9"),
        consignee=party("Aktau Fruit", "Aktau", "KZ", agency="9"),
        carrier=TradeParty(name="Garabogaz Haulage"),
        despatch_party=TradeParty(name="Packing house 3"), delivery_party=TradeParty(name="Shop"),
        transit_agent=TradeParty(name="Agent"),
        receipt_location=Location(identifier="KZAKT", name="Aktau"),
        loading_port=farm, unloading_port=farm, transit_locations=(farm,),
        export_country="TM", export_regions=(greenhouse,), import_country="KZ",
        import_regions=(CountrySubdivision(identifier="KZ-47", name="Mangystau"),),
        transit_countries=("UZ",), reexport_countries=("IR",),
        examinations=(Event(location=farm),),
        items=tuple(
            ConsignmentItem(
                sequence=number, cargo_type_code="5", description="Fresh tomatoes",
                commodity_code="070200", origin_country="TM",
                net_weight_kg=Decimal("9800.5"), gross_weight_kg=Decimal(10200),
                gross_volume_m3=Decimal("28.4"),
                product=TradeProduct(
                    common_name="Tomato", scientific_name="Solanum lycopersicum",
                    intended_use="Consumption", batch_identifier=f"LOT-{number}",
                    net_volume_m3=Decimal(25), expires="2026-01-30T00:00:00Z",
                    classifications=(ProductClassification(
                        system_identifier="EPPO", system_name="EPPO codes", code="LYPES",
                        name="Solanum lycopersicum",
                    ),),
                    processes=(HandlingProcess(type_code="35", start="2026-01-08T05:00:00Z"),),
                    origin_locations=(farm,), origin_regions=(greenhouse,),
                    evidence=DocumentReference(type_code="861", identifier="CT-1-77"),
                ),
                processes=(heat,),
                packages=(PackagingUnit(
                    type_code="BX", quantity=1960, level_code="3", marks="TM GREENS",
                    gross_weight_kg=Decimal("5.2"), gross_volume_m3=Decimal("0.0145"),
                ),),
                equipment=("MSKU6011672",),
                documents=(DocumentReference(type_code="853", identifier="LAB-9"),),
                notes=(Note(content="Keep at 8 to 12 degrees"),),
                authentications=(Authentication(
                    type_code="4", actual="2026-01-10T07:00:00Z", location=farm,
                    clauses=(Clause(identifier="AD-1", content="Inspected, no quarantine pest"),),
                ),),
            )
            for number in (1, 2)
        ),
        equipment=(TransportEquipment(
            identifier="MSKU6011672", setting_celsius=Decimal(10), setting_type_code="2",
            minimum_celsius=Decimal(8), maximum_celsius=Decimal(12),
            seals=(Seal(identifier="TM-1", last_identifier="TM-4",
                        issuing_party=TradeParty(name="Customs")),),
        ),),
        main_carriage=(TransportMovement(
            identifier="R-1", mode_code="3", means=TransportMeans(name="8731 TMB")
        ),),
    )
