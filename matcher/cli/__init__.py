"""The command line: one file per command; each loads what it needs when it is called, so that help is quick."""

from matcher.cli.application import main

__all__ = ["main"]
