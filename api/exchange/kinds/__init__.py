"""What the cells of a column hold: how each kind is read, written, and described to whoever fills it in."""
