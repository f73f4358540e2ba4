"""Sheets for people who read on paper: slips for volunteers, cards for cadres' fridges, pages of the ledger to sign."""
