"""One file per engine: how its users would say the day to it, and its answer read back."""
