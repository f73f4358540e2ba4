"""A form sent twice counts once: by the key that it bears and by what is in it, so that a changed one is another."""

from hashlib import sha256

from api.web.idempotency import Once


def once_for(route: str, key: str, content: str) -> Once:
    """Nothing is remembered of a form whose key is none."""
    mark = sha256(content.encode()).hexdigest()
    return Once(f"{key[:64]}.{mark[:32]}" if key.isascii() and key.isalnum() else None, route, mark)
