"""UN/EDIFACT code lists (D23B) that only the formats name; packed, ``3..6`` is a range."""

from collections.abc import Mapping

from kopri.kernel.consignment import codes


def _listed(text: str) -> frozenset[str]:
    """The codes of a packed list; ``3..6`` stands for 3 4 5 6."""
    codes: set[str] = set()
    for word in text.split():
        first, dots, last = word.partition("..")
        codes.update(map(str, range(int(first), int(last) + 1)) if dots else [first])
    return frozenset(codes)


# 3055: code list responsible agencies
AGENCIES = _listed("""
    1..114 116..241 244..307 309..413 ZZZ
""")

# 1001: names of documents
DOCUMENTS = _listed("""
    1..470 480..491 493..503 520..539 550..554 575..589 610 621..660 700..799 810..879 890..917
    925..927 929..938 940 941 950..955 960..966 970..972 974..979 990 991 995 996 998
""")

# 3035: functions of parties
PARTY_ROLES = _listed("""
    AA AB AE AF AG AH AI AJ AK AL AM AN AO AP AQ AR AS AT AU AV AW AX AY AZ B1 B2 BA BB BC BD BE
    BF BG BH BI BJ BK BL BM BN BO BP BQ BS BT BU BV BW BX BY BZ C1 C2 CA CB CC CD CE CF CG CH CI
    CJ CK CL CM CN CNX CNY CNZ CO COA COB COC COD COE COF COG COH COI COJ COK COL COM CON COO COP
    COQ COR COS COT COU COV COW COX COY COZ CP CPA CPB CPC CPD CPE CPF CPG CPH CPI CPJ CPK CPL CPM
    CPN CPO CQ CR CS CT CU CV CW CX CY CZ DA DB DC DCP DCQ DCR DCS DCT DCU DCV DCW DCX DCY DCZ DD
    DDA DDB DDC DDD DDE DDF DDG DDH DDI DDJ DDK DDL DDM DDN DDO DDP DDQ DDR DDS DDT DDU DDV DDW
    DDX DDY DDZ DE DEA DEB DEC DED DEE DEF DEG DEH DEI DEJ DEK DEL DEM DEN DEO DEP DEQ DER DES DET
    DEU DEV DEW DEX DEY DEZ DF DFA DFB DFC DFD DFE DFF DFG DFH DFI DFJ DFK DFL DFM DFN DFO DFP DFQ
    DFR DFS DFT DFU DFV DFW DFX DFY DFZ DG DGA DGB DGC DGD DGE DGF DGG DGH DGI DGJ DGK DGL DGM DGN
    DGO DGP DGQ DGR DGS DGT DGU DGV DGW DH DI DJ DK DL DM DN DO DP DQ DR DS DT DU DV DW DX DY DZ
    EA EB EC ED EE EF EG EH EI EJ EK EL EM EN EO EP EQ ER ES ET EU EV EW EX EY EZ FA FB FC FD FE
    FF FG FH FI FJ FK FL FM FN FO FP FQ FR FS FT FU FV FW FX FY FZ GA GB GC GD GE GF GH GI GJ GK
    GL GM GN GO GP GQ GR GS GT GU GV GW GX GY GZ HA HB HC HD HE HF HG HH HI HJ HK HL HM HN HO HP
    HQ HR HS HT HU HV HW HX HY HZ I1 I2 IB IC ID IE IF IG IH II IJ IL IM IN IO IP IQ IR IS IT IU
    IV IW IX IY IZ JA JB JC JD JE JF JG JH LA LB LC LD LE LF LG LH LI LJ LK LL LM LN LO LP LQ LR
    LS LT LU LV MA MAD MDR MF MG MI MOP MP MR MS MT N2 NI OA OB OC OD OE OF OG OH OI OJ OK OL OM
    ON OO OP OQ OR OS OT OU OV OW OX OY OZ P1 P2 P3 P4 PA PAD PB PC PD PE PF PG PH PI PJ PK PM PN
    PO POA PP PQ PR PS PT PW PX PY PZ RA RB RCA RCR RE RF RH RI RL RM RP RS RV RW SB SE SF SG SI
    SN SO SPC SR SS ST SU SX SY SZ TA TB TC TCP TCR TD TE TF TG TH TI TJ TK TL TM TN TO TP TQ TR
    TS TT TU TV TW TX TY TZ UA UB UC UD UE UF UG UH UHP UI UJ UK UL UM UN UO UP UQ UR US UT UU UV
    UW UX UY UZ VA VB VC VE VF VG VH VI VJ VK VL VM VN VO VP VQ VR VS VT VU VV VW VX VY VZ WA WB
    WC WD WE WF WG WH WI WJ WK WL WM WN WO WP WPA WQ WR WS WT WU WV WW WX WY WZ ZZZ
""")

# 3227: functions of locations
LOCATION_FUNCTIONS = _listed("""
    1..101 103..120 122..316 ZZZ
""")

# 2379 as D23B writes it in JSON: forms of dates, times and periods
TIME_FORMATS = _listed("""
    CCYY-MM-B CCYY-MM-K CCYY-MM-DD-I CCYY-MM-DD-RR YY-Www-N MMWEE/MMWEE YY-DDD -MM-DD DDD -WW -MM-
    --DD hh:mm:ssZhh:mm/hh:mm:ssZhh:mm -MM-DDThh:mm --DDThh:mm
    CCYY-MM-DDThh:mmZhh:mm/CCYY-MM-DDThh:mmZhh:mm Zhh:mm hh:mm/hhmm hh:mm:ss/hh:mm:ss CC YY CCYY
    CCYY-S CCYY-Q YY-MM CCYY-MM YY-MM-A CCYY-MM-A YY-Www CCYY-Www YY/YY CCYY/CCYY YY-S/YY-S
    CCYY-S/CCYY-S YY-P/YY-P CCYY-P/CCYY-P YY-Q/YY-Q CCYY-Q/CCYY-Q YY-MM/YY-MM CCYY-MM/CCYY-MM
    YY-MM-DDThh:mm/YY-MM-DDThh:mm YYWww/YYWww CCYYWww/CCYYWww YY-MM-DD/YY-MM-DD
    CCYY-MM-DD/CCYY-MM-DD CCYY-MM-DDThh:mm/CCYY-MM-DDThh:mm NThh:mm/NThh:mm S P M H A N G
""")

# Every list a grammar may name
LISTS: Mapping[str, frozenset[str]] = {
    "country": codes.COUNTRIES,
    "currency": codes.CURRENCIES,
    "language": codes.LANGUAGES | {code.upper() for code in codes.LANGUAGES},
    "package": codes.PACKAGES,
    "unit": codes.UNITS,
    "agency": AGENCIES,
    "document": DOCUMENTS,
    "party": PARTY_ROLES,
    "location": LOCATION_FUNCTIONS,
    "incoterms": _listed("1 2 CFR CIF CIP CPT DAP DDP EXW FAS FCA FOB"),
    "payment": _listed("A B C P"),
    "seal_condition": _listed("1..5"),
    "charge": _listed("2 12 14 16 22..24"),
    "package_level": _listed("1..6"),
    "stage": _listed("15..19 21..23"),
    "equipment": _listed("BX CN SM TE TN"),
    "packing_group": _listed("1..4"),
    "sealing_party": _listed("AA AB AC CA CU SH TO"),
    "time_format": TIME_FORMATS,
    "efti_equipment": _listed(
        "AE AM BPO BPP BPQ BPR BPX BR BX CN CT DPL DV GT NT RF RR SM SW "
        "T1 T2 T3 T4 T5 T6 T7 T9 T10 T11 T12 T13 T14 TE TN"
    ),
    "efti_mode": _listed("1 2 3 4 8"),
}
