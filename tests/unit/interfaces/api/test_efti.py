"""eFTI queries over the real store through the API, as the reference implementation's cases expect."""

import re
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import etree

from kopri.domains.notice.models import NoticeIdentifier
from kopri.engines import codecs
from kopri.journal.apply.rebuild import rebuild
from kopri.kernel.consignment import Consignment
from tests.unit.engines.codecs.samples import filled
from tests.unit.interfaces.api.conftest import Answer, Api, notice
from tests.vectors.efti_cases import Group, groups

EFTI = Path(__file__).parents[5] / "shared/conformance/efti"
ED = "http://efti.eu/v1/edelivery"
OFFICER = "inspector/KZ-SRC"


@pytest.fixture(scope="module")
def gate() -> etree.XMLSchema:
    if not EFTI.is_dir():
        pytest.skip("third-party vectors are absent: ../shared/conformance/efti")
    return etree.XMLSchema(etree.parse(EFTI / "xsd/edelivery/gate.xsd"))


def lodge(api: Api, whole: Consignment, plate: str) -> str:
    """A notice with a document in eFTI; its number."""
    document = codecs.codec("efti").write(whole).decode()
    vehicle = {"plate": plate, "country": "KZ"}
    answer = api.post("/notices", notice(document=document, conveyance=vehicle))
    assert answer.status == 201, answer.said
    return str(answer.said["notice"])


def ask(api: Api, body: bytes | str, who: str = OFFICER) -> Answer:
    return api.post("/efti/messages", body.encode() if isinstance(body, str) else body, who)


def identifier_query(words: str) -> str:
    return f'<identifierQuery xmlns="{ED}" requestId="r1">{words}</identifierQuery>'


def uil_query(dataset: str, *, gate: str = "KZ", platform: str = "", subset: str = "EU01") -> str:
    return (f'<uilQuery xmlns="{ED}" requestId="r2"><uil><gateId>{gate}</gateId><platformId>'
            f"{platform}</platformId><datasetId>{dataset}</datasetId></uil>"
            f"<subsetId>{subset}</subsetId></uilQuery>")


def datasets(answer: Answer) -> list[str]:
    return re.findall(r"<ed:datasetId>([^<]+)<", answer.raw.decode())


GROUPS: list[Group] = list(groups(EFTI)) if EFTI.is_dir() else []


@pytest.mark.parametrize("group", GROUPS, ids=lambda each: each.name)
def test_every_case_finds_what_it_must(api: Api, gate: etree.XMLSchema, group: Group) -> None:
    for number in range(3):  # what must never be found
        lodge(api, filled(items=1), f"99{number} XX 12")
    lodged = {f"{lodge(api, whole, f'{number} AB 12')}.1": name
              for number, (name, whole) in enumerate(group.datasets.items(), 10)}
    for case in group.cases:
        answer = ask(api, case.query)
        assert answer.status == 200 and gate.validate(etree.fromstring(answer.raw)), gate.error_log
        assert {lodged[each] for each in datasets(answer)} == case.expected, case.query


def test_the_newest_version_is_found_by_index_and_given_whole(
    api: Api, gate: etree.XMLSchema
) -> None:
    number = lodge(api, filled(items=2), "123 ABC 12")
    query = identifier_query('<identifier type="means">123abc12</identifier>')
    with CaptureQueriesContext(connection) as asked:
        found = ask(api, query)
    assert datasets(found) == [f"{number}.1"] and b'requestId="r1"' in found.raw
    searches = [each["sql"] for each in asked if "notice_noticeidentifier" in each["sql"]]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # which scans a table of a few rows
            cursor.execute("SET LOCAL enable_seqscan = off")
        plan = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN "
        cursor.execute(plan + searches[0])
        assert "noticeidentifier_value" in str(cursor.fetchall())
    platform = re.search(r"<ed:platformId>([^<]+)<", found.raw.decode())
    assert platform
    whole = ask(api, uil_query(f"{number}.1", platform=platform[1]))
    assert whole.status == 200 and b'requestId="r2"' in whole.raw
    back = codecs.read(whole.raw).consignment
    assert back and back.consignor and back.consignor.name == "Baku Polymers LLC"
    subset = ask(api, uil_query(f"{number}.1", platform=platform[1], subset="identifier"))
    assert b"123ABC12" in subset.raw and b"Baku Polymers" not in subset.raw
    for wrong in (f"{number}.2", f"{number}.0", number, "none.1", f"{number}.{'9' * 30}"):
        answer = ask(api, uil_query(wrong, platform=platform[1]))
        assert (answer.status, b'status="404"' in answer.raw) == (404, True)
    assert ask(api, uil_query(f"{number}.1", gate="FI", platform=platform[1])).status == 404
    for each in (found, whole, subset):
        assert gate.validate(etree.fromstring(each.raw)), gate.error_log
    amended = notice(document=codecs.codec("efti").write(filled(items=1)).decode().replace(
        "123ABC12", "777ABC12"))
    assert api.post(f"/notices/{number}/amend", amended).status == 200
    assert datasets(ask(api, query)) == []
    renewed = identifier_query("<identifier>777ABC12</identifier>")
    assert datasets(ask(api, renewed)) == [f"{number}.1"]
    assert api.post(f"/notices/{number}/cancel", {"reason": "sold"}).status == 200
    assert datasets(ask(api, renewed)) == []
    node = api.border.node
    assert NoticeIdentifier.objects.exists()
    assert rebuild(journal=node.journal, tables=node.house.tables) == []


def test_whom_it_answers_and_what_it_does_not_take(
    api: Api, gate: etree.XMLSchema, caplog: pytest.LogCaptureFixture
) -> None:
    query = identifier_query("<identifier>A</identifier>")
    assert ask(api, query, who="").status == 401
    assert ask(api, query, who="carrier").status == 403
    assert ask(api, uil_query("n.1"), who="carrier").status == 403
    for name, status in (("save-identifiers.xml", 501), ("follow-up-request.xml", 501)):
        answer = ask(api, (EFTI / "xsd/examples" / name).read_bytes())
        assert answer.status == status and gate.validate(etree.fromstring(answer.raw))
    for wrong in (b"", b"<a/>", identifier_query(""), query.replace("requestId", "id"),
                  '<!DOCTYPE a [<!ENTITY b "c">]>' + query):
        answer = ask(api, wrong)
        assert answer.status == 400 and gate.validate(etree.fromstring(answer.raw))
    with caplog.at_level("INFO", logger="kopri.access"):
        ask(api, query)
    assert '"request": "r1"' in caplog.text and '"asked": "A"' in caplog.text
