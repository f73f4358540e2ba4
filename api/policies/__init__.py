"""Policies by region: kept in versions, inherited from above."""
