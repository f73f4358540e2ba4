"""Reports: figures counted from rows alone, each with its definition, from the city down to a station."""
