"""Nothing is kept longer than it is needed: for each kind a period, and a sweep that empties or removes what is older."""
