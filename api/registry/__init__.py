"""The registry: regions, stations, people, needs and days, each entered, looked up, replaced and removed in the same way."""
