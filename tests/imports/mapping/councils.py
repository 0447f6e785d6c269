"""A council's register in the regulator's layout, as somebody would keep it in a spreadsheet."""

from __future__ import annotations

from ropa.imports.reading.cells import SheetOfCells
from ropa.models import DataCategory, Organisation, PeopleCategory, Team
from ropa.reports.columns import COLUMNS

TITLES = tuple(column.title for column in COLUMNS)
NUMBERED = tuple(f"{column.number}. {column.title}" for column in COLUMNS)
FILE = "register.xlsx"
# Three lines stand above the header.
FIRST_ROW = 5

FUNCTIONS = ("Housing", "Human resources", "Education", "Social care", "Licensing", "Libraries")
PURPOSES = (
    "Decide on applications",
    "Pay benefits; find and correct overpayments",
    "Answer complaints\nLearn from them",
    "• Plan services\n• Report to the government",
)
# What stands in a cell, and what must be found in the entry.
Choice = tuple[str, tuple[str, ...]]
BASES: tuple[Choice, ...] = (
    ("Art 6(1)(e)", ("6-1-e",)),
    ("Public task: section 31 Care Act 2014", ("6-1-e", "section 31 Care Act 2014")),
    ("6.1.c - legal obligation", ("6-1-c",)),
    ("Consent", ("6-1-a",)),
    ("UK GDPR Article 6(1)(b) Contract", ("6-1-b",)),
)
PEOPLE: tuple[Choice, ...] = (
    ("Residents", ("residents",)),
    ("Residents, carers", ("residents", "carers")),
    ("parents, carers and guardians; Pupils", ("parents, carers and guardians", "pupils")),
    ("- Employees\n- Residents", ("employees", "residents")),
)
DATA: tuple[Choice, ...] = (
    ("Names, contact details", ("names", "contact details")),
    ("Names (also former ones)\nHealth data", ("names", "also former ones", "health data")),
    ("contact details; bank details", ("contact details", "bank details")),
)
RECIPIENTS: tuple[Choice, ...] = (
    ("DfE", ("department for education",)),
    ("Police: to prevent crime\nlocal authorities", ("the police", "to prevent crime", "local")),
    ("None", ()),
    ("Social Work England, NHS England", ("social work england", "nhs england")),
)
JOINT: tuple[Choice, ...] = (
    ("", ()),
    ("N/A", ()),
    ("NHS England, dpo@england.example, 0300 000 000", ("nhs england", "dpo@england.example")),
)
CONTRACTS: tuple[Choice, ...] = (
    ("", ()),
    ("Payroll contract https://docs.example/1", ("payroll contract", "https://docs.example/1")),
    ("S:\\contracts\\7.docx", ("s:\\contracts\\7.docx",)),
)
COUNTRIES: tuple[Choice, ...] = (
    ("None", ("none",)),
    ("UK only", ("none",)),
    ("Ireland", ("ireland", "adequacy")),
    ("USA: International Data Transfer Agreement", ("usa", "idta")),
)
RETENTION: tuple[Choice, ...] = (
    ("6 years after closure", ("P6Y", "closure")),
    ("7 yrs", ("P7Y",)),
    ("until the child is 25", ("the child is 25",)),
    ("permanently", ("for-ever",)),
    ("Case files: 75 years\nSee corporate schedule, line 4", ("case files", "P75Y", "line 4")),
    ("Current year + 6", ("P6Y", "the end of the current year")),
)
SECURITY: tuple[Choice, ...] = (
    ("Encrypted laptops\nTraining each year", ("encrypted laptops", "training each year")),
    ("Locked cabinets; Access control by role", ("locked cabinets", "access control by role")),
)
ARTICLE_9: tuple[Choice, ...] = (
    ("N/A", ()),
    ("Substantial public interest (Art 9(2)(g))", ("9-2-g",)),
    ("9.2.h", ("9-2-h",)),
)
SCHEDULE_1: tuple[Choice, ...] = (
    ("Not applicable", ()),
    ("Sch 1 Part 2 para 18", ("2-18",)),
    ("Health or social care purposes", ("1-2",)),
)
AUTOMATED: tuple[Choice, ...] = (
    ("No", ("none",)),
    ("Yes - benefits are calculated by rules", ("decisions", "benefits are calculated by rules")),
    ("Profiling of risk by an officer", ("profiling", "profiling of risk by an officer")),
)
SOURCES: tuple[Choice, ...] = (
    ("Data subject", ("themselves",)),
    ("Directly from individuals\nPolice (reports)", ("themselves", "the police", "reports")),
    ("Own staff; Pupils", ("own-staff", "pupils")),
)
FOLLOWED: tuple[Choice, ...] = (
    ("Yes", ("yes",)),
    ("No", ("no", "the system cannot delete yet")),
    ("N/A", ("not-applicable",)),
)


def chosen(number: int) -> list[Choice]:
    """The thirty cells of an entry, each with what must be found of it."""

    def of(choices: tuple[Choice, ...], shift: int = 0) -> Choice:
        return choices[(number + shift) % len(choices)]

    def link(kind: str, each: int) -> Choice:
        if number % each:
            return "", ()
        address = f"https://docs.example/{kind}/{number}"
        return address, (address,)

    purpose = f"{PURPOSES[number % len(PURPOSES)]}\nKeep record {number}"
    purposes = [line.strip(" •") for line in purpose.replace(";", "\n").split("\n")]
    function = FUNCTIONS[number % len(FUNCTIONS)]
    basis = of(BASES)
    follows = of(FOLLOWED)
    has_breach = number % 10 == 0
    done = number % 4 == 0
    schedule_1 = of(SCHEDULE_1)
    return [
        (function, (function,)),
        (purpose, tuple(purposes)),
        of(JOINT, number // 3),
        of(PEOPLE, number // 2),
        of(DATA, number // 5),
        of(RECIPIENTS, number // 7),
        of(CONTRACTS),
        of(COUNTRIES, number // 4),
        ("None", ()),
        of(RETENTION),
        of(SECURITY),
        basis,
        of(ARTICLE_9),
        ("", ()),
        ("", ()),
        ("Access, rectification, a copy by carrier pigeon", ("carrier pigeon",)),
        of(AUTOMATED, number // 6),
        of(SOURCES, number // 8),
        link("consent", 5),
        (f"Server {number}", (f"Server {number}",)),
        ("Yes", ("completed",)) if done else ("No", ("not-required",)),
        ("Completed", ()) if done else ("", ()),
        link("dpia", 4),
        ("Yes", ()) if has_breach else ("No", ()),
        link("breach", 10),
        schedule_1,
        (basis[0], basis[1]) if schedule_1[1] else ("", ()),
        link("policy", 3),
        follows,
        ("The system cannot delete yet", ()) if follows[0] == "No" else ("", ()),
    ]


def council_rows(count: int = 300) -> list[list[str]]:
    return [[text for text, _ in chosen(number)] for number in range(count)]


def council_sheet(rows: list[list[str]], titles: tuple[str, ...] = NUMBERED) -> SheetOfCells:
    """The rows under their header and the lines above that name the council."""
    above = [(1, ("Record of processing activities",)), (2, ("Controller", "Example Council"))]
    numbered = [(place, tuple(row)) for place, row in enumerate(rows, start=FIRST_ROW)]
    below = [above[1], (4, titles), *numbered]
    cells = ((number, tuple(cell or None for cell in row)) for number, row in below)
    return SheetOfCells("ROPA", above[0][1], 1, iter(cells))


def make_reference_data() -> Team:
    """What the register has of what the council's sheet names: nearly all."""
    council = Organisation.objects.create(code="council", name="Example Council")
    for code, name, short in (
        ("dfe", "Department for Education", "DfE"),
        ("police", "the police", ""),
        ("local-authorities", "local authorities", ""),
        ("nhs-england", "NHS England", ""),
        ("social-work-england", "Social Work England", ""),
    ):
        Organisation.objects.create(
            code=code, name=name, short_name=short, is_public_authority=True
        )
    Organisation.objects.create(
        code="hcpc",
        name="Health and Care Professions Council",
        short_name="HCPC",
        valid_to="2019-12-01",
        superseded_by=Organisation.objects.get(code="social-work-england"),
    )
    for name in ("residents", "carers", "parents, carers and guardians", "pupils", "employees"):
        PeopleCategory.objects.create(code=name.replace(",", "").replace(" ", "-"), name=name)
    for name in ("names", "contact details", "bank details", "health data"):
        DataCategory.objects.create(code=name.replace(" ", "-"), name=name)
    return Team.objects.create(code="governance", name="Governance", organisation=council)
