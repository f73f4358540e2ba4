"""Rosters by week: versions that are never changed, edits, undo, publishing."""
