"""Reading notices."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec
from django.db.models import Q

from kopri.crossing.queries import CaseView
from kopri.domains.notice.models import Notice, NoticeIdentifier, NoticeVersion
from kopri.domains.notice.rules import StillThere
from kopri.domains.notice.states import STANDING, NoticeState
from kopri.domains.notice.types import Lodged
from kopri.engines.countrydata import PairData, load_of
from kopri.journal.rows import rows_with
from kopri.kernel.consignment import Consignment
from kopri.kernel.consignment.identifier_query import CARRIED, IdentifierQuery, comparable
from kopri.kernel.consignment.whole import gross_weight_of, is_dangerous
from kopri.kernel.errors import Ground, Refusal
from kopri.kernel.lines import Load

_STANDING = [state.value for state in STANDING]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeView:
    """A notice in its newest version. ``presented``: since when the goods are at the gate."""

    notice: str
    reference: str
    version: int
    state: NoticeState
    eta: str
    format: str
    document_sha256: str
    consignments: tuple[Consignment, ...]
    changed: datetime
    cancelled: datetime | None = None
    presented: datetime | None = None

    @property
    def commodities(self) -> frozenset[str]:
        """HS codes of the goods, as long as they were told."""
        return frozenset(filter(None, (
            code for whole in self.consignments
            for code in (whole.cargo_commodity_code, *(item.commodity_code for item in whole.items))
        )))

    @property
    def chapters(self) -> frozenset[str]:
        """HS chapters of the goods."""
        return frozenset(code[:2] for code in self.commodities)


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionView:
    """One version of a notice: what was told, by whom (a pseudonymous id), when it was written.

    ``late``: it was written when the goods were at the gate, by a log that had not heard of it.
    """

    uid: str
    notice: str
    reference: str
    version: int
    eta: str
    format: str
    document_sha256: str
    consignments: tuple[Consignment, ...]
    side: str
    person: str
    recorded: datetime
    late: bool = False


def commodities_of(reference: str) -> frozenset[str]:
    """HS codes of everything that is announced for a case."""
    return frozenset().union(*(notice.commodities for notice in notices_of(reference)))


def by_id(notice: str) -> NoticeView:
    """The notice, or a Refusal that there is none."""
    row = Notice.objects.filter(notice=notice).first() if notice.isprintable() else None
    found = _views([row]) if row is not None else []
    if not found:
        raise Refusal([StillThere.fault(path="/notice")], ground=Ground.MISSING)
    return found[0]


def notices_of(reference: str) -> list[NoticeView]:
    """Every notice of a case that stands, presented ones too, oldest first."""
    return notices_of_all([reference])


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What the standing notices of a case say that it carries: HS codes, and whether any is dangerous."""

    codes: frozenset[str]
    dangerous: bool
    goods: bool


def load_of_case(case: CaseView, *, pair: PairData) -> Load:
    """What the queue asks of its goods, by its notices; without any, by what was said when it was
    opened."""
    return loads_of([case], pair=pair)[case.reference]


def loads_of(cases: Sequence[CaseView], *, pair: PairData) -> dict[str, Load]:
    """The same of many cases, by reference."""
    told: dict[str, list[NoticeView]] = {case.reference: [] for case in cases}
    for notice in notices_of_all(list(told)):
        told[notice.reference].append(notice)
    found = {}
    for case in cases:
        carried = _carried(told[case.reference])
        found[case.reference] = load_of(
            pair, codes=carried.codes, dangerous=carried.dangerous,
            loaded=case.loaded is not False or carried.goods)
    return found


def _carried(notices: Sequence[NoticeView]) -> Carried:
    """Of all of them together."""
    return Carried(
        codes=frozenset().union(*(notice.commodities for notice in notices)),
        dangerous=any(is_dangerous(each) for notice in notices for each in notice.consignments),
        goods=any(notice.consignments for notice in notices))


def told_kg(reference: str) -> int:
    """What its goods weigh by its notices together; 0 where nothing was told."""
    return int(sum(gross_weight_of(each) for notice in notices_of(reference)
                   for each in notice.consignments))


def notices_of_all(references: Sequence[str]) -> list[NoticeView]:
    """Every notice of these cases that stands, oldest first."""
    rows = rows_with(Notice, column="reference", values=references, order="changed, notice")
    return _views(row for row in rows if row.state in _STANDING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Newest:
    """Which version of a notice is the newest, the entry that told it, and whether it stands."""

    reference: str
    notice: str
    version: int
    uid: str
    standing: bool


def newest_of(references: Sequence[str]) -> list[Newest]:
    """The newest version of each notice of these cases, withdrawn ones too, without the goods."""
    rows = Notice.objects.filter(reference__in=list(references)).exclude(uid="")
    return [Newest(reference=row.reference, notice=row.notice, version=row.version, uid=row.uid,
                   standing=row.state in _STANDING) for row in rows.order_by("notice")]


def versions_by(uids: Iterable[str]) -> dict[str, VersionView]:
    """The versions that these entries told, as far as they are known here."""
    return {uid: _version(row, presented=None)
            for uid, row in NoticeVersion.objects.in_bulk(list(uids)).items()}


def versions_of(notice: str) -> list[VersionView]:
    """Every version of a notice, the oldest first; none of a notice that is not known."""
    row = Notice.objects.filter(notice=notice).first() if notice.isprintable() else None
    if row is None:
        return []
    rows = NoticeVersion.objects.filter(reference=row.reference, notice=notice)
    return [_version(each, presented=row.presented)
            for each in rows.order_by("version", "recorded", "uid")]


def lodged_from(
    documents: Sequence[str], *, references: Sequence[str]
) -> dict[tuple[str, str], Lodged]:
    """Standing notices of these cases whose newest version was read from these documents, by
    (reference, SHA-256)."""
    told = {row.uid: row for row in NoticeVersion.objects.filter(
        document_sha256__in=list(documents), reference__in=list(references)).defer("consignments")}
    rows = Notice.objects.filter(uid__in=list(told), reference__in=list(references),
                                 state__in=_STANDING) if told else ()
    return {
        (row.reference, told[row.uid].document_sha256):
            Lodged(reference=row.reference, notice=row.notice, version=row.version)
        for row in rows
    }


def found_by(query: IdentifierQuery, *, most: int) -> list[tuple[NoticeView, int]]:
    """Standing notices that an identifier query means, by the index of identifiers, and which of
    their consignments (from 1); the newest first, at most so many."""
    rows = NoticeIdentifier.objects.filter(
        value=comparable(query.identifier), kind__in=sorted(query.kinds))
    if query.country:
        rows = rows.filter(Q(kind=CARRIED) | Q(country=query.country))
    if query.mode:
        rows = rows.filter(mode=query.mode)
    if query.dangerous:
        rows = rows.filter(dangerous=query.dangerous)
    meant: dict[str, set[int]] = {}
    for uid, place in rows.values_list("uid", "consignment"):
        meant.setdefault(uid, set()).add(place)
    notices = set(rows.values_list("notice", flat=True))
    standing = Notice.objects.filter(
        notice__in=notices, state__in=_STANDING, uid__in=list(meant)).order_by("-recorded", "notice")
    uids = {row.notice: row.uid for row in standing[:most]}
    return [(view, place) for view in _views(standing[:most])
            for place in sorted(meant[uids[view.notice]])][:most]


def _views(rows: Iterable[Notice]) -> list[NoticeView]:
    """Those of which a version is known here."""
    found = list(rows)
    newest = {row.uid: row for row in rows_with(
        NoticeVersion, column="uid", values=[row.uid for row in found if row.uid])}
    return [_view(row, newest[row.uid]) for row in found if row.uid in newest]


def _view(row: Notice, newest: NoticeVersion) -> NoticeView:
    return NoticeView(
        notice=row.notice, reference=row.reference, version=row.version,
        state=NoticeState(row.state), eta=newest.eta, format=newest.format,
        document_sha256=newest.document_sha256, consignments=_consignments(newest),
        changed=row.changed, cancelled=row.cancelled, presented=row.presented,
    )


def _version(row: NoticeVersion, *, presented: datetime | None) -> VersionView:
    return VersionView(
        uid=row.uid, notice=row.notice, reference=row.reference, version=row.version, eta=row.eta,
        format=row.format, document_sha256=row.document_sha256, consignments=_consignments(row),
        side=row.side, person=row.person, recorded=row.recorded,
        late=presented is not None and row.recorded > presented,
    )


def _consignments(row: NoticeVersion) -> tuple[Consignment, ...]:
    return tuple(msgspec.convert(row.consignments, list[Consignment], strict=False))
