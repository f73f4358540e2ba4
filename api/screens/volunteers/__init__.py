"""Volunteers on pages: what they can do, when they can come, what they have done, and what is planned for them."""
