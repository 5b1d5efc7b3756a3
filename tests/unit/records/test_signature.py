import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from placement import RecordError
from placement.records import DecisionRecord, Signature, verify
from placement.records.signature import holds, read_private_key, read_public_key
from tests.sealed import KEY, sealed, short

_PUBLIC = KEY.public_key().public_bytes_raw().hex()


def _private_pem(key: object = KEY, encryption: object = None) -> bytes:
    pem: bytes = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption or NoEncryption())  # type: ignore[attr-defined]
    return pem


def test_a_signature_holds_for_its_key_and_its_digest() -> None:
    record = sealed(key=KEY)
    assert record.signature is not None
    assert record.signature.public_key == _PUBLIC
    assert holds(record.signature, record.digest)
    assert not holds(record.signature, "0" * 64)
    verification = verify(record)
    assert (verification.status, verification.signed_by) == ("identical", _PUBLIC)


@pytest.mark.parametrize("field", ["public_key", "value"])
def test_a_signature_that_was_altered_is_named(field: str) -> None:
    record = short(key=KEY)
    content = record.content()
    content["signature"][field] = content["signature"][field][::-1]
    verification = verify(DecisionRecord.model_validate(content))
    assert (verification.status, verification.parts, verification.signed_by) == ("altered", ("signature",), None)


def test_a_signature_under_another_digest_is_named() -> None:
    content = short(key=KEY).content()
    content["signature"] = short(key=KEY).content()["signature"]
    assert verify(DecisionRecord.model_validate(content)).parts == ("signature",)


def test_with_trusted_keys_a_record_has_to_be_signed_with_one_of_them() -> None:
    another = Ed25519PrivateKey.generate().public_key().public_bytes_raw().hex()
    assert verify(short(key=KEY), trusted=[another, _PUBLIC]).status == "partly compared"
    assert verify(short(key=KEY), trusted=[another]).parts == ("signature",)
    assert verify(short(), trusted=[_PUBLIC]).parts == ("signature",)
    assert verify(short(key=KEY), trusted=[]).parts == ("signature",)


def test_keys_are_read_as_openssl_writes_them() -> None:
    assert read_private_key(_private_pem()).private_bytes_raw() == KEY.private_bytes_raw()
    public = KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    assert read_public_key(public) == _PUBLIC


_ELSEWHERE = generate_private_key(SECP256R1())


@pytest.mark.parametrize(
    "pem",
    [b"S3NTINEL", _private_pem(encryption=BestAvailableEncryption(b"S3NTINEL")), _private_pem(_ELSEWHERE)],
    ids=["no key", "encrypted", "another kind"],
)
def test_another_private_key_is_refused(pem: bytes) -> None:
    with pytest.raises(RecordError, match=r"^expected an Ed25519 private key in PEM, not encrypted$") as caught:
        read_private_key(pem)
    assert caught.value.__context__ is None


@pytest.mark.parametrize(
    "pem",
    [
        b"S3NTINEL",
        _private_pem(),
        _ELSEWHERE.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
    ],
    ids=["no key", "private", "another kind"],
)
def test_another_public_key_is_refused(pem: bytes) -> None:
    with pytest.raises(RecordError, match=r"^expected an Ed25519 public key in PEM$") as caught:
        read_public_key(pem)
    assert caught.value.__context__ is None


_PRIME = 2**255 - 19
_OF_ORDER_8 = "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"
_SMALL = [0, 1, _PRIME - 1, _PRIME, _PRIME + 1, *(int.from_bytes(bytes.fromhex(_OF_ORDER_8), "little"),) * 2]
_SMALL[-1] = _PRIME - _SMALL[-1]


@pytest.mark.parametrize("sign", [0, 1])
@pytest.mark.parametrize("y", _SMALL)
def test_a_key_of_small_order_signs_nothing(y: int, sign: int) -> None:
    """Under such a key, R = 0 and S = 0 is a signature that OpenSSL takes for one digest of eight."""
    key = (y | sign << 255).to_bytes(32, "little").hex()
    nothing = (1).to_bytes(32, "little").hex() + "0" * 64
    signature = Signature(algorithm="Ed25519", public_key=key, value=nothing)
    assert not any(holds(signature, f"{number:064x}") for number in range(64))


def test_without_refusing_them_a_key_of_small_order_would_sign() -> None:
    """OpenSSL looks at no key: whoever trusts the neutral point believes this signature under everything."""
    Ed25519PublicKey.from_public_bytes((1).to_bytes(32, "little")).verify(
        (1).to_bytes(32, "little") + bytes(32), b"any"
    )


def test_a_public_key_of_small_order_is_refused() -> None:
    small = Ed25519PublicKey.from_public_bytes((1).to_bytes(32, "little"))
    with pytest.raises(RecordError, match=r"^expected an Ed25519 public key in PEM$"):
        read_public_key(small.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
