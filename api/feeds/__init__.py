"""A volunteer's visits in their own calendar, by a secret address that can be revoked."""
