"""How a command speaks: in the terminal's language; a refusal as sentences or JSON, exit code 1."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.utils import translation

from lianxin.kernel.problem import Refused


@contextmanager
def telling(errors: Any, *, as_json: bool = False) -> Iterator[None]:
    with translation.override(terminal_language()):
        try:
            yield
        except Refused as refused:
            _tell(refused, errors, as_json)
            sys.exit(1)


def _tell(refused: Refused, errors: Any, as_json: bool) -> None:
    if as_json:
        problems = [problem.as_json() for problem in refused.problems]
        print(json.dumps({"problems": problems}, ensure_ascii=False))
        return
    for problem in refused.problems:
        errors.write(f"连心 · {problem.message()}\n")


def terminal_language() -> str:
    """English where the terminal's locale says so, else Chinese."""
    locale = os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    return "en" if locale.lower().startswith("en") else "zh-hans"
