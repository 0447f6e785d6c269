"""Reading TOML files, and what is said about those that cannot be read."""

from __future__ import annotations

import pytest

from ropa.imports.files import read_folder, unwrapped
from ropa.imports.problems import CannotLoad
from ropa.imports.rows import RowPlace


def problems_of(folder):
    with pytest.raises(CannotLoad) as refused:
        read_folder(folder)
    return [str(problem) for problem in refused.value.problems]


def test_rows_come_in_the_order_of_files_and_know_where_they_stand(tmp_path):
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "two.toml").write_text('[[teams]]\ncode = "c"\n')
    (tmp_path / "a.toml").write_text('[[teams]]\ncode = "a"\n[[teams]]\ncode = "b"\n')
    (tmp_path / "read-me.txt").write_text("not read")
    rows = read_folder(tmp_path)
    assert [(row.table, row.values["code"]) for row in rows] == [
        ("teams", "a"),
        ("teams", "b"),
        ("teams", "c"),
    ]
    assert [str(row.place) for row in rows] == [
        f"{tmp_path.name}/a.toml, teams 1",
        f"{tmp_path.name}/a.toml, teams 2",
        f"{tmp_path.name}/b/two.toml, teams 1",
    ]


def test_a_folder_that_is_not_there_is_named(tmp_path):
    [problem] = problems_of(tmp_path / "nowhere")
    assert problem == (
        f"{tmp_path / 'nowhere'} is not a folder: name the folder that holds the register."
    )


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"[[teams]\n", "Expected"),
        (b"[[teams]]\ncode = unquoted\n", "Invalid value"),
        (b'[[teams]]\ncode = "a"\ncode = "b"\n', "overwrite"),
        (b'[[teams]]\nname = "\xff"\n', "utf-8"),
        (b'[teams]\ncode = "a"\n', "“teams” must be a list of tables, written [[teams]]"),
        (b'teams = ["a"]\n', "“teams” must be a list of tables, written [[teams]]"),
        (b"valid_from = 2026-13-01\n", "Expected"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_the_reason(tmp_path, content, reason):
    (tmp_path / "bad.toml").write_bytes(content)
    (tmp_path / "good.toml").write_text('[[teams]]\ncode = "a"\n')
    [problem] = problems_of(tmp_path)
    assert problem.startswith(f"{tmp_path.name}/bad.toml cannot be read: ")
    assert reason in problem


def test_every_file_that_cannot_be_read_is_told_at_once(tmp_path):
    (tmp_path / "one.toml").write_text("[[")
    (tmp_path / "two.toml").write_text("=")
    assert len(problems_of(tmp_path)) == 2


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("One line.", "One line."),
        ("\nWrapped\nfor reading.\n", "Wrapped for reading."),
        ("One\nparagraph.\n\nAnother\none.", "One paragraph.\n\nAnother one."),
        (
            "A list:\n- one\n- two,\n  wrapped\n\nAfter it.",
            "A list:\n- one\n- two, wrapped\n\nAfter it.",
        ),
        ("  indented\n  text  ", "indented text"),
        ("", ""),
    ],
)
def test_lines_wrapped_for_reading_are_joined(written, kept):
    assert unwrapped(written) == kept
    assert unwrapped(kept) == kept


def test_text_is_folded_wherever_it_stands(tmp_path):
    (tmp_path / "a.toml").write_text(
        '[[activities]]\nsummary = """\nWrapped\nfor reading.\n"""\ncount = 1\n'
        '[[activities.purposes]]\nstatement = """\nWrapped\ntoo.\n"""\nprovisions = [" one "]\n'
    )
    [row] = read_folder(tmp_path)
    assert row.values == {
        "summary": "Wrapped for reading.",
        "count": 1,
        "purposes": [{"statement": "Wrapped too.", "provisions": ["one"]}],
    }


def test_a_file_that_cannot_be_read_is_a_problem_of_the_whole_file(tmp_path):
    (tmp_path / "bad.toml").write_text("=")
    with pytest.raises(CannotLoad) as refused:
        read_folder(tmp_path)
    [problem] = refused.value.problems
    assert problem.place == RowPlace(f"{tmp_path.name}/bad.toml", "")
    assert (problem.column, problem.value) == ("", "")
