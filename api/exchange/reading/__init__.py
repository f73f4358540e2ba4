"""Files from outside become plain grids of cells, in a process of their own that can neither grow nor linger."""
