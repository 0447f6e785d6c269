"""A heading that names an article tells which the letters below it are of."""

from __future__ import annotations

import pytest

from ropa.imports.mapping.cells.numbered_articles import with_article_of_heading


@pytest.mark.parametrize(
    ("target", "heading", "text", "in_full"),
    [
        ("lawful-basis", "Art 6", "(e) public task; (c)", "6(1)(e) public task; 6(1)(c)"),
        ("lawful-basis", "Art 6", "6(1)(e)", "6(1)(e)"),
        ("lawful-basis", "Lawful basis", "(e) public task", "(e) public task"),
        ("article-9", "Article 9", "(2)(g)", "9(2)(g)"),
        ("article-9", "Art. 9 condition", "(h)", "9(2)(h)"),
        ("article-9", "Article 9", "Art 9(2)(h)", "Art 9(2)(h)"),
        ("schedule-1", "DPA 2018 Sch 1", "18", "Schedule 1 paragraph 18"),
        ("schedule-1", "Schedule 1", "6, 18", "Schedule 1 paragraph 6; Schedule 1 paragraph 18"),
        ("schedule-1", "Condition", "18", "18"),
        ("retention", "Article 6", "(e)", "(e)"),
    ],
)
def test_letters_are_written_in_full(target, heading, text, in_full):
    assert with_article_of_heading(target, heading, text) == in_full
