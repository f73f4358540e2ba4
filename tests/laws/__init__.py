"""Two laws hold for every rule: the waist accepts what the audit finds clean, and counts the points that `measure` counts."""
