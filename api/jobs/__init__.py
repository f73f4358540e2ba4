"""Rosters are solved and re-planned in the background: asked for, worked on by a process of its own, told of, stopped."""
