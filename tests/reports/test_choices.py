"""What can be chosen, and how a choice is told people."""

from __future__ import annotations

from ropa.reports.choices import ReportChoice

LETTERS = ReportChoice(
    name="letter",
    label="Letter",
    every="Every letter",
    one="letter",
    options=(("a", "Alpha"), ("b", "Beta"), ("c", "Gamma")),
)


def test_what_was_chosen_is_told_by_name_in_the_order_of_the_options():
    assert LETTERS.describe(["c", "a"]) == "Alpha, Gamma"
    assert LETTERS.describe([]) == ""
