"""Workbooks and CSV files for people to fill in, to correct, and to keep; no cell of them is a formula."""
