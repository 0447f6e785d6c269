"""How an action says no."""


class Refused(Exception):
    """The action cannot be done now. The message says why and what to do, in plain English."""
