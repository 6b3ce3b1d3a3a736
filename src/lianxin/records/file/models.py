"""The dated file: statements about a household or a member, each with its day, source and author.

A statement holds from its day until the next one of its kind; none is overwritten, so the file as of
any day is a query. The national register's lesson: household data are snapshots, not one mutable row.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.datum import DATUMS, WGS84, Spot, convert
from lianxin.kernel.guard import Reach
from lianxin.kernel.models import Row
from lianxin.people.models import Account
from lianxin.register.models import Code, Household, Person

MILLIONTHS = 1_000_000


class Source(models.TextChoices):
    IMPORT = "import", _("导入")
    OFFICE = "office", _("联户办填写")
    OFFICER = "officer", _("干部填写")
    VILLAGE = "village", _("村委会填写")


class Statement(Row):
    """What every statement carries. ``until`` is the day from which a later one holds.

    Authors and codes have no index: nobody looks up by them alone, and an import writes each.
    """

    from_day = models.DateField()
    until = models.DateField(null=True)
    source = models.CharField(max_length=10, choices=Source)
    author = models.ForeignKey(
        Account, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    written_at = models.DateTimeField()

    class Meta:
        abstract = True


class HouseholdStatement(Statement):
    reach = Reach(area="household__village__path", household="household_id")

    household = models.ForeignKey(Household, models.CASCADE, related_name="%(class)ss")

    class Meta:
        abstract = True
        constraints = (
            models.UniqueConstraint(
                fields=("household",), name="%(class)s_one_now", condition=Q(until__isnull=True)
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("from_day")),
                name="%(class)s_order",
            ),
        )

    def __str__(self) -> str:
        return f"{type(self).__name__} {self.from_day}"


def _code() -> models.ForeignKey[Code | None, Code | None]:
    return models.ForeignKey(Code, models.PROTECT, null=True, related_name="+", db_index=False)


class Standing(HouseholdStatement):
    """户类型, 监测对象类别 with the months of risk, causes of poverty (one main, up to five).

    ``lifted_year``: the year in which the household was lifted from poverty 脱贫年度.
    """

    category = _code()
    lifted_year = models.PositiveSmallIntegerField(null=True)
    watch = _code()
    risk_cleared = models.BooleanField(null=True)
    identified = models.DateField(null=True)
    risk_from = models.DateField(null=True)
    risk_until = models.DateField(null=True)
    cause = _code()
    causes = models.JSONField(default=list)


class Living(HouseholdStatement):
    """Safety of house and water, as rosters tell them."""

    dangerous_house = models.BooleanField(null=True)
    safe_water = models.BooleanField(null=True)


class Dwelling(HouseholdStatement):
    """House, power, road. ``house_area`` in tenths of a square metre, ``road_metres`` in metres."""

    house_area = models.PositiveIntegerField(null=True)
    rooms = models.PositiveSmallIntegerField(null=True)
    structure = _code()
    house_grade = _code()
    power = models.BooleanField(null=True)
    business_power = models.BooleanField(null=True)
    broadcast = models.BooleanField(null=True)
    toilet = models.BooleanField(null=True)
    fuel = _code()
    road = _code()
    road_metres = models.PositiveIntegerField(null=True)


class Land(HouseholdStatement):
    """Land by kind and what of it is certified 确权, in hundredths of a mu 亩."""

    arable = models.PositiveIntegerField(null=True)
    arable_certified = models.PositiveIntegerField(null=True)
    irrigated = models.PositiveIntegerField(null=True)
    dry = models.PositiveIntegerField(null=True)
    paddy = models.PositiveIntegerField(null=True)
    forest = models.PositiveIntegerField(null=True)
    forest_certified = models.PositiveIntegerField(null=True)
    returned = models.PositiveIntegerField(null=True)
    orchard = models.PositiveIntegerField(null=True)
    orchard_certified = models.PositiveIntegerField(null=True)
    pasture = models.PositiveIntegerField(null=True)
    pasture_certified = models.PositiveIntegerField(null=True)
    water = models.PositiveIntegerField(null=True)


class Production(HouseholdStatement):
    """生产组织: whether a cooperative, a leading company or a leader in prosperity carries the household
    along, and which help for its business at home it has."""

    cooperative = models.BooleanField(null=True)
    company = models.BooleanField(null=True)
    leader = models.BooleanField(null=True)
    business_help = models.CharField(max_length=60, blank=True)


class Allowance(HouseholdStatement):
    """低保: for how many people, how much a month in fen, of which grade."""

    people = models.PositiveSmallIntegerField(null=True)
    monthly = models.PositiveIntegerField(null=True)
    grade = _code()


class Position(HouseholdStatement):
    """Where the house stands, as somebody willing read it from a map: in millionths of a degree, by the
    datum of that map. Nobody is asked for it, and nothing else is held back where it is not known."""

    latitude = models.IntegerField(null=True)
    longitude = models.IntegerField(null=True)
    datum = models.CharField(max_length=10, choices=[(one, one) for one in DATUMS], blank=True)

    @property
    def spot(self) -> Spot | None:
        """In WGS-84; nothing where it was taken back."""
        if self.latitude is None or self.longitude is None:
            return None
        told = Spot(self.latitude / MILLIONTHS, self.longitude / MILLIONTHS)
        return convert(told, self.datum or WGS84, WGS84)


class PersonStatement(Statement):
    reach = Reach(area="person__home__village__path", household="person__home_id")

    person = models.ForeignKey(Person, models.CASCADE, related_name="%(class)ss")

    class Meta:
        abstract = True
        constraints = (
            models.UniqueConstraint(
                fields=("person",), name="%(class)s_one_now", condition=Q(until__isnull=True)
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("from_day")),
                name="%(class)s_order",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} {self.from_day}"


class Condition(PersonStatement):
    """A member's schooling, health, labour and months of work, as rosters tell them.

    ``not_at_school``: why a child of school age is at none.
    """

    education = _code()
    schooling = _code()
    health = _code()
    labour = _code()
    work_months = models.PositiveSmallIntegerField(null=True)
    illness_insurance = models.BooleanField(null=True)
    identified = models.DateField(null=True)
    mandarin = models.BooleanField(null=True)
    not_at_school = _code()


class Livelihood(PersonStatement):
    """What a member does now and where, disability, insurance. ``wage``: a month, in fen.

    ``stay_months``: how many months of a year they live at home. ``disability_year`` stands only where the
    day of the certificate is not known.
    """

    doing = models.CharField(max_length=60, blank=True)
    work_region = _code()
    employer = models.CharField(max_length=60, blank=True)
    trade = models.CharField(max_length=30, blank=True)
    wage = models.PositiveIntegerField(null=True)
    work_from = models.DateField(null=True)
    work_until = models.DateField(null=True)
    abroad = models.BooleanField(null=True)
    public_post = models.CharField(max_length=30, blank=True)
    public_post_months = models.PositiveSmallIntegerField(null=True)
    jobless_graduate = models.CharField(max_length=60, blank=True)
    stay_months = models.PositiveSmallIntegerField(null=True)
    disability = _code()
    disability_level = _code()
    disability_issued = models.DateField(null=True)
    disability_year = models.PositiveSmallIntegerField(null=True)
    medical_insurance = models.BooleanField(null=True)
    pension = models.BooleanField(null=True)

    @property
    def certified_in(self) -> int | None:
        """The year of the certificate of a disability."""
        return self.disability_issued.year if self.disability_issued else self.disability_year


class Insurance(PersonStatement):
    """The latest year of 医保 and 养老 that was paid for, and the pension that is drawn; in fen."""

    medical_year = models.PositiveSmallIntegerField(null=True)
    medical_tier = _code()
    medical_amount = models.PositiveIntegerField(null=True)
    medical_paid = models.DateField(null=True)
    pension_year = models.PositiveSmallIntegerField(null=True)
    pension_tier = models.PositiveIntegerField(null=True)
    pension_amount = models.PositiveIntegerField(null=True)
    pension_drawn = models.BooleanField(null=True)
    pension_monthly = models.PositiveIntegerField(null=True)


class Support(PersonStatement):
    """特困供养: whether, in which way, how much a month in fen, how much care is needed.

    Sheets often tell no more than yes or no; who has a way is supported.
    """

    supported = models.BooleanField(null=True)
    way = _code()
    support_monthly = models.PositiveIntegerField(null=True)
    care = _code()

    @property
    def is_supported(self) -> bool | None:
        return True if self.supported is None and self.way_id else self.supported


class Welfare(PersonStatement):
    """社会保障 of a member: 低保, insurance besides that of residents, relief in illness.

    ``medical_relief`` is what a sheet or somebody says; where nobody says anything, the year's relief among
    the payments tells it (``queries.relieved``).
    """

    minimum = models.BooleanField(null=True)
    orphaned = models.BooleanField(null=True)
    employee_medical = models.BooleanField(null=True)
    commercial_medical = models.BooleanField(null=True)
    employee_pension = models.BooleanField(null=True)
    accident_insurance = models.BooleanField(null=True)
    medical_relief = models.BooleanField(null=True)
    health_help = models.BooleanField(null=True)


class PartyLife(PersonStatement):
    """Of a party member: since when, in which post, of which branch."""

    party_joined = models.DateField(null=True)
    party_post = models.CharField(max_length=30, blank=True)
    party_branch = models.CharField(max_length=60, blank=True)


class Service(PersonStatement):
    """Of a veteran: when they served, which special care they have, whether the plaque of honour hangs."""

    enlisted = models.DateField(null=True)
    discharged = models.DateField(null=True)
    special_care = _code()
    plaque = models.BooleanField(null=True)
