"""Documents on paper: a waybill set from the consignment model, in two languages, as PDF/A.

What is printed here is *prepared*: it says so, and a machine finds the notice by its code. Boxes
and their numbers are those of the CMR consignment note (Convention of 19 May 1956, article 6, in
the layout of the International Road Transport Union).
"""

from kopri.engines.typesetting.press import waybill
from kopri.engines.typesetting.sheet import Print

__all__ = ["Print", "waybill"]
