"""What is stored of a secret that a browser or an address carries: enough to know it again."""

from hashlib import sha256


def digest_of(secret: str) -> str:
    """SHA-256 in hexadecimal. Whoever reads it cannot find the secret, which is long and random."""
    return sha256(secret.encode()).hexdigest()
