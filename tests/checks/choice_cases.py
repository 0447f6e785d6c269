"""What breaks the rules on choices people have, and what mends it."""

from __future__ import annotations

from ropa.models import PeopleChoice
from ropa.models.grounds import Article9, LawfulBasis

from .cases import Case, based_on
from .complete import ENTRY, LAW_ENFORCEMENT_ENTRY, changed, choice, purpose, with_part

Kind = PeopleChoice.Kind
ON_CONSENT = based_on(purpose(LawfulBasis.CONSENT))


def with_choices(*choices, entry=ENTRY):
    return changed(entry, people_choices=choices)


def marketing(basis, statement="tell people of events by direct marketing"):
    return based_on(purpose(basis, statement=statement))


CHOICE_CASES = [
    *(
        Case(
            "R7-3",
            entry,
            says="withdraw",
            mended=with_choices(choice(Kind.WITHDRAW_CONSENT), entry=entry),
        )
        for entry in (
            ON_CONSENT,
            with_part(ENTRY, "conditions", article_9=Article9.EXPLICIT_CONSENT),
            with_choices(choice(Kind.OPT_OUT), entry=ON_CONSENT),
        )
    ),
    *(
        Case(
            "R21-3",
            marketing(basis),
            says="events by direct marketing",
            mended=with_choices(choice(Kind.STOP_MARKETING), entry=marketing(basis)),
        )
        for basis in (LawfulBasis.PUBLIC_TASK, LawfulBasis.LEGITIMATE_INTERESTS)
    ),
    Case(
        "R21-3",
        marketing(LawfulBasis.PUBLIC_TASK),
        mended=marketing(LawfulBasis.CONSENT),
    ),
    Case(
        "R21-3",
        marketing(LawfulBasis.PUBLIC_TASK, "MARKETING by post"),
        mended=marketing(LawfulBasis.PUBLIC_TASK, "run the supermarketings"),
    ),
    Case(
        "R21-3",
        marketing(LawfulBasis.PUBLIC_TASK),
        mended=changed(
            LAW_ENFORCEMENT_ENTRY,
            purposes=(purpose(LawfulBasis.LE_TASK, statement="prosecute false marketing"),),
        ),
    ),
    *(
        Case(
            "R21-2-time",
            with_choices(choice(Kind.OPT_OUT), choice(kind, by_when="31 May")),
            1,
            "say no to letters",
            mended=with_choices(choice(kind), choice(Kind.OPT_OUT, by_when="31 May")),
        )
        for kind in (Kind.WITHDRAW_CONSENT, Kind.STOP_MARKETING)
    ),
    Case(
        "Q-uses",
        with_choices(choice(Kind.OPT_OUT, only_for="- do an example\nsomething else")),
        0,
        "“something else”",
        mended=with_choices(choice(Kind.OPT_OUT, only_for=" - do an example \n\n")),
    ),
]
