"""Ed25519 signatures over the digest of a record, and the keys in which people keep them."""

from typing import Final

from placement.errors import MissingExtra, RecordError
from placement.records.record import Signature

try:
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key
except ModuleNotFoundError:
    raise MissingExtra("a signature", "seal") from None

__all__ = ["Ed25519PrivateKey", "holds", "read_private_key", "read_public_key", "sign"]

# Told apart from whatever else the same key may sign.
_SIGNED: Final = b"placement decision record, digest "


def _message(digest: str) -> bytes:
    return _SIGNED + bytes.fromhex(digest)


def _named(key: Ed25519PublicKey) -> str:
    return key.public_bytes_raw().hex()


def sign(digest: str, key: Ed25519PrivateKey) -> Signature:
    """Return a signature over a record's digest."""
    return Signature(algorithm="Ed25519", public_key=_named(key.public_key()), value=key.sign(_message(digest)).hex())


def holds(signature: Signature, digest: str) -> bool:
    """Say whether the holder of the key that a signature names signed this digest."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(signature.public_key))
        key.verify(bytes.fromhex(signature.value), _message(digest))
    except (InvalidSignature, ValueError):
        return False
    return True


def read_private_key(pem: bytes) -> Ed25519PrivateKey:
    """Read a private key, as `openssl genpkey -algorithm ed25519` writes it.

    Raises:
        RecordError: It is no unencrypted Ed25519 private key in PEM.
    """
    try:
        key = load_pem_private_key(pem, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, Ed25519PrivateKey):
        raise RecordError("expected an Ed25519 private key in PEM, not encrypted")
    return key


def read_public_key(pem: bytes) -> str:
    """Read a public key, as `openssl pkey -pubout` writes it.

    Returns:
        32 bytes in hexadecimal, as signatures name the key.

    Raises:
        RecordError: It is no Ed25519 public key in PEM.
    """
    try:
        key = load_pem_public_key(pem)
    except (ValueError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, Ed25519PublicKey):
        raise RecordError("expected an Ed25519 public key in PEM")
    return _named(key)
