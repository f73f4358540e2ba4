"""A real server, callers over real HTTP, and the station that they call for."""
