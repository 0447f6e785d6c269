"""The flow of information: everybody once, in three stages."""

from __future__ import annotations

from ropa.documents.merged.entries import EntryReference
from ropa.public.pictures.flow import MOST_NAMES, Stage, flow_of

from .content import (
    ENTRY,
    abroad,
    authorities,
    content,
    controller,
    recipient,
    source,
    term,
    themselves,
)


def names(stage: Stage) -> list[tuple[str, list[str]]]:
    return [(group.kind, [party.called for party in group.parties]) for group in stage.groups]


def test_sources_stand_in_their_groups_and_people_for_themselves() -> None:
    council = source("councils", term("Green Council"), term("Blue Council"))
    flow = flow_of(content(sources=[themselves(), authorities(source("the police"), council)]))

    assert names(flow.sources) == [
        ("", ["The people themselves"]),
        (
            "Public authorities and services",
            ["the police", "councils, including Green Council and Blue Council"],
        ),
    ]
    assert flow.sources.parties[0].notes == ("what they tell us",)
    assert (flow.sources.parties[1].kind, flow.sources.parties[1].code) == ("source", "the police")


def test_each_controller_says_of_what_and_stands_once() -> None:
    other = EntryReference("RPA-2", "Counting")
    flow = flow_of(
        content(
            controllers=[
                controller("Lead", "independent", "shared data"),
                controller("Police inspectors", "independent", "police data"),
                controller("Lead", "sole", entries=(ENTRY, other)),
            ]
        )
    )

    assert [(party.name, party.notes) for party in flow.holders.parties] == [
        (
            "Lead",
            (
                "Separate controller of shared data",
                "Only controller of the information in 2 entries",
            ),
        ),
        ("Police inspectors", ("Separate controller of police data",)),
    ]


def test_an_only_controller_is_called_no_more_than_that() -> None:
    (party,) = flow_of(content(controllers=[controller("School", "sole")])).holders.parties
    assert party.notes == ("Only controller",)


def test_many_controllers_stand_in_one_group() -> None:
    def roles(number: int) -> list[tuple[str, int]]:
        found = [controller(f"body {at}", "independent") for at in range(number)]
        groups = flow_of(content(controllers=found)).holders.groups
        return [(group.kind, len(group.parties)) for group in groups]

    assert roles(MOST_NAMES) == [("", 1)] * MOST_NAMES
    assert roles(MOST_NAMES + 1) == [("Controllers", MOST_NAMES + 1)]


def test_who_may_get_it_is_inside_outside_acting_for_the_controller_or_abroad() -> None:
    flow = flow_of(
        content(
            controllers=[controller("School", "sole"), controller("Host", "processor", "backups")],
            recipients=[recipient("councils", term("Green Council"))],
            transfers=[abroad("Japan", "Cloud"), abroad("France")],
            inside="Teachers.",
        )
    )

    assert names(flow.getters) == [
        ("", ["People inside the organisation"]),
        ("People and organisations outside", ["councils, including Green Council"]),
        ("Processors, who act for the controller", ["Host"]),
        ("Abroad", ["Cloud", "France"]),
    ]
    assert [party.notes for party in flow.getters.parties] == [
        ("Teachers.",),
        (),
        ("backups",),
        ("Japan",),
        (),
    ]
    assert [party.name for party in flow.holders.parties] == ["School"]


def test_a_body_under_two_names_is_one_with_all_that_is_said_of_it() -> None:
    before, now = source("Old name", details=("reports",)), source("New name", term("One"))
    renamed = now.__class__(term("New name", "Old name"), now.including, ("files",), now.entries)

    (party,) = flow_of(content(sources=[authorities(before, renamed)])).sources.parties

    assert party.called == "Old name, including One"
    assert party.notes == ("reports", "files")


def test_where_nobody_is_named_it_says_so() -> None:
    flow = flow_of(content())
    assert all(not stage.groups and stage.nobody for stage in flow.stages)
