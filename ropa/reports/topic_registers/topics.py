"""The topic registers there are, in the order in which people are offered them."""

from __future__ import annotations

from .definitions import TopicRegister
from .governance import IMPACT_ASSESSMENTS, POLICY_DOCUMENTS, SYSTEMS
from .people import AUTOMATED_DECISIONS, CHILDREN
from .retention import RETENTION
from .sharing import PROCESSORS, SHARING

TOPIC_REGISTERS: tuple[TopicRegister, ...] = (
    RETENTION,
    SHARING,
    PROCESSORS,
    AUTOMATED_DECISIONS,
    CHILDREN,
    IMPACT_ASSESSMENTS,
    POLICY_DOCUMENTS,
    SYSTEMS,
)


def readable_topics(*, by_public: bool) -> tuple[TopicRegister, ...]:
    """Return the registers that the public may read, or all of them."""
    return tuple(topic for topic in TOPIC_REGISTERS if topic.is_public or not by_public)


def topic_named(name: str, *, by_public: bool) -> TopicRegister | None:
    """Return the register with that name, if there is one for such readers."""
    found = (topic for topic in readable_topics(by_public=by_public) if topic.name == name)
    return next(found, None)
