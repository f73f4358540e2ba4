"""The service: people, needs, rosters and ledger over HTTP. It decides nothing about matching: it calls `matcher`."""
