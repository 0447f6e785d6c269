"""Small tables in the layout of the register's own workbook."""

from __future__ import annotations

from datetime import date

from .files import Table

TEAMS: Table = [["Code", "Name", "Organisation"], ["office", "Office", "The Council [council]"]]
ENTRIES: Table = [
    ["Reference", "Title", "Team", "Public", "Review due on"],
    ["RPA-0001", "Marks", "Office [office]", "Yes", date(2026, 3, 31)],
    ["RPA-0002", "Meals", "Office [office]", "No", None],
]
PURPOSES: Table = [
    ["Belongs to", "Purpose", "Provisions"],
    ["RPA-0002", "to feed", None],
    ["RPA-0001", "to teach", "Act, section 1 [act-1]\nAct, section 2 [act-2]"],
    ["RPA-0001", "to mark", "[act-1]"],
]
LONG: Table = [
    ["Reference", "Title"],
    ["RPA-0001", "(Long text 2: see the sheet “Long texts”)"],
    ["RPA-0002", "(Long text 1: see the sheet “Long texts”)"],
]
