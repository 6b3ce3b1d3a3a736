"""What a text tells a reader: without ids, hashes and tokens, in which any few characters may stand by chance."""

from __future__ import annotations

import re

CHANCE = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|[A-Za-z0-9_-]{32,}")


def without_ids(text: str) -> str:
    return CHANCE.sub("", text)
