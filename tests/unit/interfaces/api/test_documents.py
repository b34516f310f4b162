"""Documents checked and converted over the API: nothing stored, to entitled readers alone."""

import io
import json
from base64 import b64encode

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from kopri.domains.notice.models import Notice
from kopri.domains.notice.queries import notices_of
from kopri.engines import codecs
from kopri.engines.codecs.sheet.codec import CSV
from tests.unit.engines.codecs.samples import filled
from tests.unit.interfaces.api.conftest import Api, notice

ECMR = codecs.codec("ecmr").write(filled(items=2))


def test_a_document_is_checked_and_nothing_is_stored(api: Api) -> None:
    told = api.post("/notices/check", ECMR)
    assert told.status == 200 and told.said["format"] == "ecmr" and told.said["faults"] == []
    assert told.said["announcement"]["plate"] == "123ABC12"
    assert told.said["announcement"]["missing"] == []
    wrong = api.post("/notices/check?to=efti", b"description;gross_weight_kg\nWheat;much\n",
                     language="ru").said
    assert [(each["path"], each["code"]) for each in wrong["faults"]] == [
        ("B2 (gross_weight_kg)", "codecs.number")]
    assert wrong["omissions"] == []
    lost = api.post("/notices/check?to=efti", ECMR).said["omissions"]
    assert any(each["paths"] == ["/items/0/commodity_code", "/items/1/commodity_code"]
               and each["values"] == ["390210", "390210"] and each["term"] for each in lost)
    several = CSV.write_all([filled(items=1)]).replace(b"123ABC12", b"1;", 1)
    assert api.post("/notices/check", several).said["faults"]
    assert api.post("/notices/check", ECMR, who="").status == 401
    assert api.post("/notices/check?format=pigeon", ECMR).said["faults"]
    assert Notice.objects.count() == 0


def test_a_document_is_written_in_another_format(api: Api) -> None:
    made = api.post("/notices/convert?to=xlsx", ECMR)
    assert made.status == 200 and int(made.headers["Omitted"]) > 0
    assert "consignment.xlsx" in made.headers["Content-Disposition"]
    back = codecs.read(made.raw).consignment
    assert back and [item.commodity_code for item in back.items] == ["390210", "390210"]
    assert api.post("/notices/convert?to=pigeon", ECMR).codes == ["codecs.not_written"]
    assert api.post("/notices/convert?to=efti", b"{}").codes == ["codecs.format"]
    form = api.client.post(
        "/api/v1/notices/convert?to=csv", {"file": SimpleUploadedFile("a.json", ECMR)},
        headers={"Authorization": f"Bearer {api.token('carrier')}"})
    assert form.status_code == 200 and codecs.sniff(form.content) is CSV


def test_xml_and_spreadsheets_are_lodged_inside_json(api: Api) -> None:
    texts = (codecs.codec("efti").write(filled(items=1)).decode(), CSV.write(filled()).decode(),
             b64encode(codecs.codec("xlsx").write(filled())).decode())
    formats = []
    for number, text in enumerate(texts):
        vehicle = {"plate": f"12{number} ABC 12", "country": "KZ"}
        answer = api.post("/notices", notice(document=text, conveyance=vehicle))
        assert answer.status == 201, answer.said
        formats += [each.format for each in notices_of(answer.said["reference"])]
    assert formats == ["efti", "csv", "xlsx"]
    assert api.post("/notices", notice(document="UEsDB, said he")).codes == ["codecs.format"]


def test_of_several_consignments_one_is_chosen(api: Api) -> None:
    two = CSV.write_all([filled(items=1), codecs.read(
        CSV.write(filled(items=2)).replace(b"CMR 0014772", b"CMR 2")).consignments[0]])
    assert api.post("/notices/convert?to=ecmr", two).codes == ["codecs.one_at_a_time"]
    assert api.post("/notices/convert?to=xlsx", two).status == 200
    made = api.post("/notices/convert?to=ecmr&consignment=CMR+2", two)
    assert json.loads(made.raw) and len(codecs.read(made.raw).consignments[0].items) == 2


def test_a_notice_is_handed_out_in_any_format_to_those_who_may_read_it(api: Api) -> None:
    lodged = api.post("/notices", notice()).said
    path = f"/notices/{lodged['notice']}/as"
    for who in ("carrier", "gate_officer", "inspector/KZ-SRC"):
        made = api.get(f"{path}/efti", who)
        assert made.status == 200 and codecs.read(made.raw).format == "efti"
    assert codecs.read(api.get(f"{path}/csv?consignment=1", "carrier").raw).consignments
    assert api.get(f"{path}/csv?consignment=7", "carrier").status == 422
    assert api.get(f"{path}/pigeon", "carrier").codes == ["codecs.not_written"]
    assert api.get(f"{path}/csv", "carrier#2").status == 404
    assert api.get("/notices/none/as/csv", "gate_officer").status == 404
    assert api.get(f"{path}/csv").status == 401


def test_the_empty_spreadsheet_is_there_for_anybody(api: Api) -> None:
    answer = api.client.get("/templates/consignment.xlsx?lang=ru")
    assert answer.status_code == 200
    codes = load_workbook(io.BytesIO(answer.content)).worksheets[-1]
    assert [codes.cell(row, 1).value for row in (1, 2)] == ["KZ – Казахстан", "TM – Туркменистан"]
    assert api.client.get("/templates/consignment.csv?lang=xx").content.startswith(b"\xef\xbb\xbfV")
    assert api.client.get("/templates/consignment.exe").status_code == 404


def test_hostile_bytes_are_refused_at_every_door(api: Api) -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY b "c">]><consignment xmlns="http://efti.eu/v1/consignment/common"/>'
    for data, code in ((bomb, "codecs.doctype"), (ECMR + b" " * 11_000_000, "codecs.too_large"),
                       (ECMR[:-1] + b',"a":' + b"[" * 300_000, "codecs.too_deep"),
                       (ECMR[:-1] + b"0," * 600_000, "codecs.too_many")):
        told = api.post("/notices/check", data).said
        assert [fault["code"] for fault in told["faults"]] == [code]
        assert api.post("/notices/convert?to=efti", data).codes == [code]
    lodged = api.post("/notices", notice(document=bomb.decode()))
    assert (lodged.status, lodged.codes) == (422, ["codecs.doctype"])
    token = {"Authorization": f"Bearer {api.token('carrier')}"}
    form = api.client.post("/api/v1/notices/check", headers=token, data={
        "file": SimpleUploadedFile("huge.json", ECMR + b" " * 11_000_000)})
    assert form.json()["faults"][0]["code"] == "codecs.too_large"
    for path in ("/api/v1/notices/check", "/api/v1/efti/messages", "/announce"):
        huge = api.client.generic("POST", path, b"{}", content_type="application/json",
                                  headers=token, CONTENT_LENGTH="100000000")
        assert huge.status_code == 413
    assert Notice.objects.count() == 0
