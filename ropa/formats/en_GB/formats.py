"""British English, as pages write it: as `ropa/dates.py` does."""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y, H:i"
TIME_FORMAT = "H:i"
# The first is how a field shows what it holds.
_IN_WORDS_FORMATS = ["%d %B %Y", "%d %b %Y", "%d %B %y", "%d %b %y", "%B %d %Y", "%b %d %Y"]
_JOINED_FORMATS = ["%d-%B-%Y", "%d-%b-%Y", "%Y-%m-%d"]
DATE_INPUT_FORMATS = ["%d/%m/%Y", "%d/%m/%y", *_IN_WORDS_FORMATS, *_JOINED_FORMATS]
