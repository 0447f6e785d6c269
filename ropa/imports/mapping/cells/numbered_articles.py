"""Articles of the GDPR as laws and people of several languages number them."""

from __future__ import annotations

import re

_LETTER = re.compile(r"(?<![\w().])\((?:2\)\s*\()?(?P<letter>ea|[a-j])\)", re.IGNORECASE)
_PARAGRAPHS = re.compile(r"[0-9]{1,2}(?:\s*[,;/&]\s*[0-9]{1,2})*")
# What a heading says of the cells below it, and how these are written in full.
_ARTICLES = {
    "lawful-basis": (re.compile(r"\b6\b"), r"6(1)(\g<letter>)"),
    "article-9": (re.compile(r"\b9\b"), r"9(2)(\g<letter>)"),
}
_SCHEDULE_1 = re.compile(r"\bsch(?:ed(?:ule)?)?\.? ?1\b", re.IGNORECASE)


def with_article_of_heading(target: str, heading: str, text: str) -> str:
    """Return what a cell says in full, where its heading names the article and the cell a letter of
    it: “(e)” below “Art 6”, “(2)(g)” below “Article 9”, “18” below “Schedule 1”."""
    if target in _ARTICLES:
        names_article, in_full = _ARTICLES[target]
        return _LETTER.sub(in_full, text) if names_article.search(heading) else text
    if target == "schedule-1" and _SCHEDULE_1.search(heading) and _PARAGRAPHS.fullmatch(text):
        return "; ".join(f"Schedule 1 paragraph {each}" for each in re.findall("[0-9]+", text))
    return text


def lettered_article(article: int, paragraph: int, letters: str) -> str:
    """Return a pattern of a letter of a paragraph of an article: “Art. 6(1)(e)”, “6.1.e”, “Art. 6
    Abs. 1 S. 1 lit. e DSGVO”, “artikel 6, lid 1, onder e”, “article 6, paragraphe 1, point e”.

    `letters` is a pattern of the letters that there are; the one found is the group `letter`.
    """
    return (
        r"(?:\b(?:uk\s+)?(?:gdpr\s+)?art(?:icle|ikel)?s?\.?\s*)?(?<![0-9.])"
        rf"{article}(?:\s*,?\s*(?:abs(?:atz|\.)?|lid|par(?:agraph|agraphe|\.)?|§|ziff(?:er|\.)?)\s*"
        rf"|\s*[.(]\s*|\s+){paragraph}\s*[.)]?\s*,?\s*(?:(?:s\.|satz)\s*1\s*,?\s*)?"
        r"(?:(?:lit\.?|buchst(?:abe|\.)?|onder|sub|point|lettre|letter)\s*|[.(]\s*)?"
        rf"(?P<letter>{letters})(?![a-z0-9])\)?(?:\s*\b(?:ds-?gvo|avg|rgpd)\b)?"
    )
