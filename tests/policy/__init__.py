"""Policy files: what they inherit, and what is said of names they misspell."""
