"""How much a file that somebody brings may hold. What is beyond is refused, and the limit named."""

from __future__ import annotations

MEGABYTE = 1024 * 1024

# A file as it is brought, and what it becomes when it is unpacked.
FILE_SIZE = 50 * MEGABYTE
UNPACKED_SIZE = 500 * MEGABYTE
# How many times larger than itself a packed file may become. The most that honest tables reach is
# about a hundred; a file made to explode reaches a thousand. Small ones are let be.
RATIO = 250
RATIO_FROM = 8 * MEGABYTE
# What a ZIP file may have inside, and how long its own list of that may be.
MEMBERS = 1_000
ZIP_DIRECTORY = 1 * MEGABYTE

SHEETS = 100
COLUMNS = 300
ROWS = 500_000
# Cells with something in them, in all sheets together: what was read is held in memory.
CELLS = 5_000_000
# Characters in a cell, and in a whole row of comma-separated text.
TEXT = 1_000_000
ROW_TEXT = 5_000_000

# What reading a spreadsheet may take: memory in bytes, and time of one processor.
MEMORY = 1024 * MEGABYTE
SECONDS = 60

# JSON: how deep lists and objects may stand in one another, and how many there may be.
JSON_DEPTH = 60
JSON_GROUPS = 1_500_000
JSON_VALUES = 10_000_000

# Problems that are told one by one; of the rest, how many there are.
PROBLEMS = 1_000
