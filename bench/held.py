"""What an instance holds of what phones have sent: ``python -m bench.held`` tells it as JSON."""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from typing import Any


def held() -> dict[str, Any]:
    from lianxin.kernel.actor import SYSTEM
    from lianxin.kernel.models import AuditRow
    from lianxin.records.diary.models import Act, Amendment, Entry, Phrase
    from lianxin.records.file.models import Dwelling
    from lianxin.records.needs.models import Need
    from lianxin.sync.models import Proposal, Quarantined, Received

    def rows(model: Any, *columns: str) -> Any:
        return model.objects.visible_to(SYSTEM).order_by().values_list(*columns)

    wordings, acts, audits = defaultdict(list), Counter[str](), Counter[str]()
    for entry, text in rows(Amendment, "entry_id", "text"):
        wordings[str(entry)].append(text)
    for (entry,) in rows(Act, "entry_id"):
        acts[str(entry)] += 1
    for subject, action, done in rows(AuditRow, "subject_id", "action", "done"):
        audits[f"{action} {subject}"] += done
    values = defaultdict(set)
    for household, metres in rows(Dwelling, "household_id", "road_metres"):
        values[str(household)].add(metres)
    return {
        "entries": {
            str(id): {"text": text, "wordings": wordings[str(id)], "acts": acts[str(id)]}
            for id, text in rows(Entry, "id", "text")
        },
        "needs": Counter(text for (text,) in rows(Need, "text")),
        "phrases": Counter(text for (text,) in rows(Phrase, "text")),
        "metres": {home: sorted(v for v in some if v) for home, some in values.items()},
        "proposals": [
            [str(item), field, yours]
            for item, field, yours in rows(Proposal, "item", "field", "yours")
        ],
        "received": {
            str(id): [verdict, hash]
            for id, verdict, hash in rows(Received, "id", "verdict", "hash")
        },
        "quarantined": Counter(str(item) for (item,) in rows(Quarantined, "item")),
        "written": {k.split()[1]: n for k, n in audits.items() if k.startswith("diary.write ")},
    }


if __name__ == "__main__":
    from bench.world import setup

    setup()
    sys.stdout.write(json.dumps(held()) + "\n")
