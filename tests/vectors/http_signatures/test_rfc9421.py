"""RFC 9421, appendix B.2: every signature base, and every signature against it."""

import hmac
import re
from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256, SHA512
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

from kopri.engines.http_signatures import (
    Request,
    Response,
    SignatureInvalid,
    find_signature,
    require_content_digest,
    signature_base,
    verify_request,
)

CASES = ("b21", "b22", "b23", "b24", "b25", "b26")
CREATED = 1618884473


@dataclass
class Appendix:
    text: str

    def blocks(self) -> list[str]:
        """The code blocks, line wrapping of RFC 8792 undone."""
        found = re.findall(r"~~~[^\n]*\n(.*?)~~~", self.text, re.DOTALL)
        note = "NOTE: '\\' line wrapping per RFC 8792\n\n"
        return [
            re.sub(r"\\\n\s*", "", block.replace(note, "")) if note in block else block
            for block in found
        ]

    def containing(self, *marks: str) -> str:
        return next(block for block in self.blocks() if all(mark in block for mark in marks))

    def pem(self, marker: str, kind: str) -> bytes:
        key = re.search(rf"-----BEGIN {kind}-----.*?-----END {kind}-----", marker, re.DOTALL)
        assert key is not None
        return key[0].encode()

    def section(self, anchor: str) -> str:
        return self.text.partition(anchor)[2]

    def message(self, case: str) -> Request | Response:
        response = case == "b24"
        block = self.containing("HTTP/1.1 200 OK" if response else "POST /foo?param=Value&Pet=dog")
        head, _, body = block.partition("\n\n")
        lines = [line.split(": ", 1) for line in head.splitlines()[1:]]
        signed = self.containing(f"Signature-Input: sig-{case}=")
        lines += [line.split(": ", 1) for line in signed.splitlines()]
        headers = [(name, value) for name, value in lines]
        content = body.rstrip("\n").encode()
        if response:
            # the draft's response states a digest of something else; the signed one is right
            digest = re.search(r'"content-digest": (.*)', self.base(case).decode())
            assert digest is not None
            headers = [
                (name, digest[1] if name == "Content-Digest" else value) for name, value in headers
            ]
            return Response(status=200, headers=headers, body=content)
        url = "https://example.com/foo?param=Value&Pet=dog"
        return Request(method="POST", url=url, headers=headers, body=content)

    def base(self, case: str) -> bytes:
        signed = self.containing(f"Signature-Input: sig-{case}=")
        params = re.search(rf"sig-{case}=(.*)", signed)
        assert params is not None
        line = f'"@signature-params": {params[1]}'
        return self.containing(line).rstrip("\n").encode()


@pytest.fixture
def appendix(conformance: Callable[[str], Path]) -> Appendix:
    return Appendix((conformance("http_signatures") / "rfc9421_appendix_B.md").read_text())


@pytest.mark.parametrize("case", CASES)
def test_signature_base(appendix: Appendix, case: str) -> None:
    message = appendix.message(case)
    described, signature = find_signature(message)
    assert find_signature(message, label=f"sig-{case}") == (described, signature)
    assert signature_base(message, described) == appendix.base(case)


@pytest.mark.parametrize("case", ["b23", "b24"])
def test_content_digest(appendix: Appendix, case: str) -> None:
    message = appendix.message(case)
    field = dict(message.headers)["Content-Digest"]
    require_content_digest(field, body=message.body)


def test_ed25519(appendix: Appendix) -> None:
    request = appendix.message("b26")
    assert isinstance(request, Request)
    pem = appendix.pem(appendix.section("{#example-key-ed25519}"), "PRIVATE KEY")
    private = load_pem_private_key(pem, None)
    assert isinstance(private, Ed25519PrivateKey)
    assert private.sign(appendix.base("b26")) == find_signature(request)[1]
    without_body = Request(method="POST", url=request.url, headers=request.headers)
    keys = {"test-key-ed25519": [private.public_key().public_bytes_raw()]}
    verified = verify_request(
        without_body, keys=keys.__getitem__, now=CREATED, required=("@method", "@path", "@authority")
    )
    assert (verified.keyid, verified.created) == ("test-key-ed25519", CREATED)
    assert verified.components == (
        "date", "@method", "@path", "@authority", "content-type", "content-length"
    )  # fmt: skip


@pytest.mark.parametrize("case", ["b21", "b22", "b23"])
def test_rsa_pss(appendix: Appendix, case: str) -> None:
    message = appendix.message(case)
    described, signature = find_signature(message)
    pem = appendix.pem(appendix.section("{#example-key-rsa-pss-test}"), "PUBLIC KEY")
    key = load_pem_public_key(pem)
    assert isinstance(key, rsa.RSAPublicKey)
    scheme = padding.PSS(mgf=padding.MGF1(SHA512()), salt_length=64)
    key.verify(signature, signature_base(message, described), scheme, SHA512())


def test_ecdsa(appendix: Appendix) -> None:
    message = appendix.message("b24")
    described, signature = find_signature(message)
    pem = appendix.pem(appendix.section("{#example-key-ecc-p256}"), "PUBLIC KEY")
    key = load_pem_public_key(pem)
    assert isinstance(key, ec.EllipticCurvePublicKey)
    halves = (int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big"))
    base = signature_base(message, described)
    key.verify(encode_dss_signature(*halves), base, ec.ECDSA(SHA256()))


def test_hmac(appendix: Appendix) -> None:
    message = appendix.message("b25")
    described, signature = find_signature(message)
    secret = b64decode(appendix.containing("uzvJfB4u3N0Jy4T7NZ75MDVcr8zSTInedJtkgcu46YW4XByz"))
    assert hmac.digest(secret, signature_base(message, described), "sha256") == signature


def test_tampered_and_misused_signatures_do_not_hold(appendix: Appendix) -> None:
    request = appendix.message("b26")
    assert isinstance(request, Request)
    pem = appendix.pem(appendix.section("{#example-key-ed25519}"), "PUBLIC KEY")
    public = load_pem_public_key(pem)
    assert isinstance(public, Ed25519PublicKey)
    bare = replace(request, body=b"")

    def verify(message: Request, now: int = CREATED) -> None:
        verify_request(message, keys=lambda keyid: [public.public_bytes_raw()], now=now,
                       required=("@method", "@path", "@authority"))

    verify(bare)
    changed = [
        replace(bare, method="GET"), replace(bare, url=request.url.replace("/foo", "/bar")),
        replace(bare, url=request.url.replace("example.com", "example.net")),
        *(replace(bare, headers=[(name, value + "0" if name == each else value)
                                 for name, value in request.headers])
          for each in ("Date", "Content-Type", "Content-Length")),
        *(replace(bare, headers=[(name, value.replace(old, new))
                                 for name, value in request.headers])
          for old, new in ((str(CREATED), str(CREATED + 1)), ("wqcA", "wqcB"),
                           (' "content-type"', ""), ("sig-b26=(", "sig-b27=("))),
    ]
    for message in changed:
        with pytest.raises(SignatureInvalid):
            verify(message)
    for now in (CREATED + 301, CREATED - 61):
        with pytest.raises(SignatureInvalid):
            verify(bare, now)
    with pytest.raises(SignatureInvalid, match="content-digest"):
        verify(request)  # a body that its signature does not cover


@pytest.mark.parametrize("case", ["b21", "b22", "b23", "b25"])
def test_signatures_of_other_algorithms_are_read_and_not_taken(
    appendix: Appendix, case: str
) -> None:
    message = appendix.message(case)
    assert isinstance(message, Request)
    with pytest.raises(SignatureInvalid):
        verify_request(message, keys=lambda keyid: [bytes(32)], now=CREATED, required=())


def test_all_signatures_of_the_appendix_on_one_request(appendix: Appendix) -> None:
    """Each is found among the others and has its own base."""
    one = appendix.message("b26")
    assert isinstance(one, Request)
    signed = [field for case in ("b21", "b22", "b23", "b25", "b26")
              for field in appendix.message(case).headers if field[0].startswith("Signature")]
    plain = [field for field in one.headers if not field[0].startswith("Signature")]
    together = replace(one, headers=[*plain, *signed], body=b"")
    for case in ("b21", "b22", "b23", "b25", "b26"):
        described, signature = find_signature(together, label=f"sig-{case}")
        assert (described, signature) == find_signature(appendix.message(case))
        assert signature_base(together, described) == appendix.base(case)
    pem = appendix.pem(appendix.section("{#example-key-ed25519}"), "PUBLIC KEY")
    public = load_pem_public_key(pem)
    assert isinstance(public, Ed25519PublicKey)
    verified = verify_request(
        together, now=CREATED, required=("@method",),
        keys=lambda keyid: [public.public_bytes_raw()] if keyid == "test-key-ed25519" else [])
    assert verified.keyid == "test-key-ed25519"
