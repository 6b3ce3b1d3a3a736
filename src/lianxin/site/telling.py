"""How a command tells a refusal: each problem's sentence, or the problems as JSON; exit code 1."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from lianxin.kernel.problem import Refused


@contextmanager
def telling(errors: Any, *, as_json: bool = False) -> Iterator[None]:
    try:
        yield
    except Refused as refused:
        if as_json:
            problems = [problem.as_json() for problem in refused.problems]
            print(json.dumps({"problems": problems}, ensure_ascii=False))
        else:
            for problem in refused.problems:
                errors.write(f"连心 · {problem.message()}")
        sys.exit(1)
