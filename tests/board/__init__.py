"""The notice board: what hangs there is what the roster says, in both languages, on paper and on screens."""
