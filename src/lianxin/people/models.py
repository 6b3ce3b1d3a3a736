"""Areas, units, officers, accounts and what each account has been granted."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.actor import Actor
from lianxin.kernel.guard import Reach
from lianxin.kernel.ids import new_id
from lianxin.kernel.models import Row


class Level(models.TextChoices):
    PROVINCE = "province", _("省")
    CITY = "city", _("市")
    COUNTY = "county", _("县")
    TOWN = "town", _("乡镇")
    VILLAGE = "village", _("村")
    GROUP = "group", _("社")


class Area(Row):
    """A place by its 12-digit code (省2 市2 县2 乡3 村3); a group 社 adds two digits of our own.

    ``path`` is the significant part of the code, so a descendant's path starts with its ancestor's.
    """

    reach = Reach(area="path", public=True)

    code = models.CharField(max_length=14, unique=True)
    path = models.CharField(max_length=14, unique=True)
    name = models.CharField(max_length=60)
    initials = models.CharField(max_length=60, blank=True)
    level = models.CharField(max_length=10, choices=Level)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    provisional = models.BooleanField(default=False)

    class Meta:
        ordering = ("path",)
        constraints = (models.UniqueConstraint(fields=("parent", "name"), name="area_name_once"),)

    def __str__(self) -> str:
        return self.name


class Unit(Row):
    """A work unit 帮扶单位; its subtree answers to it. ``path`` is fixed-width, 0001.0003., so prefixes never mix."""

    reach = Reach(unit="path")

    name = models.CharField(max_length=80)
    short = models.CharField(max_length=30, blank=True)
    level = models.CharField(max_length=20, blank=True)
    department = models.BooleanField(default=False)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    path = models.CharField(max_length=120, unique=True)
    phone = models.CharField(max_length=20, blank=True)
    until = models.DateField(null=True)

    class Meta:
        ordering = ("path",)
        constraints = (models.UniqueConstraint(fields=("parent", "name"), name="unit_name_once"),)

    def __str__(self) -> str:
        return self.short or self.name

    @property
    def depth(self) -> int:
        """How deep the unit stands in its tree; 0 at the top."""
        return self.path.count(".") - 1


class Partnership(Row):
    """A unit is paired with a village from a day on 联村."""

    reach = Reach(unit="unit__path", area="village__path")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="partnerships")
    village = models.ForeignKey(Area, models.PROTECT, related_name="partnerships")
    from_day = models.DateField()
    until = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.unit} – {self.village}"


class Officer(Row):
    """A 干部 of a unit, from a day to a day."""

    reach = Reach(unit="unit__path", officer="id")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="officers")
    name = models.CharField(max_length=40)
    initials = models.CharField(max_length=40, blank=True)
    post = models.CharField(max_length=60, blank=True)
    rank = models.CharField(max_length=40, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    skills = models.CharField(max_length=200, blank=True)
    from_day = models.DateField()
    until = models.DateField(null=True)
    leaving = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("unit__path", "initials")

    def __str__(self) -> str:
        return self.name


class Absence(Row):
    """Leave or study: the officer's requirements are prorated for it."""

    class Kind(models.TextChoices):
        LEAVE = "leave", _("请假")
        STUDY = "study", _("学习培训")
        LOAN = "loan", _("借调")
        OTHER = "other", _("其他")

    reach = Reach(unit="officer__unit__path", officer="officer_id")

    officer = models.ForeignKey(Officer, models.CASCADE, related_name="absences")
    kind = models.CharField(max_length=10, choices=Kind)
    from_day = models.DateField()
    until = models.DateField()
    note = models.CharField(max_length=120, blank=True)

    def __str__(self) -> str:
        return f"{self.officer} {self.from_day}"

    @property
    def last(self) -> date:
        """The last day away, as people say it."""
        return self.until - timedelta(days=1)


class AccountManager(BaseUserManager["Account"]):
    """Open, since signing in (django-allauth) reads ``.objects``; rooms and doors use ``visible_to``."""

    def visible_to(self, actor: Actor) -> models.QuerySet[Account]:
        allowed = actor.sees(self.model)
        return self.none() if allowed is None else self.filter(allowed)


class Account(AbstractBaseUser):
    """Who may sign in: by login name or phone. Ended or disabled accounts are out at once."""

    reach: ClassVar[Reach] = Reach(unit="unit__path", account="id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    login = models.CharField(max_length=60, unique=True)
    phone = models.CharField(max_length=20, null=True, unique=True)
    phone_verified = models.BooleanField(default=False)
    name = models.CharField(max_length=40)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="accounts")
    officer = models.OneToOneField(Officer, models.SET_NULL, null=True, related_name="account")
    is_active = models.BooleanField(default=True)
    until = models.DateField(null=True)
    must_change_password = models.BooleanField(default=False)
    language = models.CharField(max_length=10, default="zh-hans")
    text_size = models.CharField(max_length=10, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "login"
    objects: ClassVar[AccountManager] = AccountManager()

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    OFFICER = "officer", _("联系干部")
    OFFICE = "office", _("联户办")
    LEADER = "leader", _("单位领导")
    VILLAGE = "village", _("村委会")
    DEPARTMENT = "department", _("部门")
    ASSESSOR = "assessor", _("考核组")
    SYSADMIN = "sysadmin", _("系统管理员")
    SECADMIN = "secadmin", _("安全管理员")
    AUDITADMIN = "auditadmin", _("审计管理员")


class Grant(Row):
    """A role that an account holds within a scope, from a day to a day, with who gave it and why."""

    reach = Reach(unit="account__unit__path", account="account_id")

    account = models.ForeignKey(Account, models.CASCADE, related_name="grants")
    role = models.CharField(max_length=12, choices=Role)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    area = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+")
    from_day = models.DateField()
    until = models.DateField(null=True)
    reason = models.CharField(max_length=120)
    given_by = models.CharField(max_length=60)

    def __str__(self) -> str:
        return f"{self.account} {self.get_role_display()}"


class Token(Row):
    """A bearer token of the API: only its hash is kept."""

    reach = Reach(unit="account__unit__path", account="account_id")

    account = models.ForeignKey(Account, models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=60)
    hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    last_used = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name
