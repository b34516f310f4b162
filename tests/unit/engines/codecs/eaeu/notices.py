"""Consignments over the Kazakh-Turkmen border, filled as carriers and railways fill their papers."""

from decimal import Decimal

from msgspec.structs import replace

from kopri.kernel.consignment import (
    Address,
    Amount,
    Consignment,
    ConsignmentItem,
    Contact,
    DangerousGoods,
    DocumentReference,
    Event,
    Guarantee,
    Location,
    PackagingUnit,
    RegulatoryProcedure,
    Seal,
    ServiceCharge,
    TradeParty,
    TradeProduct,
    TransportEquipment,
    TransportMeans,
    TransportMovement,
)

SENDER = TradeParty(
    name="ХО «Türkmen Nebit Önümleri»",
    address=Address(
        street="просп. Махтумкули, 54", postcode="745000", city="Туркменбаши",
        country_subdivision="Балканский велаят", country="TM",
    ),
    contact=Contact(telephone="+99324321100", mobile="+99365123456", email="export@example.org"),
)
RECEIVER = TradeParty(
    name="ТОО «Актау Полимер»", tax_identifier="050740004567", language_code="ru",
    address=Address(street="мкр. 14, д. 21", postcode="130000", city="Актау", country="KZ"),
    contact=Contact(telephone="+77292501122"),
)
HAULIER = TradeParty(
    identifier="RUS/050/4711", name="ООО «Каспий Авто»", tax_identifier="3015012345/301501001",
    registration="1023000812345", registration_type="OGRN",
    address=Address(street="ул. Кирова, 7", postcode="414000", city="Астрахань", country="RU"),
    contact=Contact(telephone="+78512112233"),
)
START = Location(name="Туркменбаши", country="TM", address=Address(
    street="Портовая, 1", city="Туркменбаши", country="TM"
))
STOP = Location(name="Актау", country="KZ", address=Address(
    street="Промзона, 6", city="Актау", country="KZ"
))
POST = Location(identifier="39801", name="т/п Темир-баба", country="KZ", type_code="17")
INVOICE = DocumentReference(
    type_code="380", identifier="INV-2026/118", issued="2026-03-10", name="Инвойс"
)
PACKING = DocumentReference(type_code="271", identifier="PL-118", issued="2026-03-10")
CARNET = DocumentReference(type_code="952", identifier="XB12345678")


def polymer(*, boxes: tuple[str, ...] = ()) -> ConsignmentItem:
    """Polypropylene in bags on pallets."""
    return ConsignmentItem(
        sequence=1, description="Полипропилен в гранулах, марка TPP D30S", commodity_code="3902100000",
        origin_country="TM", gross_weight_kg=Decimal("12150.5"), net_weight_kg=Decimal(12000),
        gross_volume_m3=Decimal("31.2"), tariff_quantity=Decimal(12), tariff_unit="TNE",
        invoice_amount=Amount(minor=1320000, currency="USD"), equipment=boxes,
        packages=(
            PackagingUnit(type_code="PX", quantity=12, marks="TNÖ 118"),
            PackagingUnit(type_code="BG", quantity=480, level_code="1"),
        ),
        documents=(INVOICE, PACKING),
    )


def onions() -> ConsignmentItem:
    """Onions with their phytosanitary certificate."""
    return ConsignmentItem(
        sequence=2, description="Лук репчатый свежий " + "сорт «Дашогуз» " * 20,
        commodity_code="0703101900", origin_country="TM", gross_weight_kg=Decimal(5100),
        net_weight_kg=Decimal(5000), invoice_amount=Amount(minor=250050, currency="USD"),
        packages=(PackagingUnit(type_code="BG", quantity=200),),
        product=TradeProduct(common_name="Лук репчатый"),
        documents=(DocumentReference(
            type_code="851", identifier="TM-00817", issued="2026-03-11", valid_to="2026-04-11",
            issuer=TradeParty(name="Служба карантина растений Туркменистана"),
        ),),
    )


def lorry() -> Consignment:
    """A lorry with a trailer, a container and two items, announced at Temir-Baba."""
    return Consignment(
        identifier="KZ-TM-2026-000118",
        waybill=DocumentReference(
            type_code="730", identifier="CMR 0118", issued="2026-03-12", language_code="ru",
            issue_location=Location(name="Туркменбаши"),
        ),
        consignor=SENDER, consignee=RECEIVER, carrier=HAULIER,
        connecting_carriers=(TradeParty(name="ТОО «Мангистау Транс»", address=Address(
            street="мкр. 3", city="Актау", country="KZ"
        )),),
        freight_forwarder=TradeParty(name="ИП «Сарыев»", address=Address(
            street="Азади, 9", city="Ашхабад", country="TM"
        )),
        export_country="TM", acceptance_location=START, receipt_location=STOP,
        acceptance_time="2026-03-12", delivery_terms_code="DAP", delivery_terms_place="Актау",
        contract_terms="Температура не выше +25", carrier_information="Пломбы исправны",
        invoice_amount=Amount(minor=1570050, currency="USD"), marks="TNÖ 118/1-212",
        charges=(ServiceCharge(amount=Amount(minor=90000, currency="USD")),
                 ServiceCharge(amount=Amount(minor=5000, currency="USD"))),
        gross_weight_kg=Decimal("17250.5"), item_quantity=2,
        items=(polymer(boxes=("MSKU6011672",)), onions()),
        equipment=(
            TransportEquipment(identifier="AA123430", category_code="TE",
                               seals=(Seal(identifier="TMG-55101"), Seal(identifier="TMG-55102"))),
            TransportEquipment(identifier="MSKU6011672", category_code="CN",
                               seals=(Seal(identifier="ML-7788"),)),
        ),
        main_carriage=(TransportMovement(
            mode_code="3",
            means=TransportMeans(identifier="К118ТМ30", country="RU",
                                 further_identifiers=("XTC651164P1234567",)),
            events=(Event(estimated="2026-03-14T07:30:00", location=POST),),
        ),),
        procedures=(RegulatoryProcedure(
            export_office=Location(name="Таможня Туркменбаши"),
            import_office=Location(identifier="39803", name="Таможенный пост «Актау»", country="KZ"),
            guarantees=(Guarantee(identifier="XB12345678", type_code="05"),),
        ),),
        documents=(
            CARNET,
            DocumentReference(type_code="101", identifier="30 УК 118118"),
            DocumentReference(subtype_code="PI-FOREIGN-1", identifier="KZ-TM 00812",
                              issued="2026-01-05", name="Дозвол двусторонний"),
        ),
        previous_documents=(
            DocumentReference(type_code="830", identifier="TM-26-003321"),
            DocumentReference(type_code="929", identifier="39803/130326/0001181"),
        ),
    )


def wagon() -> Consignment:
    """A wagon with a container over Bolashak-Serhetyaka."""
    border = Location(
        identifier="669105", identifier_agency="288", name="Болашак", country="KZ", type_code="17"
    )
    return Consignment(
        waybill=DocumentReference(type_code="720", identifier="00118226", issued="2026-03-12"),
        consignor=SENDER, consignee=RECEIVER,
        carrier=TradeParty(name="Türkmendemirýollary", identifier="67"),
        connecting_carriers=(TradeParty(name="АО «КТЖ – Грузовые перевозки»", identifier="27"),),
        acceptance_location=Location(identifier="753402", identifier_agency="288",
                                     name="Туркменбаши-1", country="TM", description="ТРК"),
        receipt_location=Location(identifier="663804", identifier_agency="288",
                                  name="КЗХ, Мангышлак"),
        acceptance_time="2026-03-12T08:15:00", declared_value=Amount(minor=5000000, currency="RUB"),
        consignor_information="Следует под таможенным контролем", package_quantity=212,
        gross_weight_kg=Decimal("17250.5"),
        items=(
            replace(polymer(boxes=("58123456", "MSKU6011672")),
                    packages=(PackagingUnit(type_code="PX", quantity=12, marks="TNÖ 118"),)),
            ConsignmentItem(
                sequence=2, description="Краска", commodity_code="320890",
                gross_weight_kg=Decimal(5100),
                dangerous_goods=(DangerousGoods(hazard_class="3"),),
                packages=(PackagingUnit(type_code="DR", quantity=200),),
            ),
        ),
        equipment=(
            TransportEquipment(
                identifier="58123456", category_code="RR", supplier_role_code="2",
                owner=TradeParty(name="КТЖ"), load_capacity_kg=Decimal(69500), axle_quantity=4,
                tare_weight_kg=Decimal(22400), seals=(Seal(identifier="TDY-0118"),),
            ),
            TransportEquipment(identifier="MSKU6011672", category_code="CN",
                               tare_weight_kg=Decimal(2200)),
        ),
        main_carriage=(TransportMovement(mode_code="2", events=(Event(location=border),)),),
        documents=(DocumentReference(type_code="315", identifier="К-26/7", issued="2026-01-20"),),
    )
