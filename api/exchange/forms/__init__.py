"""The sheets that people fill in: every column is described once, and template, reading and messages follow from it."""
