"""The people of the tests: 何晓燕 office, 田立新 and 刘志强 officers, 赵文斌 leader and others.

Two units and two villages, so that every refusal has somebody who is allowed. All persons are
invented: ID numbers carry area 620599, phones 1990000xxxx.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property

from lianxin.kernel import text
from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.sealed import blind, seal
from lianxin.people.models import Account, Area, Grant, Officer, Partnership, Role, Unit
from lianxin.people.policy import AccountActor
from lianxin.register.models import Code, Household, Membership, Pairing, Person

PASSWORD = "Lianxin-2026"
SINCE = date(2026, 1, 1)
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def id_number(born: date = date(1968, 3, 14), order: int = 1, male: bool = True) -> str:
    """An invented ID number of area 620599 with a right check character (GB 11643-1999)."""
    body = f"620599{born:%Y%m%d}{order * 2 + (1 if male else 0):03}"
    total = sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True))
    return body + "10X98765432"[total % 11]


def code(list_name: str, name: str) -> Code:
    return Code.objects.visible_to(SYSTEM).get(list=list_name, name=name)


class Cast:
    """Everybody and their places; what a test does not ask for is not made."""

    def __init__(self) -> None:
        town = Area.objects.visible_to(SYSTEM).get(code="620524101000")
        self.village = self._village(town, "620524101901", "阳坡村")
        self.other_village = self._village(town, "620524101902", "阴坡村")
        self.unit = Unit.objects.create(name="市自然资源执法支队", path="0001.")
        self.other_unit = Unit.objects.create(name="市水利局", path="0002.")
        for unit, village in (
            (self.unit, self.village),
            (self.other_unit, self.other_village),
        ):
            Partnership.objects.create(unit=unit, village=village, from_day=SINCE)

    def _village(self, town: Area, number: str, name: str) -> Area:
        village = Area.objects.create(
            code=number,
            path=number,
            name=name,
            level="village",
            parent=town,
            initials=text.initials(name),
            provisional=True,
        )
        for place, group in enumerate(("一社", "二社", "三社"), 1):
            Area.objects.create(
                code=f"{number}{place:02}",
                path=f"{number}{place:02}",
                name=group,
                level="group",
                parent=village,
            )
        return village

    def group(self, name: str = "一社") -> Area:
        return Area.objects.visible_to(SYSTEM).get(parent=self.village, name=name)

    def officer_of(self, unit: Unit, name: str, post: str = "科员") -> Officer:
        return Officer.objects.create(
            unit=unit, name=name, initials=text.initials(name), post=post, from_day=SINCE
        )

    def account(
        self,
        login: str,
        name: str,
        role: Role,
        *,
        unit: Unit | None = None,
        area: Area | None = None,
        officer: Officer | None = None,
    ) -> Account:
        account = Account(login=login, name=name, unit=unit or self.unit, officer=officer)
        account.set_password(PASSWORD)
        account.save()
        Grant.objects.create(
            account=account,
            role=role,
            unit=unit,
            area=area,
            from_day=SINCE,
            reason="分工",
            given_by="安全管理员",
        )
        return account

    @cached_property
    def tian(self) -> Officer:
        return self.officer_of(self.unit, "田立新")

    @cached_property
    def liu(self) -> Officer:
        return self.officer_of(self.unit, "刘志强")

    @cached_property
    def stranger(self) -> Officer:
        return self.officer_of(self.other_unit, "马外单")

    @cached_property
    def office(self) -> Account:
        return self.account("office", "何晓燕", Role.OFFICE, unit=self.unit)

    @cached_property
    def officer(self) -> Account:
        return self.account("officer", "田立新", Role.OFFICER, unit=self.unit, officer=self.tian)

    @cached_property
    def officer2(self) -> Account:
        return self.account("officer2", "刘志强", Role.OFFICER, unit=self.unit, officer=self.liu)

    @cached_property
    def outsider(self) -> Account:
        return self.account(
            "outsider", "马外单", Role.OFFICER, unit=self.other_unit, officer=self.stranger
        )

    @cached_property
    def other_office(self) -> Account:
        return self.account("other_office", "外单位联户办", Role.OFFICE, unit=self.other_unit)

    @cached_property
    def county(self) -> Account:
        """An office that looks after every unit."""
        account = self.account("county", "县联户办", Role.OFFICE, unit=self.unit)
        Grant.objects.create(
            account=account,
            role=Role.OFFICE,
            unit=self.other_unit,
            from_day=SINCE,
            reason="分工",
            given_by="安全管理员",
        )
        return account

    @cached_property
    def leader(self) -> Account:
        return self.account("leader", "赵文斌", Role.LEADER, unit=self.unit)

    @cached_property
    def committee(self) -> Account:
        return self.account("village", "阳坡村村委会", Role.VILLAGE, area=self.village)

    @cached_property
    def department(self) -> Account:
        return self.account("department", "县农业农村局", Role.DEPARTMENT, unit=self.unit)

    @cached_property
    def assessor(self) -> Account:
        return self.account("assessor", "考核组", Role.ASSESSOR, unit=self.unit)

    @cached_property
    def sysadmin(self) -> Account:
        return self.account("sysadmin", "系统管理员", Role.SYSADMIN)

    @cached_property
    def secadmin(self) -> Account:
        return self.account("secadmin", "安全管理员", Role.SECADMIN)

    @cached_property
    def auditadmin(self) -> Account:
        return self.account("auditadmin", "审计管理员", Role.AUDITADMIN)

    def actor(self, account: Account) -> AccountActor:
        return AccountActor.of(account)

    def household(
        self,
        head: str = "康润生",
        *,
        village: Area | None = None,
        number: str = "1-001",
        officer: Officer | None = None,
    ) -> Household:
        """A household with its head, and the officer who answers for it where one is named."""
        village = village or self.village
        household = Household.objects.create(
            village=village,
            group=self.group() if village == self.village else None,
            number=number,
            opened=SINCE,
            phone="19900001234",
        )
        self.member(household, head, "户主")
        if officer:
            Pairing.objects.create(
                household=household, officer=officer, from_day=SINCE, reason="首次结对"
            )
        return household

    def member(
        self, household: Household, name: str, relation: str, number: str | None = None
    ) -> Person:
        number = number or id_number(order=1 + len(Person.objects.visible_to(SYSTEM)))
        person = Person.objects.create(
            home=household,
            name=name,
            name_folded=text.fold(name),
            initials=text.initials(name),
            id_sealed=seal(number, "person.id"),
            id_blind=blind(number, "person.id"),
            id_tail=number[-4:],
            sex="1" if int(number[16]) % 2 else "2",
            born=date(int(number[6:10]), int(number[10:12]), int(number[12:14])),
        )
        Membership.objects.create(
            household=household,
            person=person,
            relation=code("relation", relation),
            is_head=relation == "户主",
            from_day=SINCE,
        )
        return person
