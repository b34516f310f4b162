"""What the template's drop-down lists offer: a code and its words in the reader's language.

They are the usual ones; any other code of the standard's list may be written as well.
"""

from functools import cache

from babel import Locale

from kopri.kernel.consignment.codes import COUNTRIES, CURRENCIES, USER_ASSIGNED
from kopri.kernel.text import translate


def _(message: str) -> str:
    """A message id, which `kernel.text` translates."""
    return message


_MONEY = ("USD", "EUR", "KZT", "TMT", "RUB", "CNY", "TRY", "IRR", "AZN", "UZS", "KGS")
_WORDED: dict[str, dict[str, str]] = {
    "mode": {"3": _("road"), "2": _("rail"), "1": _("sea"), "8": _("inland waterway")},
    "waybill": {"730": _("road waybill (CMR)"), "720": _("rail waybill (SMGS)"),
                "705": _("bill of lading"), "740": _("air waybill")},
    "trailer": {"SM": _("semi-trailer"), "TE": _("trailer")},
    "group": {"1": _("I, great danger"), "2": _("II, medium danger"), "3": _("III, minor danger")},
    "package": {
        "BG": _("bag"), "BX": _("box"), "CT": _("carton"), "CS": _("case"), "CR": _("crate"),
        "DR": _("drum"), "BA": _("barrel"), "PX": _("pallet"), "PK": _("package"),
        "RL": _("reel"), "RO": _("roll"), "BL": _("bale, compressed"), "BE": _("bundle"),
        "JY": _("jerrican"), "CY": _("cylinder"), "VQ": _("bulk, liquefied gas"),
        "VL": _("bulk, liquid"), "VR": _("bulk, solid, grains"), "VY": _("bulk, solid, powders"),
        "NE": _("unpacked"),
    },
    "document": {
        "380": _("invoice"), "271": _("packing list"), "861": _("certificate of origin"),
        "853": _("veterinary certificate"), "851": _("plant health certificate"),
        "852": _("sanitary certificate"), "952": _("TIR carnet"), "911": _("import licence"),
        "811": _("export licence"), "830": _("export declaration"),
        "890": _("dangerous goods declaration"), "950": _("transit declaration"),
    },
    "incoterms": dict.fromkeys(
        ("EXW", "FCA", "FAS", "FOB", "CFR", "CIF", "CPT", "CIP", "DAP", "DPU", "DDP"), ""),
}


@cache
def choices(kind: str, *, language: str, near: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The entries of a list, such as ``PX – pallet``; none where a kind has no list.

    ``near``: countries that stand first.
    """
    if kind == "country":
        names = Locale(language).territories
        others = sorted(COUNTRIES - USER_ASSIGNED - set(near))
        return tuple(_entry(code, names.get(code, "")) for code in (*near, *others))
    if kind == "currency":
        words = Locale(language).currencies
        others = sorted(CURRENCIES - set(_MONEY))
        return tuple(_entry(code, words.get(code, "")) for code in (*_MONEY, *others))
    return tuple(_entry(code, translate(word, language=language))
                 for code, word in _WORDED.get(kind, {}).items())


def _entry(code: str, words: str) -> str:
    return f"{code} – {words}" if words else code
