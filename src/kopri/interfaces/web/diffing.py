"""Differences between two versions as a table: what, before, now."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from kopri.domains.notice.queries import VersionView
from kopri.interfaces.web.show import Blank, Cell, Table
from kopri.interfaces.web.values import label, plain, way
from kopri.interfaces.web.words import Text
from kopri.kernel.clock import from_text
from kopri.kernel.consignment import Consignment
from kopri.kernel.consignment.difference import Change, Kind, differences, leaves

MOST_IN_A_LINE = 12


def table(
    old: Sequence[Consignment], new: Sequence[Consignment], *, caption: Text,
    eta: tuple[str, str] = ("", ""),
) -> Table:
    """Every difference, in the order of the newer one. ``eta``: expected at the border, both UTC."""
    changes = differences(old, new)
    alone = len(old) == len(new) == 1
    rows = [*_times(eta), *(row(change, alone=alone) for change in changes)]
    return Table(
        caption=caption, rows=rows,
        columns=[(_("What"), "text"), (_("Before"), "text"), (_("Now"), "text")],
        blank=Blank(kind="empty", title=_("Nothing differs.")))


def of_versions(old: VersionView, new: VersionView, *, caption: Text) -> Table:
    """What differs between two versions of a notice."""
    return table(old.consignments, new.consignments, caption=caption, eta=(old.eta, new.eta))


def _times(eta: tuple[str, str]) -> Iterator[list[Cell]]:
    before, now = eta
    if before != now:
        yield [Cell(value=_("Expected at the border")),
               *(Cell(value=from_text(each) if each else "", kind="moment" if each else "text")
                 for each in eta)]


def row(change: Change, *, alone: bool = False) -> list[Cell]:
    """A line; a consignment that stands alone is not named."""
    steps = change.trail[1:] if alone and len(change.trail) > 1 else change.trail
    return [Cell(value=way(steps)), Cell(value=_old(change)), Cell(value=_new(change))]


def _old(change: Change) -> Text:
    if change.kind is Kind.REORDERED:
        return ""
    if change.kind is Kind.ADDED:
        return _("not there")
    return _whole(change) if change.kind is Kind.REMOVED else plain(change.old)


def _new(change: Change) -> Text:
    if change.kind is Kind.REORDERED:
        return _("the same, in another order")
    if change.kind is Kind.REMOVED:
        return _("taken out")
    return _whole(change) if change.kind is Kind.ADDED else plain(change.new)


def _whole(change: Change) -> str:
    """What is in a value that came or went: each field with its name, the first ones at least."""
    found = leaves(change)
    deep = len(change.trail)
    told = [
        plain(leaf.value) if len(leaf.trail) == deep
        else f"{label(leaf.trail[-1].label)}: {plain(leaf.value)}"
        for leaf in found[:MOST_IN_A_LINE]
    ]
    return "; ".join(told) + ("; …" if len(found) > MOST_IN_A_LINE else "")
