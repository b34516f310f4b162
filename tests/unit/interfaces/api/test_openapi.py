"""The API's description of itself: complete, and true."""

import re
from typing import Any

import jsonschema
import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from kopri.interfaces.api.app import api as ninja
from tests.border import THEIRS
from tests.unit.interfaces.api.conftest import Api, notice
from tests.unit.interfaces.api.test_refusals import CROSSING

# a camera has no token before it exchanges the one it was registered with
PUBLIC = ("/api/v1/board", "/api/v1/tariff", "/api/v1/WaitingArea/Auth", "/api/v1/Checkpoint/Auth")


@pytest.fixture
def described(api: Api) -> dict[str, Any]:
    answer = api.get("/openapi.json")
    assert answer.status == 200
    return dict(answer.said)


def _patterns(under: URLResolver, prefix: str = "") -> list[str]:
    found = []
    for each in under.url_patterns:
        path = prefix + str(each.pattern)
        found += _patterns(each, path) if isinstance(each, URLResolver) else [path]
    return found


def test_every_endpoint_is_described(described: dict[str, Any]) -> None:
    paths = {re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", path) for path in _patterns(get_resolver())
             if path.startswith("api/v1/")}
    own = {"api/v1/", "api/v1/docs", "api/v1/openapi.json"}
    assert {path.removeprefix("/") for path in described["paths"]} == paths - own


def test_nobody_gets_in_without_a_token(api: Api, described: dict[str, Any]) -> None:
    """Every endpoint there is but the public ones, before anything is read of what was sent."""
    tried = 0
    for path, item in described["paths"].items():
        asked = re.sub(r"\{(\w+)\}", THEIRS, path.removeprefix("/api/v1"))
        for method in item if path not in PUBLIC else ():
            answer = api.get(asked) if method == "get" else api.post(asked, b"{", who="")
            assert (answer.status, answer.codes) == (401, ["permission.sign_in"]), path
            assert answer.headers["WWW-Authenticate"] == "Bearer"
            tried += 1
    assert tried > 100


def test_everything_but_what_is_public_asks_for_a_token(described: dict[str, Any]) -> None:
    for path, item in described["paths"].items():
        for operation in item.values():
            assert bool(operation.get("security")) == (path not in PUBLIC), path
    for scheme in described["components"]["securitySchemes"].values():
        assert scheme == {"type": "http", "scheme": "bearer"}


def test_every_reference_leads_somewhere_and_every_schema_is_one(
    described: dict[str, Any]
) -> None:
    schemas = described["components"]["schemas"]
    for reference in re.findall(r"'\$ref': '([^']+)'", str(described)):
        assert reference.removeprefix("#/components/schemas/") in schemas
    for schema in schemas.values():
        jsonschema.Draft202012Validator.check_schema(schema)


def test_every_operation_has_words_and_a_name_of_its_own(described: dict[str, Any]) -> None:
    operations = [operation for item in described["paths"].values() for operation in item.values()]
    names = [operation["operationId"] for operation in operations]
    assert len(set(names)) == len(names)
    assert all(operation["summary"] and operation["description"] and operation["tags"]
               for operation in operations)


def test_every_post_says_what_it_takes(described: dict[str, Any]) -> None:
    for path, item in described["paths"].items():
        if "post" in item and not path.endswith(("/documents", "/photographs")):  # files
            taken = item["post"]["requestBody"]["content"]
            if path.endswith(("/check", "/convert", "/messages")):  # the document itself
                assert "application/json" not in taken
                continue
            content = taken["application/json"]
            assert content["schema"]["$ref"].startswith("#/components/schemas/"), path


@pytest.mark.parametrize(("name", "body", "right"), [
    ("OpenCrossing", CROSSING, True), ("OpenCrossing", {**CROSSING, "colour": 1}, False),
    ("OpenCrossing", {"point": "x"}, False), ("LodgeNotice", notice(), True),
    ("LodgeNotice", notice(eta="tomorrow"), False), ("RecordFinding", {"outcome": "lost"}, False),
])
def test_the_schemas_and_the_api_agree(
    described: dict[str, Any], name: str, body: dict[str, Any], right: bool
) -> None:
    schema = {"$ref": f"#/components/schemas/{name}", "components": described["components"]}
    assert jsonschema.Draft202012Validator(schema).is_valid(body) == right


def test_the_description_is_openapi(described: dict[str, Any]) -> None:
    assert described["openapi"].startswith("3.1")
    assert described["info"]["title"] == ninja.title and described["info"]["version"] == "1"
    for path, item in described["paths"].items():
        assert path.startswith("/api/v1/")
        for method, operation in item.items():
            assert method in ("get", "post") and operation["responses"]
            names = set(re.findall(r"\{(\w+)\}", path))
            stated = {each["name"] for each in operation["parameters"] if each["in"] == "path"}
            assert names == stated and all(
                each["required"] for each in operation["parameters"] if each["in"] == "path")
    assert isinstance(get_resolver().url_patterns[0], URLPattern | URLResolver)
