"""A village whose officers have sixty households each, with the records of five years.

``python -m bench.sixty`` makes it in the present instance and tells one officer's households, and what
others have written, for this officer to write.
"""

from __future__ import annotations

import json
import sys
from typing import Any

HOMES, OFFICERS, ENTRIES, TALES = 60, 16, 12_000, 100
LOGIN = "officer"


def make() -> dict[str, Any]:
    from bench.village import make as make_village
    from lianxin.kernel.actor import SYSTEM
    from lianxin.people.models import Account
    from lianxin.records.diary.models import Act, Entry
    from lianxin.records.diary.search import index
    from lianxin.register.models import Pairing

    make_village(HOMES * OFFICERS, ENTRIES)
    index(list(Entry.objects.visible_to(SYSTEM).select_related("village", "officer")))
    officer = Account.objects.visible_to(SYSTEM).get(login=LOGIN).officer
    pairs = Pairing.objects.visible_to(SYSTEM).filter(officer=officer, until=None)
    homes = pairs.order_by("household__number").values_list("household", flat=True)
    at_home = Act.objects.visible_to(SYSTEM).filter(household__isnull=False).values("entry")
    others = Entry.objects.visible_to(SYSTEM).exclude(officer=officer).filter(pk__in=at_home)
    texts = others.order_by("pk").values_list("text", flat=True)[:TALES]
    return {"login": LOGIN, "homes": [str(home) for home in homes], "texts": list(texts)}


if __name__ == "__main__":
    from bench.world import setup

    setup()
    from lianxin.site.serving import collect_static

    collect_static()
    sys.stdout.write(json.dumps(make()) + "\n")
