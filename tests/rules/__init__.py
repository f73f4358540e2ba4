"""Hand examples of every rule: one that breaks it, one that does not, one on the boundary; a file per rule."""
