"""The API of the node in this process, and an account with a token for everybody."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kopri.domains.accounts.operations import create, issue_token
from kopri.domains.accounts.types import NewAccount
from kopri.engines import codecs
from kopri.kernel.consignment import (
    Consignment,
    ConsignmentItem,
    DocumentReference,
    TradeParty,
    TransportMeans,
    TransportMovement,
)
from tests.border import OUT, POINT, Border

Body = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back. ``said``: the JSON."""

    status: int
    said: Any
    raw: bytes
    headers: Mapping[str, str]

    @property
    def codes(self) -> list[str]:
        return [fault["code"] for fault in self.said["faults"]]

    @property
    def places(self) -> list[tuple[str, str]]:
        return [(fault["path"], fault["code"]) for fault in self.said["faults"]]


@dataclass(slots=True, kw_only=True)
class Api:
    """``who``: ``role`` or ``role/service`` or, for a second of a role, ``role#2``."""

    border: Border
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))
    tokens: dict[str, str] = field(default_factory=dict)

    def token(self, who: str) -> str:
        if who not in self.tokens:
            role, _, service = who.partition("#")[0].partition("/")
            account = create(
                new=NewAccount(username=who, role=role, name=who, service=service), password="",
                random=lambda size: sha256(who.encode()).digest()[:size], now=self.border.now,
                by="test")
            self.tokens[who] = issue_token(
                account=account, random=lambda size: sha256(b"t" + who.encode()).digest()[:size],
                now=self.border.now, by="test")
        return self.tokens[who]

    def get(self, path: str, who: str = "", *, language: str = "") -> Answer:
        return self._ask("GET", path, who=who, language=language)

    def post(
        self, path: str, body: Body | bytes | None = None, who: str = "carrier", *, key: str = "",
        language: str = "",
    ) -> Answer:
        data = body if isinstance(body, bytes) else json.dumps(dict(body or {})).encode()
        return self._ask("POST", path, who=who, data=data, key=key, language=language)

    def attach(
        self, reference: str, data: bytes, who: str = "carrier", *, key: str = "", **fields: str
    ) -> Answer:
        form = {"type": "D08", "number": "CMR 1", **fields,
                "file": SimpleUploadedFile("scan.exe", data)}
        return _answer(self.client.post(
            f"/api/v1/crossings/{reference}/documents", form, headers=self._headers(who, key, "")))

    def _ask(
        self, method: str, path: str, *, who: str, data: bytes = b"", key: str = "",
        language: str = "",
    ) -> Answer:
        return _answer(self.client.generic(
            method, f"/api/v1{path}" if not path.startswith("/demo") else path, data,
            content_type="application/json", headers=self._headers(who, key, language)))

    def _headers(self, who: str, key: str, language: str) -> dict[str, str]:
        headers = {"Authorization": f"Bearer {self.token(who)}"} if who else {}
        headers |= {"Idempotency-Key": key} if key else {}
        return headers | ({"Accept-Language": language} if language else {})

    # ways to a state
    def crossing(self, plate: str = "123 ABC 12", who: str = "carrier") -> str:
        answer = self.post("/crossings", {"point": POINT, "direction": OUT, "conveyance": {
            "plate": plate, "country": "KZ"}}, who)
        assert answer.status == 201, answer.said
        return str(answer.said["reference"])

    def inside(self, plate: str = "123 ABC 12") -> str:
        reference = self.crossing(plate)
        assert self.post(f"/crossings/{reference}/register", {}, "gate_officer").status == 200
        return reference

    def find(self, reference: str, service: str, outcome: str = "cleared", **words: str) -> Answer:
        return self.post(f"/crossings/{reference}/findings", {"outcome": outcome, **words},
                         f"inspector/{service}")


def _answer(answer: Any) -> Answer:
    is_json = answer.headers.get("Content-Type", "").startswith("application/json")
    return Answer(status=answer.status_code, raw=answer.content, headers=answer.headers,
                  said=json.loads(answer.content) if is_json else None)


@pytest.fixture
def api(border: Border, monkeypatch: pytest.MonkeyPatch) -> Api:
    """Requests reach this process's node, as the middleware hands it to them."""
    monkeypatch.setattr("kopri.node.middleware.house", lambda: border.node.house)
    return Api(border=border)


def waybill(plate: str = "123 ABC 12", *commodities: str, number: str = "W-1") -> Any:
    """An eCMR document as a carrier's system sends it."""
    written = codecs.codec("ecmr").write(Consignment(
        identifier=number,
        waybill=DocumentReference(identifier=f"CMR {number}", type_code="730"),
        consignor=TradeParty(name="A"), consignee=TradeParty(name="B"),
        carrier=TradeParty(name="C"),
        main_carriage=(TransportMovement(
            mode_code="3", means=TransportMeans(identifier=plate, country="KZ")),),
        items=tuple(ConsignmentItem(sequence=at, description="goods", commodity_code=code)
                    for at, code in enumerate(commodities or ("730410",), start=1)),
    ))
    return json.loads(written)


def notice(plate: str = "123 ABC 12", **change: Any) -> dict[str, Any]:
    """A notice as the API takes it."""
    return {"point": POINT, "direction": OUT, "eta": "2026-01-15T09:00:00Z",
            "document": waybill(plate), **change}
