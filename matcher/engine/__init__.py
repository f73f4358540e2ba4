"""The engine: reads instances, returns plans with proven bounds; it imports no rule."""
