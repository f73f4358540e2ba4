"""Repairing a published roster: the past stays, few visits change, and the audit finds it clean."""
