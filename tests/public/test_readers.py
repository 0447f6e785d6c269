"""“Who are you?” on the home page."""

from __future__ import annotations

from ropa.public.outlines import NoticeOutline
from ropa.public.readers import CHILDREN, OTHERS, reader_groups


def notice(*sections: list[tuple[str, str, bool]]) -> NoticeOutline:
    """A notice whose sections have readers, each given as heading, people and whether children."""
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
                            "people": {"code": people, "name": people, "are_children": children},
                        }
                        for heading, people, children in readers
                    ],
                }
                for number, readers in enumerate(sections, start=1)
            ],
        }
    )


def test_children_come_first_then_people_met_more_than_once_then_the_rest() -> None:
    one = [("I teach", "teachers", False), ("I am a parent", "parents", False)]
    two = [("I am a mother", "parents", False), ("I am a pupil", "pupils", True)]

    groups = reader_groups([notice(one, two)])

    assert [(g.name, [r.audience.heading for r in g.readers]) for g in groups] == [
        (CHILDREN, ["I am a pupil"]),
        ("parents", ["I am a parent", "I am a mother"]),
        (OTHERS, ["I teach"]),
    ]


def test_a_reader_is_told_the_section_only_where_there_are_several() -> None:
    (group,) = reader_groups([notice([("I teach", "teachers", False)])])
    assert (group.readers[0].context, group.readers[0].anchor) == ("TO", "s1-r")

    (group,) = reader_groups([notice([], [("I teach", "teachers", False)])])
    assert group.readers[0].context == "TO: Section 2"


def test_no_notices_no_groups() -> None:
    assert reader_groups([]) == ()
