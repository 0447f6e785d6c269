"""Who notices speak to, by the people they are."""

from __future__ import annotations

from ropa.documents.schema import PeopleDocument
from ropa.public.outlines import NoticeOutline
from ropa.public.readers import reader_groups


def people(code: str, are_children: bool = False) -> PeopleDocument:
    return PeopleDocument(code=code, name=code, description="", are_children=are_children)


def notice(*sections: list[tuple[str, str]]) -> NoticeOutline:
    """A notice whose sections have readers, each given as heading and people."""
    return NoticeOutline.model_validate(
        {
            "slug": "n",
            "title": "Notice",
            "summary": "",
            "applies_to": "",
            "organisation": {"code": "o", "name": "The Office", "short_name": "TO"},
            "activities": [],
            "sections": [
                {
                    "slug": f"s{number}",
                    "title": f"Section {number}",
                    "activities": [],
                    "annexes": {},
                    "audiences": [
                        {
                            "slug": "r",
                            "heading": heading,
                            "people": {"code": code, "name": code, "are_children": False},
                        }
                        for heading, code in readers
                    ],
                }
                for number, readers in enumerate(sections, start=1)
            ],
        }
    )


def test_children_come_first_then_whom_a_notice_speaks_to() -> None:
    everybody = [people("agents"), people("teachers"), people("pupils", True), people("babies")]
    notices = [
        notice([("I teach", "teachers")], [("I learn", "pupils")]),
        notice([("I teach music", "teachers")]),
    ]

    groups = reader_groups(everybody, notices)

    assert [(g.people.code, [r.audience.heading for r in g.readers]) for g in groups] == [
        ("pupils", ["I learn"]),
        ("teachers", ["I teach", "I teach music"]),
        ("agents", []),
        ("babies", []),
    ]


def test_a_reader_is_told_the_section_only_where_there_are_several() -> None:
    teachers = [people("teachers")]
    (group,) = reader_groups(teachers, [notice([("I teach", "teachers")])])
    assert (group.readers[0].context, group.readers[0].address) == ("TO", "/notices/n/#s1-r")

    (group,) = reader_groups(teachers, [notice([], [("I teach", "teachers")])])
    assert group.readers[0].context == "TO: Section 2"
    assert group.readers[0].address == "/notices/n/sections/s2/#s2-r"


def test_nobody_no_groups() -> None:
    assert reader_groups([], []) == ()
