"""The ledger on pages (台账): what was done, what waits to be written up, and where each row comes from."""
