"""The independent auditor: reads problem and roster, loads no solver."""
