"""What a change does to a published roster and its problem, and what a repair then changed."""
