"""Closing the gap: once the bound is as sharp as prices get it, all choices near them are looked at in an integer program."""

from matcher.engine.closing.closing import close_gap

__all__ = ["close_gap"]
