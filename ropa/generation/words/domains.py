"""Every field of work, in the order in which teams are made for them."""

from __future__ import annotations

from .council_work import (
    ADULT_CARE,
    CHILDREN,
    DEMOCRACY,
    EDUCATION,
    ENVIRONMENT,
    HOUSING,
    LEISURE,
    REVENUES,
    STAFF,
)
from .law_enforcement import (
    ENFORCEMENT,
    INVESTIGATIONS,
)
from .other_work import (
    CASEWORK,
    COMMUNITY_HEALTH,
    PUPILS,
    SCREENING,
)

DOMAINS = (
    ADULT_CARE,
    HOUSING,
    REVENUES,
    EDUCATION,
    CHILDREN,
    ENVIRONMENT,
    LEISURE,
    STAFF,
    DEMOCRACY,
    COMMUNITY_HEALTH,
    SCREENING,
    PUPILS,
    CASEWORK,
    INVESTIGATIONS,
    ENFORCEMENT,
)
