"""One new need in a standing roster."""
