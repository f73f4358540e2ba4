"""Where somebody goes on to after signing in: only to pages of this service."""


def inside(address: str) -> str:
    """The address if it is a path here, else the beginning."""
    return address if address.startswith("/") and not address.startswith(("//", "/\\")) else "/"
