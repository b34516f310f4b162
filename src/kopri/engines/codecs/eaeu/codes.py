"""Codes of the EAEU classifiers and their counterparts in the world's lists.

Sources: ISO 3166-1 for countries; OKEI (OK 015-94) and the units of the common customs tariff
beside UN/ECE Rec. 20; the classifier of kinds of documents (decision 378 of the Customs Union
Commission, annex 8) beside UN/EDIFACT 1001, of which only pairs that are beyond doubt stand here;
the classifier of kinds of transport (the same decision, annex 3), whose first digit is Rec. 19.
"""

# Lists of the EAEU's unified reference data, as documents name them
COUNTRY_LIST, CURRENCY_LIST, UNIT_LIST = "2021", "2022", "2016"
DOCUMENT_LIST, TRANSPORT_LIST, PACKAGE_LIST = "2009", "2004", "2013"
# Kinds of movement under transit, and ways to secure payment: lists named by where they stand in
# decision 378, since their number in the reference data is not known here
DIRECTION_LIST, GUARANTEE_LIST = "378-4", "378-17"

_NUMERIC = """
    AD020 AE784 AF004 AG028 AI660 AL008 AM051 AO024 AQ010 AR032 AS016 AT040 AU036 AW533 AX248
    AZ031 BA070 BB052 BD050 BE056 BF854 BG100 BH048 BI108 BJ204 BL652 BM060 BN096 BO068 BQ535
    BR076 BS044 BT064 BV074 BW072 BY112 BZ084 CA124 CC166 CD180 CF140 CG178 CH756 CI384 CK184
    CL152 CM120 CN156 CO170 CR188 CU192 CV132 CW531 CX162 CY196 CZ203 DE276 DJ262 DK208 DM212
    DO214 DZ012 EC218 EE233 EG818 EH732 ER232 ES724 ET231 FI246 FJ242 FK238 FM583 FO234 FR250
    GA266 GB826 GD308 GE268 GF254 GG831 GH288 GI292 GL304 GM270 GN324 GP312 GQ226 GR300 GS239
    GT320 GU316 GW624 GY328 HK344 HM334 HN340 HR191 HT332 HU348 ID360 IE372 IL376 IM833 IN356
    IO086 IQ368 IR364 IS352 IT380 JE832 JM388 JO400 JP392 KE404 KG417 KH116 KI296 KM174 KN659
    KP408 KR410 KW414 KY136 KZ398 LA418 LB422 LC662 LI438 LK144 LR430 LS426 LT440 LU442 LV428
    LY434 MA504 MC492 MD498 ME499 MF663 MG450 MH584 MK807 ML466 MM104 MN496 MO446 MP580 MQ474
    MR478 MS500 MT470 MU480 MV462 MW454 MX484 MY458 MZ508 NA516 NC540 NE562 NF574 NG566 NI558
    NL528 NO578 NP524 NR520 NU570 NZ554 OM512 PA591 PE604 PF258 PG598 PH608 PK586 PL616 PM666
    PN612 PR630 PS275 PT620 PW585 PY600 QA634 RE638 RO642 RS688 RU643 RW646 SA682 SB090 SC690
    SD729 SE752 SG702 SH654 SI705 SJ744 SK703 SL694 SM674 SN686 SO706 SR740 SS728 ST678 SV222
    SX534 SY760 SZ748 TC796 TD148 TF260 TG768 TH764 TJ762 TK772 TL626 TM795 TN788 TO776 TR792
    TT780 TV798 TW158 TZ834 UA804 UG800 UM581 US840 UY858 UZ860 VA336 VC670 VE862 VG092 VI850
    VN704 VU548 WF876 WS882 YE887 YT175 ZA710 ZM894 ZW716
"""
NUMBER_OF = {word[:2]: word[2:] for word in _NUMERIC.split()}
COUNTRY_OF = {number: code for code, number in NUMBER_OF.items()}

# The short names of the classifier of countries, for those whose goods and lorries come here
_NAMES = """
    AE ОБЪЕДИНЕННЫЕ АРАБСКИЕ ЭМИРАТЫ|AF АФГАНИСТАН|AM АРМЕНИЯ|AT АВСТРИЯ|AZ АЗЕРБАЙДЖАН
    BE БЕЛЬГИЯ|BG БОЛГАРИЯ|BY БЕЛАРУСЬ|CH ШВЕЙЦАРИЯ|CN КИТАЙ|CZ ЧЕХИЯ|DE ГЕРМАНИЯ|EE ЭСТОНИЯ
    ES ИСПАНИЯ|FI ФИНЛЯНДИЯ|FR ФРАНЦИЯ|GB СОЕДИНЕННОЕ КОРОЛЕВСТВО|GE ГРУЗИЯ|HU ВЕНГРИЯ|IN ИНДИЯ
    IQ ИРАК|IR ИРАН|IT ИТАЛИЯ|JP ЯПОНИЯ|KG КИРГИЗИЯ|KR РЕСПУБЛИКА КОРЕЯ|KZ КАЗАХСТАН|LT ЛИТВА
    LV ЛАТВИЯ|MD МОЛДОВА|MN МОНГОЛИЯ|NL НИДЕРЛАНДЫ|PK ПАКИСТАН|PL ПОЛЬША|RO РУМЫНИЯ|RS СЕРБИЯ
    RU РОССИЯ|SE ШВЕЦИЯ|SK СЛОВАКИЯ|TJ ТАДЖИКИСТАН|TM ТУРКМЕНИСТАН|TR ТУРЦИЯ|UA УКРАИНА
    US СОЕДИНЕННЫЕ ШТАТЫ|UZ УЗБЕКИСТАН
"""
COUNTRY_NAMES = {
    row.strip()[:2]: row.strip()[3:] for line in _NAMES.split("\n") for row in line.split("|") if row.strip()
}

# OKEI, Rec. 20, what Russian documents call it
_UNITS = """
    006 MTR М|055 MTK М2|111 CMQ СМ3|112 LTR Л|113 MTQ М3|114 R9 1000 М3|130 K6 1000 Л
    162 CTM КАР|163 GRM Г|166 KGM КГ|168 TNE Т|214 KWT КВТ|246 MWH 1000 КВТ.Ч|305 CUR КИ
    715 PR ПАР|796 H87 ШТ|797 CEN 100 ШТ|798 MIL 1000 ШТ|831 LPA Л 100% СПИРТА
    841 KHY КГ H2O2|845 KSD КГ 90% С/В|852 KPO КГ K2O|859 KPH КГ KOH|861 KNI КГ N
    863 KSH КГ NAOH|865 KPP КГ P2O5|867 KUR КГ U
"""
_ROWS = [row.split(maxsplit=2) for line in _UNITS.split("\n") for row in line.split("|") if row.split()]
UNIT_NUMBER = {unit: number for number, unit, _ in _ROWS}
UNIT_OF = {number: unit for number, unit, _ in _ROWS} | {"839": "SET", "796": "H87"}
UNIT_NAME = {unit: name for _, unit, name in _ROWS}
UNIT_NUMBER["C62"] = "796"

# EAEU kind of document, UN/EDIFACT 1001
_DOCUMENTS = """
    02011 705|02013 720|02015 730|02017 740|02024 952|03011 315|04021 380|04025 325|04131 271
    06013 865|06019 861
"""
_PAIRS = [row.split() for line in _DOCUMENTS.split("\n") for row in line.split("|") if row.split()]
DOCUMENT_KIND = {code: kind for kind, code in _PAIRS}
DOCUMENT_OF = {kind: code for kind, code in _PAIRS}
OTHER_DOCUMENT = "09999"

# What the classifier of transport adds to the mode: a lorry alone, or drawing something
LORRY, ROAD_TRAIN = "30", "31"
