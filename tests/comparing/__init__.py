"""Two policies side by side."""
