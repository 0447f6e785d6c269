"""Registers that follow from the record: each gathers one topic, such as how long data is kept,
from the documents of all entries. Nothing is typed for them: they never differ from the record."""

from __future__ import annotations

from .contents import TopicContents, TopicRow, topic_contents, topic_table
from .definitions import TopicColumn, TopicRegister
from .topics import TOPIC_REGISTERS, readable_topics, topic_named

__all__ = [
    "TOPIC_REGISTERS",
    "TopicColumn",
    "TopicContents",
    "TopicRegister",
    "TopicRow",
    "readable_topics",
    "topic_contents",
    "topic_named",
    "topic_table",
]
