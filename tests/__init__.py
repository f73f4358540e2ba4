"""Tests: what must be true, in sentences; `building` makes the smallest problems that show it."""
