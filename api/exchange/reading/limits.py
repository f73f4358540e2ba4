"""How much of a file is taken; a whole city's cadres (10 000 rows of 24 columns) fit with room to spare."""

MOST_BYTES = 10 * 2**20
"""Of the file as sent."""
MOST_PARTS = 500
MOST_UNPACKED = 96 * 2**20
"""Of all parts of a workbook together, unpacked."""
MOST_RATIO = 250
"""Unpacked over packed, of a part of a megabyte or more; sheets that Excel writes stay below 50."""
MOST_SHEETS = 30
MOST_ROWS = 20_000
MOST_COLUMNS = 256
MOST_CELLS = 400_000
"""Filled ones, of all sheets together; the rectangles they span may hold `MOST_AREA`."""
MOST_AREA = 1_000_000
MOST_MERGED = 5_000
MOST_CHARACTERS = 20_000_000
LONGEST_TEXT = 5_000
"""What is longer is cut: no column takes so much, and the cell is told to be too long."""

MEMORY = 448 * 2**20
"""Address space of the reading process; the largest files that are taken need about 300 MB."""
CPU_SECONDS = 15
WALL_SECONDS = 30.0
AT_ONCE = 2
"""Files that are read at the same time."""
