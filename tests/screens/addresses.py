"""Every page that somebody opens by an address, and who may: the tests that all pages must pass go through this list."""

ADDRESSES: dict[str, str] = {
    "/sign-in": "he",
}
