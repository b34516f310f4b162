"""Tags: a vehicle's public pseudonym for a quarter, from its VIN and a key that the two sides know."""

import hashlib
import hmac

from kopri.kernel.ids import plate_key

_KEY, _COMMITMENT = b"kopri/tag-key/secret/v1", b"kopri/tag-key/v1"


def canonical_vin(vin: str) -> str:
    """A VIN as it is told apart: upper case, no spaces, and no letter for one that looks the same."""
    return plate_key(vin)


def vehicle_of(*, vin: str, country: str, plate: str) -> str:
    """What makes a vehicle one and the same: its VIN; without one, its country and plate.

    A colon stands in the latter alone, so that neither can pass for the other.
    """
    known = canonical_vin(vin).replace(":", "")
    return known or f"{plate_key(country)}:{plate_key(plate)}"


def tag_key(secret: bytes, *, direction: str, quarter: str) -> bytes:
    """The key of a quarter's tags in a direction, always the same of one secret."""
    return hmac.digest(secret, b"|".join((_KEY, direction.encode(), quarter.encode())), "sha256")


def commitment(key: bytes) -> bytes:
    """What is said of a key in public before anything is made with it."""
    return hashlib.sha256(_COMMITMENT + key).digest()


def tag(key: bytes, vehicle: str) -> str:
    """A vehicle's tag, hex."""
    return hmac.digest(key, vehicle.encode(), "sha256").hex()
