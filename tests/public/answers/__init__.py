"""Answers to what people ask about themselves."""
