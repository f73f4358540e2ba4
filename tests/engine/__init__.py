"""The engine: what compiled code counts is what the plain reading of the waist counts."""
