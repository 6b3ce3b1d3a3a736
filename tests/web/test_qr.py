"""Codes as they are drawn: what stands on the paper is the code, module for module."""

from __future__ import annotations

import re

import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st

from lianxin.doors.web.qr import QUIET, path_of

pytestmark = pytest.mark.once
RUN = re.compile(r"M(\d+) (\d+)\.5h(\d+)")


def grid(path: str, size: int) -> list[list[int]]:
    """The drawing read back: one for each dark module."""
    cells = [[0] * size for _ in range(size)]
    for x, y, width in (map(int, run) for run in RUN.findall(path)):
        for place in range(x, x + width):
            cells[y][place] = 1
    return cells


@settings(max_examples=40, deadline=None)
@given(st.binary(min_size=16, max_size=16).map(bytes.hex))
def test_the_drawing_is_the_code_with_its_quiet_border(token):
    text = f"https://lianhu.example.cn/c/{token}"
    path, size = path_of(text)
    code = segno.make(text, error="m", micro=False, boost_error=False)
    bordered = [list(row) for row in code.matrix_iter(border=QUIET)]
    assert grid(path, size) == bordered
    assert RUN.sub("", path) == ""
