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

# Keeps the signature from being valid for anything else that the same key signs.
_SIGNED: Final = b"placement decision record, digest "

_PRIME: Final = 2**255 - 19
_OF_ORDER_8: Final = 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7
_SMALL: Final = frozenset({0, 1, _PRIME - 1, _OF_ORDER_8, _PRIME - _OF_ORDER_8})
"""The y coordinates of the eight points of small order. Under such a key anyone can make a signature that
fits any digest: Chalkias et al., Taming the many EdDSAs, https://eprint.iacr.org/2020/1244."""


def _message(digest: str) -> bytes:
    return _SIGNED + bytes.fromhex(digest)


def _named(key: Ed25519PublicKey) -> str:
    return key.public_bytes_raw().hex()


def _is_small(public_key: str) -> bool:
    y = int.from_bytes(bytes.fromhex(public_key), "little") & (2**255 - 1)  # the last bit is the sign of x
    return y % _PRIME in _SMALL


def sign(digest: str, key: Ed25519PrivateKey) -> Signature:
    """Return a signature over a record's digest."""
    return Signature(algorithm="Ed25519", public_key=_named(key.public_key()), value=key.sign(_message(digest)).hex())


def holds(signature: Signature, digest: str) -> bool:
    """Say whether the holder of the key that a signature names signed this digest; a key of small order has none."""
    if _is_small(signature.public_key):
        return False
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
        RecordError: It is no Ed25519 public key in PEM, or one of small order, which signs nothing.
    """
    try:
        key = load_pem_public_key(pem)
    except (ValueError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, Ed25519PublicKey) or _is_small(_named(key)):
        raise RecordError("expected an Ed25519 public key in PEM")
    return _named(key)
