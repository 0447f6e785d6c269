"""What the log says, so that whoever runs the register can read it."""

from __future__ import annotations

import logging

from django.core.exceptions import PermissionDenied


class RefusalsInOneLine(logging.Filter):
    """Say of a refusal who was refused what and why, in one line: it is no fault of the program."""

    def filter(self, record: logging.LogRecord) -> bool:
        refusal = record.exc_info[1] if record.exc_info else None
        if isinstance(refusal, PermissionDenied):
            user = getattr(getattr(record, "request", None), "user", None)
            name = user.get_username() if user is not None else ""
            record.msg = f"{record.getMessage()} for {name or 'a visitor'}: {refusal}"
            record.args = ()
            record.exc_info = record.exc_text = None
        return True
