"""Code lists that are data: given to the checks, never read by them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeLists:
    """``commodities``: chapters, headings and subheadings of the Harmonized System. ``locodes``:
    UN/LOCODE of ``countries``, all of each. An empty list checks nothing."""

    commodities: frozenset[str] = frozenset()
    locodes: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()


NO_LISTS = CodeLists()
