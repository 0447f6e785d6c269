"""Answers to what people ask about themselves: one sentence each, and the lines that prove it.

Pure functions make them from frozen documents. A sentence says what is recorded as exactly as it is
recorded: who gets what is held is recorded of an entry and all that it holds, and so it is told.
"""
