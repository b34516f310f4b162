"""A signed request verifies, and nothing that was changed, left out or delayed does."""

from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from kopri.engines.http_signatures import (
    InnerList,
    Item,
    Request,
    Response,
    SignatureInvalid,
    Token,
    content_digest,
    find_signature,
    require_content_digest,
    sign_request,
    sign_response,
    signature_base,
    verify_request,
    verify_response,
)
from kopri.engines.http_signatures.fields import (
    Member,
    parse_dictionary,
    parse_item,
    parse_list,
    write_dictionary,
    write_list,
)

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw()


def keys(keyid: str) -> tuple[bytes, ...]:
    return (PUBLIC,) if keyid == "node-a" else ()



NOW = 1_768_459_200
POST = Request(
    method="POST",
    url="https://b.example:8443/log/open?from=7",
    headers=(("Accept", "application/json"), ("X-Two", "a"), ("x-two", " b ")),
    body=b'{"a":1}',
)


def signed(
    request: Request = POST,
    *,
    created: int = NOW,
    nonce: str = "n-1",
    components: tuple[str, ...] = ("@method", "@target-uri", "x-two"),
    label: str = "sig1",
) -> Request:
    fields = sign_request(
        request,
        sign=KEY.sign,
        keyid="node-a",
        created=created,
        nonce=nonce,
        components=components,
        label=label,
    )
    return replace(request, headers=(*request.headers, *fields))


def respelled(request: Request, name: str, old: str, new: str) -> Request:
    assert any(key == name and old in value for key, value in request.headers)
    headers = tuple(
        (key, value.replace(old, new) if key == name else value) for key, value in request.headers
    )
    return replace(request, headers=headers)


def without(request: Request, name: str) -> Request:
    return replace(request, headers=tuple(each for each in request.headers if each[0] != name))


def refused(request: Request, *, now: int = NOW, label: str = "") -> str:
    with pytest.raises(SignatureInvalid) as caught:
        verify_request(request, keys=keys, now=now, label=label)
    return str(caught.value)


def test_what_is_signed_verifies() -> None:
    verified = verify_request(signed(), keys=keys, now=NOW)
    assert (verified.keyid, verified.created, verified.nonce) == ("node-a", NOW, "n-1")
    assert verified.components == ("@method", "@target-uri", "x-two", "content-digest")
    assert verified.tag == ""


def test_a_request_without_a_body_needs_no_digest() -> None:
    get = Request(method="GET", url="https://b.example/log/checkpoint")
    request = signed(get, components=("@method", "@target-uri"), nonce="")
    verified = verify_request(request, keys=keys, now=NOW)
    assert verified.components == ("@method", "@target-uri")
    assert "Content-Digest" not in dict(request.headers)
    assert verified.nonce == ""


def test_a_digest_that_is_there_is_kept() -> None:
    request = replace(POST, headers=(*POST.headers, ("content-digest", content_digest(POST.body))))
    assert len(signed(request).headers) == len(request.headers) + 2
    assert verify_request(signed(request), keys=keys, now=NOW)


@pytest.mark.parametrize(
    ("request_", "reason"),
    [
        (replace(signed(), method="PUT"), "is wrong"),
        (replace(signed(), url="https://c.example:8443/log/open?from=7"), "is wrong"),
        (replace(signed(), url=POST.url + "7"), "is wrong"),
        (replace(signed(), body=b'{"a":2}'), "another sha-256"),
        (replace(signed(), body=b""), "another sha-256"),
        (replace(signed(), headers=(*signed().headers, ("x-two", "c"))), "is wrong"),
        (without(signed(), "X-Two"), "is wrong"),
        (without(without(signed(), "X-Two"), "x-two"), "no field x-two"),
        (without(signed(), "Content-Digest"), "no field content-digest"),
        (without(signed(), "Signature"), "not signed"),
        (without(signed(), "Signature-Input"), "not signed"),
        (POST, "not signed"),
        (signed(components=("@method",)), "does not cover @target-uri"),
        (signed(components=("@target-uri",)), "does not cover @method"),
        (respelled(signed(), "Signature-Input", ' "content-digest"', ""), "content-digest"),
        (respelled(signed(), "Signature-Input", "node-a", "node-b"), "not known"),
        (respelled(signed(), "Signature-Input", "n-1", "n-2"), "is wrong"),
        (respelled(signed(), "Signature-Input", "ed25519", "hmac-sha256"), "only Ed25519"),
        (respelled(signed(), "Signature-Input", f"created={NOW};", ""), "does not say"),
        (respelled(signed(), "Signature-Input", ';keyid="node-a"', ""), "does not say"),
        (respelled(signed(), "Signature-Input", "sig1=", "sig2="), "no such"),
        (respelled(signed(), "Signature-Input", "(", "(("), "malformed"),
        (respelled(signed(), "Signature-Input", '"@method"', '"@method" "@method"'), "twice"),
        (respelled(signed(), "Signature-Input", '"x-two"', '"X-Two"'), "lower case"),
        (respelled(signed(), "Signature-Input", '"x-two"', '"x-two";bs'), "is wrong"),
        (respelled(signed(), "Signature-Input", '"x-two"', '"x-two";tr'), "parameters of x-two"),
        (respelled(signed(), "Signature-Input", '"x-two"', '"x-two";req'), "answer to a request"),
        (respelled(signed(), "Signature-Input", '"x-two"', '"x-two";sf'), "is wrong"),
        (respelled(signed(), "Signature-Input", '"x-two"', '"x-two";key="d"'), "structured so"),
        (respelled(signed(), "Signature-Input", '"x-two"', "x-two"), "lower case"),
        (respelled(signed(), "Signature-Input", f"created={NOW}", "created=?1"), "does not say"),
        (respelled(signed(), "Signature-Input", f"created={NOW}", f"created={NOW}.0"), "not say"),
        (respelled(signed(), "Signature-Input", '"x-two"', '"@status"'), "@status"),
        (respelled(signed(), "Signature-Input", '"@method"', '"@method";req'), "not cover @method"),
        (respelled(signed(), "Signature", "sig1=:", "sig1=:AAAA"), "is wrong"),
        (respelled(signed(), "Signature", "sig1=:", 'sig1="x", sig3=:'), "byte sequence"),
        (respelled(signed(), "Signature", "sig1=:", "sig1=::, :"), "malformed"),
        (signed(replace(POST, headers=(("x-two", "a\n"),))), None),
    ],
)  # fmt: skip
def test_refused(request_: Request, reason: str | None) -> None:
    if reason is None:  # white space at the ends of a value is not part of it
        assert verify_request(request_, keys=keys, now=NOW)
    else:
        assert reason in refused(request_)


@pytest.mark.parametrize(("age", "holds"), [(0, True), (300, True), (301, False), (-60, True), (-61, False)])
def test_time(age: int, holds: bool) -> None:
    if holds:
        assert verify_request(signed(), keys=keys, now=NOW + age).created == NOW
    else:
        assert ("too old" if age > 0 else "ahead") in refused(signed(), now=NOW + age)


@pytest.mark.parametrize(("expires", "holds"), [(f"{NOW}", True), (f"{NOW - 1}", False), ('"x"', False)])
def test_expiry(expires: str, holds: bool) -> None:
    described = parse_dictionary(f'sig1=("@method" "@target-uri");created={NOW};keyid="node-a"'
                                 f';expires={expires};tag="t"')  # fmt: skip
    inner = described["sig1"]
    assert isinstance(inner, InnerList)
    get = Request(method="GET", url="https://b.example/")
    signature = KEY.sign(signature_base(get, inner))
    request = replace(
        get,
        headers=(
            ("Signature-Input", write_dictionary(described)),
            ("Signature", write_dictionary({"sig1": Item(signature)})),
        ),
    )
    if holds:
        assert verify_request(request, keys=keys, now=NOW).tag == "t"
    else:
        assert "expired" in refused(request)


def test_one_good_signature_of_several_suffices_and_a_label_chooses() -> None:
    twice = signed(signed(), label="proxy")
    for label in ("", "sig1", "proxy"):
        assert verify_request(twice, keys=keys, now=NOW, label=label).keyid == "node-a"
    assert "no such" in refused(twice, label="other")
    with pytest.raises(SignatureInvalid, match="several"):
        find_signature(twice)
    strange = respelled(twice, "Signature-Input", 'sig1=("@method"', 'sig1=("@path"')
    assert "not cover @method" in refused(strange, label="sig1")
    assert verify_request(strange, keys=keys, now=NOW).keyid == "node-a"
    both = respelled(strange, "Signature-Input", 'proxy=("@method"', 'proxy=("@path"')
    assert "not cover @method" in refused(both)
    many = replace(POST, headers=tuple(
        field for number in range(9) for field in signed(label=f"s{number}").headers))
    assert "too many" in refused(many)


def test_while_one_key_follows_another_both_hold() -> None:
    other = Ed25519PrivateKey.from_private_bytes(bytes(32)).public_key().public_bytes_raw()
    for known in ([other, PUBLIC], [PUBLIC, other]):
        assert verify_request(signed(), keys=lambda keyid: known, now=NOW)  # noqa: B023
    with pytest.raises(SignatureInvalid, match="is wrong"):
        verify_request(signed(), keys=lambda keyid: [other], now=NOW)


def answered(body: bytes = b'{"size":7}', *, asked: Request = POST) -> Response:
    response = Response(status=200, body=body, request=asked)
    fields = sign_response(response, sign=KEY.sign, keyid="node-a", created=NOW)
    return replace(response, headers=fields)


def test_an_answer_is_bound_to_what_was_asked() -> None:
    verified = verify_response(answered(), keys=keys, now=NOW + 300, max_age=300)
    assert (verified.keyid, verified.components) == ("node-a", ("@status", "content-digest"))
    for other, reason in (
        (replace(answered(), status=404), "is wrong"),
        (replace(answered(), body=b"{}"), "another sha-256"),
        (replace(answered(), request=replace(POST, method="GET")), "is wrong"),
        (replace(answered(), request=replace(POST, url=POST.url + "1")), "is wrong"),
        (replace(answered(), request=None), "answer to a request"),
        (Response(status=200, request=POST), "not signed"),
    ):
        with pytest.raises(SignatureInvalid, match=reason):
            verify_response(other, keys=keys, now=NOW, max_age=300)


def test_derived_components() -> None:
    request = Request(method="GET", url="HTTPS://user@B.Example:443?q=a%20b&q2=%C3%A9&r=1&r=2")
    names = ("@authority", "@scheme", "@path", "@query", "@request-target")
    described = InnerList(
        (*map(Item, names), Item("@query-param", (("name", "q"),)),
         Item("@query-param", (("name", "q2"),)))
    )  # fmt: skip
    lines = signature_base(request, described).decode().splitlines()
    assert lines[:-1] == [
        '"@authority": b.example', '"@scheme": https', '"@path": /',
        '"@query": ?q=a%20b&q2=%C3%A9&r=1&r=2', '"@request-target": /?q=a%20b&q2=%C3%A9&r=1&r=2',
        '"@query-param";name="q": a%20b', '"@query-param";name="q2": %C3%A9',
    ]  # fmt: skip
    for item in (Item("@query-param", (("name", "r"),)), Item("@query-param"), Item(7),
                 Item("@query-param", (("name", "q"), ("x", 1))), Item("@path", (("x", 1),)),
                 Item("@query-param", (("name", "none"),)), Item("@unknown")):  # fmt: skip
        with pytest.raises(SignatureInvalid):
            signature_base(request, InnerList((item,)))
    response = Response(status=200)
    assert signature_base(response, InnerList((Item("@status"),))).startswith(b'"@status": 200\n')
    with pytest.raises(SignatureInvalid):
        signature_base(response, InnerList((Item("@method"),)))
    folded = Request(method="GET", url="https://b.example/", headers=(("a", "x\ny"),))
    with pytest.raises(SignatureInvalid, match="one line"):
        signature_base(folded, InnerList((Item("a"),)))


def line(request: Request, item: Item) -> str:
    return signature_base(request, InnerList((item,))).decode().splitlines()[0]


def test_query_parameters_as_forms_encode_them() -> None:
    """RFC 9421, 2.2.8."""
    request = Request(method="GET", url=(
        "https://www.example.com/parameters?var=this%20is%20a%20big%0Amultiline%20value"
        "&bar=with+plus+whitespace&fa%C3%A7ade%22%3A%20=something&t=~*-._&qux="))
    for name, value in (
        ("var", "this%20is%20a%20big%0Amultiline%20value"), ("bar", "with%20plus%20whitespace"),
        ("fa%C3%A7ade%22%3A%20", "something"), ("t", "%7E*-._"), ("qux", ""),
    ):
        said = line(request, Item("@query-param", (("name", name),)))
        assert said == f'"@query-param";name="{name}": {value}'


def test_fields_in_the_form_that_is_asked_for() -> None:
    """RFC 9421, 2.1 to 2.1.3."""
    request = Request(method="GET", url="https://b.example/?", headers=(
        ("Example-Dict", " a=1,    b=2;x=1;y=2,   c=(a   b   c), d"), ("X-Empty", ""),
        ("X-Folded", "Obsolete\n    line folding."), ("Cache-Control", "max-age=60"),
        ("Cache-Control", "   must-revalidate"), ("Example-Header", "value, with, lots"),
        ("Example-Header", "of, commas"), ("Decimals", "1.50, 2.0"), ("Twice", "a, a"),
    ))
    for name, params, value in (
        ("example-dict", (("sf", True),), "a=1, b=2;x=1;y=2, c=(a b c), d"),
        ("example-dict", (), "a=1,    b=2;x=1;y=2,   c=(a   b   c), d"),
        ("example-dict", (("key", "b"),), "2;x=1;y=2"), ("example-dict", (("key", "d"),), "?1"),
        ("example-dict", (("key", "c"),), "(a b c)"), ("example-dict", (("key", "a"),), "1"),
        ("x-empty", (), ""), ("x-folded", (), "Obsolete line folding."),
        ("cache-control", (), "max-age=60, must-revalidate"), ("decimals", (("sf", True),), "1.5, 2.0"),
        ("example-header", (("bs", True),), ":dmFsdWUsIHdpdGgsIGxvdHM=:, :b2YsIGNvbW1hcw==:"),
        ("@query", (), "?"), ("@request-target", (), "/?"),
    ):
        assert line(request, Item(name, params)).partition(": ")[2] == value
    for item in (Item("example-dict", (("key", "e"),)), Item("twice", (("sf", True),)),
                 Item("x-folded", (("sf", True),)), Item("example-dict", (("sf", True), ("bs", True)))):
        with pytest.raises(SignatureInvalid):
            signature_base(request, InnerList((item,)))


def test_the_order_of_parameters_makes_no_other_component() -> None:
    once, again = (("a", 1), ("b", 2)), (("b", 2), ("a", 1))
    with pytest.raises(SignatureInvalid, match="twice"):
        signature_base(POST, InnerList((Item("x-two", once), Item("x-two", again))))


def test_a_url_that_parsers_would_mend_is_refused() -> None:
    for url in ("https://b.example/a\nb", "https://b.example/a b", "https://b.example/\u00e9"):
        with pytest.raises(SignatureInvalid, match="printable"):
            signature_base(Request(method="GET", url=url), InnerList((Item("@path"),)))


def test_digests() -> None:
    assert content_digest(b'{"hello": "world"}') == (
        "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:"  # RFC 9530, appendix B
    )
    require_content_digest("md5=:AAAA:, " + content_digest(b"x"), body=b"x")
    both = content_digest(b"x") + ", sha-512=:AAAA:"
    for field in (both, "md5=:AAAA:", "", "sha-256", 'sha-256="x"', "sha-256=(:AAAA:)", "=", "sha-256=:A:"):
        with pytest.raises(SignatureInvalid):
            require_content_digest(field, body=b"x")


BARE = (
    st.integers(-(10**15) + 1, 10**15 - 1)
    | st.booleans()
    | st.binary(max_size=8)
    | st.decimals(-(10**11), 10**11, places=3)
    | st.from_regex(r"[A-Za-z*][A-Za-z0-9:/!#$%&'*+.^_`|~-]{0,6}", fullmatch=True).map(Token)
    | st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=8)
)
NAMES = st.from_regex(r"[a-z*][a-z0-9_.*-]{0,5}", fullmatch=True)
PARAMS = st.dictionaries(NAMES, BARE, max_size=3).map(lambda each: tuple(each.items()))
ITEMS = st.builds(Item, BARE, PARAMS)
MEMBERS = ITEMS | st.builds(InnerList, st.lists(ITEMS, max_size=3).map(tuple), PARAMS)


@given(st.dictionaries(NAMES, MEMBERS, max_size=4))
def test_structured_fields_read_back(members: dict[str, Member]) -> None:
    assert parse_dictionary(write_dictionary(members)) == members
    assert write_dictionary(parse_dictionary(write_dictionary(members))) == write_dictionary(members)
    values = list(members.values())
    assert parse_list(write_list(values)) == values


def test_other_spellings_of_structured_fields() -> None:
    assert parse_dictionary("") == {}
    assert parse_dictionary("a , b;x ,\tc=tok/en:1,a=2") == {
        "b": Item(True, (("x", True),)), "c": Item("tok/en:1"), "a": Item(2)
    }  # fmt: skip
    assert parse_dictionary('a=( "x"  "y" ); p')["a"] == InnerList(
        (Item("x"), Item("y")), (("p", True),)
    )
    assert write_dictionary(parse_dictionary("a=tok, b=1.50;c")) == "a=tok, b=1.5;c"
    assert parse_item(":AA:") == parse_item(":AA==:") == Item(b"\0")
    assert parse_item(' "a\\"\\\\";q=?0') == Item('a"\\', (("q", False),))


@pytest.mark.parametrize(
    "text", ["a=", "a,", ",a", "A=1", "a b", 'a="x', "a=(", 'a=("x""y")', "a=1.", "a=1.5678", "a=1.5.1", "a=.5", "a=@1", "a=?2", "a=:A:",
             "a=;", "a=1;", 'a="\\x"', "a=\u00e9", "a=1234567890123456"],
)  # fmt: skip
def test_malformed_structured_fields(text: str) -> None:
    with pytest.raises(ValueError):
        parse_dictionary(text)
    with pytest.raises(ValueError):
        parse_item(text + " ,")


def test_strings_outside_of_ascii_are_not_written() -> None:
    with pytest.raises(ValueError):
        write_dictionary({"a": Item("\u00e9")})


def test_an_unsigned_response() -> None:
    with pytest.raises(SignatureInvalid):
        find_signature(Response(status=200))
