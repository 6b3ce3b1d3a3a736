"""What the product knows of a kind of activity; rows, since units differ and years change."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.guard import Reach
from lianxin.kernel.models import Row
from lianxin.register.models import Code


class Group(models.TextChoices):
    """The method's kinds of diverse help 多样化, in its order."""

    LECTURE = "lecture", _("宣讲")
    STUDY = "study", _("学习辅导")
    FARM = "farm", _("农业技术")
    TRADE = "trade", _("务工技能")
    EXPERT = "expert", _("专家上门")
    MEDICAL = "medical", _("看病体检")
    HARVEST = "harvest", _("三夏助农")
    GOODS = "goods", _("物资慰问")
    LEGAL = "legal", _("法律援助")
    OTHER = "other", _("其他")


TAUGHT = (Group.FARM, Group.TRADE, Group.EXPERT)
"""Groups in which villagers learn something that may show in the file later."""


class Writes(models.TextChoices):
    """What the entry of an officer who took part counts as."""

    LECTURE = "lecture", _("宣讲")
    TRAINING = "training", _("培训")
    HELP = "help", _("帮忙")


class ActivityKind(Row):
    """What holds of a kind from a day on.

    ``needs``: keys of the kinds of needs that ask for it. ``words``: what people write when they want it,
    parted by 、; both propose whom to invite. ``trade``: what who learnt it can work as.
    ``after``: after so many days it is asked what came of it; none: it is not asked.
    """

    reach = Reach(public=True)

    kind = models.ForeignKey(Code, models.PROTECT, related_name="activity_kinds")
    group = models.CharField(max_length=8, choices=Group)
    writes = models.CharField(max_length=8, choices=Writes)
    needs = models.JSONField(default=list)
    words = models.CharField(max_length=120, blank=True)
    trade = models.CharField(max_length=30, blank=True)
    after = models.PositiveSmallIntegerField(null=True)
    from_day = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        ordering = ("kind__position", "from_day")
        constraints = (
            models.UniqueConstraint(fields=("kind", "from_day"), name="activity_kind_once"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("from_day")),
                name="activity_kind_order",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind_id} {self.group}"

    @property
    def teaches(self) -> bool:
        return self.group in TAUGHT
