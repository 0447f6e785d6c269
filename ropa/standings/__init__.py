"""Where every entry and notice stands, what the checks find, and which shared rows each rests on:
kept ready for the pages of staff, and never what a decision relies on.

`projections` makes it, `changes` says what a change touches, `reading` is for pages.
"""
