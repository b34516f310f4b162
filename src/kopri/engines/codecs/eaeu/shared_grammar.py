"""The common aggregates of the album of the Federal Customs Service of Russia, version 5.23.0.

Element names, order, occurrence and value spaces as published with the album; the types that
several of its documents use stand here once, each in its own namespace.
"""

from kopri.engines.codecs.eaeu.simple_types import simple_type
from kopri.engines.codecs.wire.grammar import Grammar

_INFORMATION = "urn:customs.ru:Information"
# Prefix -> namespace of the common aggregates; a document adds its own under the empty prefix.
NAMESPACES = {
    "cat_ru": "urn:customs.ru:CommonAggregateTypes:5.22.0",
    "RUScat_ru": "urn:customs.ru:RUSCommonAggregateTypes:5.22.0",
    "catESAD_cu": "urn:customs.ru:CUESADCommonAggregateTypesCust:5.22.0",
    "catpi_ru": f"{_INFORMATION}:PriorInformation:PriorCommonAggregateTypes:5.23.0",
    "catTrans_ru": f"{_INFORMATION}:TransportDocuments:TransportCommonAgregateTypesCust:5.23.0",
    "catTrans_cu": f"{_INFORMATION}:TransportDocuments:CUTransportCommonAgregateTypesCust:5.22.0",
}

_SHARED = """
BaseDoc (cat_ru): DocumentID!=id36 RefDocumentID=id36 INNSign=id10_12 MCD_ID=id36
RF (cat_ru): OGRN=ogrn INN=id10_12 KPP=num9
ITNKZ (cat_ru): CategoryCode!=code2 KATOCode!=code2 RNN=code12 ITNReserv=id36
RK (cat_ru): BIN=num12 IIN=num12 ITN=ITNKZ
RB (cat_ru): UNP=num9 RBIdentificationNumber=id14
RA (cat_ru): UNN=num8 SocialServiceNumber=num10 SocialServiceCertificate=code10
KG (cat_ru): KGINN=num14 KGOKPO=num8
OrganizationBase (cat_ru): OrganizationName=text150 ShortName=text120
    OrganizationLanguage=letters2 RFOrganizationFeatures=RF| RKOrganizationFeatures=RK|
    RBOrganizationFeatures=RB| RAOrganizationFeatures=RA| KGOrganizationFeatures=KG
DocumentBase (cat_ru): PrDocumentName=text250 PrDocumentNumber=id50 PrDocumentDate=day
UnifiedCode20 (RUScat_ru): UnifiedCode!=id20 CodeListId=id20
UITN40 (RUScat_ru): UITNCode!=id40 CountryCode=country
SubjectBase (RUScat_ru) < OrganizationBase: CountryA2Code=country
    BusinessEntityTypeCode=UnifiedCode20 BusinessEntityTypeName=text300 UITN=UITN40
RUIdentityCard (RUScat_ru): IdentityCardCode=identity_kind IdentityCardName=text40
    FullIdentityCardName=text250 IdentityCardSeries=id11 IdentityCardNumber=id25
    IdentityCardDate=day DocValidityDate=day OrganizationName=text150 IssuerCode=id7
    AuthorityId=id20 CountryCode=country
RUAddress (RUScat_ru): AddressKindCode=id20 PostalCode=id9 CountryCode=country CounryName=text120
    Region=text120 District=text120 Town=text120 City=text120 StreetHouse=text120 House=text120
    Room=text120 AddressText=text1000 OKTMO=id11 OKATO=num5_11 KLADR=id20 AOGUID=id36 AOID=id36
    TerritoryCode=id17 PostOfficeBoxId=id20
Contact (cat_ru): Phone*=text24 Fax=text24 Telex=text24 E_mail*=text50
Subject (RUScat_ru) < SubjectBase: PersonId=text20 IdentityCard=RUIdentityCard
    SubjectAddressDetails*=RUAddress CommunicationDetails=Contact
Customs (cat_ru): Code!=office OfficeName=text50
CUCustoms (cat_ru) < Customs: CustomsCountryCode=num3
GTDID (cat_ru): CustomsCode!=office RegistrationDate!=day GTDNumber!=id7
Address (cat_ru): PostalCode=id9 CountryCode=country CounryName=text40 Region=text50 City=text35
    StreetHouse=text50 TerritoryCode=num8_17
Organization (cat_ru) < OrganizationBase: OKPOID=id10 OKATOCode=num5_11 Address=Address
    Contact=Contact
Document (catTrans_ru) < DocumentBase: ModeCode!=id30
TransportGoodsBase (cat_ru): GoodsMarking=text30 GoodsDescription!*=text250
TransportGoods (catTrans_ru) < TransportGoodsBase: GoodsNumeric=count5
    GoodsNomenclatureCode=num4_10 HazardousCargoCode*=id3 VolumeQuantity=qty24.6
TRPackingInfo (catTrans_cu): PackingCode=code2 PakingQuantity!=nat8 PackingDescription=text250
    PakagePartQuantity=qty8.0
SupplementaryQuantity (cat_ru): GoodsQuantity!=qty24.6 MeasureUnitQualifierName=text13
    MeasureUnitQualifierCode=code3
TransportMeansBase (cat_ru): VIN=id40 TransportKindCode=code3 TransportTypeName=text150
    TransportMarkCode=code3 TransportIdentifier=id40 TransportMeansNationalityCode=country
    ActiveTransportIdentifier=id40 TransportRegNumber=id20
PersonBase (cat_ru): PersonSurname!=text150 PersonName!=text150 PersonMiddleName=text150
    PersonPost=text250
TIRForwarder (catTrans_cu): Name!=text150 Address!=Address
TDDestinationBase (catTrans_cu): DestinationCustomsCode=office DeliveryCustomsPostCode=office
    Address=Address
TIRDestination (catTrans_cu) < TDDestinationBase: DestinationPlaceName=text40
IdentityMark (catTrans_cu): IdentityNumber!=count5 MarkDescription!=text250
"""


def album_grammar(text: str) -> Grammar:
    """The grammar of one document: its own records beside the shared ones."""
    return Grammar(_SHARED + text, own=simple_type)
