"""Ready letters: from a notice, an entry or a group of people to whoever answers for it.

The server makes a letter with blanks from published versions. What somebody writes into them stays
in their browser: it is sent nowhere, kept nowhere, and in no log.
"""
