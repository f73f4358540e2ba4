"""The ledger (台账): how visits ended, row by row, never rewritten; what was thought of them; where each row comes from."""
