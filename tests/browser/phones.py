"""The phones of the scene's officers: what clashed, what is kept unapplied, what waits, whose is out."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils import timezone

from lianxin.kernel.ids import new_id
from lianxin.kernel.sealed import seal
from lianxin.people.models import Account
from lianxin.sync.models import Device, Proposal, Quarantined, Received

if TYPE_CHECKING:
    from .scene import Scene

KEPT_TEXT = "牛棚顶装好了。媳妇说今年想多养两头，问贴息贷款还有没有。"


class Phones:
    """The rows that pages open stand as attributes."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.now = scene, timezone.now()
        self.tian = self.phone(scene.officer, "Android · Chrome", waiting=3, skew=5400, days=9)
        self.liu = self.phone(scene.officer2, "iPhone · Safari")
        self.old = self.phone(scene.officer2, "旧手机", ended="在集上丢了")
        self.area = self.clash("house_area", 132, 118, "何晓燕")
        self.clash("phone", "19900005678", "19900001234", "刘志强")
        self.wording = self.reworded()
        self.kept = self.keep()
        for verdict, problem in (
            ("accepted", None),
            ("merged", None),
            ("conflict", None),
            ("rejected", {"code": "input.required", "field": "text", "details": {"label": "日记"}}),
            ("duplicate", None),
            ("deferred", None),
            ("quarantined", None),
        ):
            self.receipt(new_id(), verdict, problem)

    def ago(self, **span: float) -> datetime:
        return self.now - timedelta(**span)

    def phone(
        self,
        account: Account,
        name: str,
        *,
        waiting: int = 0,
        skew: int = 0,
        days: int = 0,
        ended: str = "",
    ) -> Device:
        return Device.objects.create(
            account=account,
            name=name,
            skew=skew,
            waiting=waiting,
            waiting_photos=2 if waiting else 0,
            oldest_waiting=self.ago(days=days) if waiting else None,
            first_seen=self.ago(days=40),
            last_seen=self.ago(hours=5),
            revoked_at=self.ago(days=2) if ended else None,
            revoked_for=ended,
        )

    def receipt(self, item: UUID, verdict: str, problem: Any = None) -> Received:
        return Received.objects.create(
            id=item,
            account=self.scene.officer,
            device=self.tian,
            seq=1,
            action="household.edit" if verdict == "conflict" else "diary.write",
            at=self.ago(hours=30),
            hash=str(item),
            verdict=verdict,
            problem=problem,
            received_at=self.ago(hours=5),
        )

    def clash(self, field: str, yours: Any, held: Any, held_by: str) -> Proposal:
        home = self.scene.home
        shared = {"household": home, "village": home.village, "field": field, "base": home.rev}
        return self._proposal(yours=yours, held=held, held_by=held_by, **shared)

    def reworded(self) -> Proposal:
        entry = self.scene.year.entry
        return self._proposal(
            entry=entry,
            village=entry.village,
            field="text",
            base=1,
            yours=f"{entry.words}又问了一遍，彩钢顶要一千八。",
            held=entry.words,
            held_by="何晓燕",
        )

    def _proposal(self, **told: Any) -> Proposal:
        item = new_id()
        self.receipt(item, "conflict")
        return Proposal.objects.create(
            item=item,
            officer=self.scene.tian,
            account=self.scene.officer,
            held_at=self.ago(hours=20),
            at=self.ago(hours=30),
            made_at=self.ago(hours=5),
            decider=self.scene.office,
            **told,
        )

    def keep(self) -> Quarantined:
        home = self.scene.home
        content = {"households": [str(home.pk)], "kinds": ["visit", "talk"], "text": KEPT_TEXT}
        content |= {"day": "2026-07-12", "needs": [], "progress": [], "photos": ["0" * 64]}
        return Quarantined.objects.create(
            item=new_id(),
            account=self.scene.officer2,
            device=self.old,
            action="diary.write",
            at=self.ago(days=3),
            seq=8,
            hash="kept",
            content=seal(json.dumps(content), "quarantined.content"),
            reason="revoked",
            received_at=self.ago(hours=4),
        )
