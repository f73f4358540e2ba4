"""Routing engines of others and ours on the same single days, every answer judged by our audit."""
