"""Nothing that looks like an ID or a bank number, and no code of a card, reaches a log, whoever wrote it."""

import logging
import re

_LONG = re.compile(r"\d{11,}[\dXx]?")
_CODE = re.compile(r"(/(?:c|data|cal)/)[\w-]+")
"""What a household's card says in its address, and a link that opens data."""


class Masking(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = mask(_said(record)), ()
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        record.exc_text = mask(record.exc_text) if record.exc_text else None
        record.stack_info = mask(record.stack_info) if record.stack_info else None
        return True


def _said(record: logging.LogRecord) -> str:
    """The line; one whose arguments do not fit is logged as it is, rather than failing the request."""
    try:
        return record.getMessage()
    except (TypeError, ValueError, KeyError):
        return f"{record.msg} {record.args}"


def mask(text: str) -> str:
    """Keeps the last four characters of every run of eleven digits or more, and of a code in an address nothing."""
    return _LONG.sub(lambda found: "…" + found.group()[-4:], _CODE.sub(r"\1…", text))
