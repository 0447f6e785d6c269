"""The page that the PDF of a topic register is typeset from."""

from __future__ import annotations

from django.template.loader import render_to_string

from ropa.tables.content_digest import ContentDigest

from ..contents import Report
from ..paper.limits import check_length
from ..paper.pages import as_at_instant, as_at_sentence
from ..report_summary import content_sentence, head_sentence
from .contents import TopicRow, topic_contents, topic_table
from .definitions import TopicRegister

# So many characters of HTML stand round each cell.
_ROUND_A_CELL = 120


def page_of(topic: TopicRegister, report: Report) -> str:
    """Return the HTML of a register: cover, which entries lack what, and every row.

    Raises `TooLarge` as soon as there is more than can be typeset.
    """
    contents, digest = topic_contents(topic, report), ContentDigest()
    rows: list[TopicRow] = []
    length = 0
    for entry in report.entries():
        digest.entry(*entry.digested)
        for row in contents.rows_of(entry):
            rows.append(row)
            length += sum(len(cell) + _ROUND_A_CELL for cell in row.cells)
            check_length(length)
    context = {
        "report": report,
        "topic": contents.topic,
        "as_at": as_at_sentence(report),
        "made_at": as_at_instant(report),
        "facts": [
            ("What it holds", content_sentence(report)),
            *((f"Only: {label}", value) for label, value in report.selection.filters()),
            ("The law it answers", contents.topic.citation),
            ("Entries looked at", str(digest.entries)),
            ("Digest of the entries", f"SHA-256 {digest.hexdigest()}"),
            ("Chain of versions", head_sentence(report)),
        ],
        "contents": contents,
        "table": topic_table(contents, rows),
    }
    return render_to_string("reports/pdf/topic-register.html", context)
