"""Answers of customs systems: what has happened, and where in the declaration something is wrong."""

from kopri.engines import codecs
from kopri.engines.codecs.wco import response
from kopri.engines.codecs.wco.pointers import Pointer, paths
from tests.unit.engines.codecs.wco.documents import ANSWER, declaration


def test_a_rejection_says_what_is_wrong_and_where() -> None:
    answered = response.read(ANSWER)
    assert answered.faults == ()
    assert [notice.code for notice in answered.notices] == ["codecs.namespace"]
    (one,) = answered.responses
    assert (one.outcome, one.rejected, one.issued) == (
        "rejected", "2026-01-15", "2026-01-15T01:40:00Z"
    )
    assert (one.lrn, one.mrn, one.reference) == ("LRN-1", "26KZ000000000001A1", "R-1")
    (error,) = one.errors
    assert (error.code, error.description) == ("E7", "No such country")
    item = "/Declaration/GoodsShipment/GovernmentAgencyGoodsItem[2]"
    assert error.paths == (
        f"{item}/AdditionalDocument[1]/LPCOExemptionCode", "/Declaration/TotalGrossMassMeasure",
    )


REJECTED = b"""<RejectionDateTime>
        <DateTimeString formatCode="102">20260115</DateTimeString>
      </RejectionDateTime>"""


def _dated(name: bytes) -> bytes:
    stamp = b"<%b><DateTimeString formatCode='102'>20260116</DateTimeString></%b>" % (name, name)
    return ANSWER.replace(REJECTED, b"").replace(b"    <Declaration>", b"    <Declaration>" + stamp)


def test_the_dates_tell_what_happened() -> None:
    for name, outcome in ((b"AcceptanceDateTime", "accepted"), (b"CancellationDateTime", "cancelled")):
        (one,) = response.read(_dated(name)).responses
        assert one.outcome == outcome
    released = _dated(b"AcceptanceDateTime").replace(
        b"</NameCode>", b"</NameCode><ReleaseDateTime>"
        b"<DateTimeString formatCode='304'>20260116000000Z</DateTimeString></ReleaseDateTime>",
    )
    (one,) = response.read(released).responses
    assert one.outcome == "released" and one.statuses[0].released == "2026-01-16T00:00:00Z"
    (one,) = response.read(ANSWER.replace(REJECTED, b"")).responses
    assert one.outcome == ""
    impossible = response.read(_dated(b"AcceptanceDateTime").replace(b"20260116", b"20261316"))
    assert [fault.code for fault in impossible.faults] == ["codecs.meaning"]


def test_faults_have_path_line_and_remedy() -> None:
    data = ANSWER.replace(b"<FunctionCode>03<", b"<FunctionCode>rejected<")
    (fault,) = response.read(data).faults
    assert (fault.code, fault.path) == ("codecs.value", "/MetaData/Response/FunctionCode")
    assert fault.params["line"] == 4 and fault.remedy
    assert response.read(data).responses == ()
    assert [one.code for one in response.read(b"<x/>").faults] == ["codecs.root"]
    assert [one.code for one in response.read(b"<x>").faults] == ["codecs.syntax"]


def test_an_answer_is_known_among_documents_and_announces_nothing() -> None:
    reading = codecs.read(ANSWER)
    assert reading.format == "wco-response" and reading.faults == ()
    assert reading.message is not None and reading.message.kind == "answer"
    assert "codecs.announces_nothing" in {notice.code for notice in reading.notices}
    assert codecs.read(declaration()).format == "wco-declaration"


def test_an_answer_of_several_responses() -> None:
    start, end = ANSWER.index(b"  <Response>"), ANSWER.index(b"</MetaData>")
    answered = response.read(ANSWER[:end] + ANSWER[start:end] + b"</MetaData>")
    assert len(answered.responses) == 2


def test_pointers_that_nobody_knows_stay_what_they_are() -> None:
    assert paths([Pointer(section="42A"), Pointer(section="99Z", sequence=2, tag="Q1")]) == (
        "/Declaration/99Z[2]/Q1",
    )
    assert paths([Pointer(tag="131")]) == ("/TotalGrossMassMeasure",)
    assert paths([]) == ()
