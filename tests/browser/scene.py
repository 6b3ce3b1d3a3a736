"""阳坡村 in use: 64 households from a roster, one under review, ten waiting, people away."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from hashlib import sha256

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from lianxin.doors.sheets.forms.filling import look
from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import today
from lianxin.people.actions import absence_begin, unit_add
from lianxin.people.hooks.actions import hook_add, hook_try
from lianxin.people.hooks.models import Hook, HookCall
from lianxin.people.models import Account, Role
from lianxin.people.tokens import token_make
from lianxin.records.file.benefiting import benefit_state
from lianxin.records.file.benefits import Benefit, Subsidy
from lianxin.records.intake.models import RosterImport
from lianxin.register.cards.actions import card_withdraw, cards_hand_out, cards_issue
from lianxin.register.cards.models import Card
from lianxin.register.models import Household, Membership, Pairing, SavedView
from lianxin.results.forms.actions import form_keep
from lianxin.results.forms.models import FormTemplate
from tests.cast import SINCE, Cast, code
from tests.sheets.forms import home_form
from tests.sheets.test_rosters import HOME as ROSTERS

from .phones import Phones
from .year import Year


def passkey() -> dict[str, object]:
    """What a browser hands over when a passkey is made."""
    public = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    name = b"office-computer-1"
    held = AttestedCredentialData.create(b"\0" * 16, name, public)
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT
    data = AuthenticatorData.create(sha256(b"localhost").digest(), flags, 0, held)
    client = CollectedClientData.create("webauthn.create", b"1" * 16, "http://localhost")
    return {
        "id": websafe_encode(name),
        "rawId": websafe_encode(name),
        "type": "public-key",
        "response": {
            "clientDataJSON": websafe_encode(client),
            "attestationObject": websafe_encode(AttestationObject.create("none", data, {})),
        },
        "clientExtensionResults": {},
    }


class Scene(Cast):
    def __init__(self) -> None:
        super().__init__()
        self.written = self._bring_in("titled.xlsx", write=True)
        self._bring_in("broken.xlsx", write=True)
        self.draft = self._bring_in("broken.xlsx")
        self._pair()
        self._people()
        self.year = Year(self)
        self.phones = Phones(self)

    def _bring_in(self, name: str, *, write: bool = False) -> RosterImport:
        client = Client()
        client.force_login(self.office)
        file = SimpleUploadedFile(name, (ROSTERS / name).read_bytes())
        place = {"file": file, "village": self.village.pk}
        review = client.post(reverse("imports"), place)["Location"]
        if write:
            client.post(f"{review}write/")
        return RosterImport.objects.visible_to(SYSTEM).order_by("-started_at")[0]

    def _pair(self) -> None:
        """Four households stay without anybody: the gap that the pages must show."""
        rows = list(Household.objects.visible_to(SYSTEM).order_by("number"))
        both = (self.tian, self.liu)
        Pairing.objects.bulk_create(
            Pairing(household=row, officer=both[n % 2], from_day=SINCE, reason="首次结对")
            for n, row in enumerate(rows[:-4])
        )
        self.home, self.alone = rows[0], rows[-1]

    def _people(self) -> None:
        unit_add(actor=self.actor(self.sysadmin), name="市自然资源执法一大队", parent=self.unit)
        absence_begin(
            actor=self.actor(self.office),
            officer=self.tian,
            kind="study",
            from_day=date(2026, 3, 1),
            last=date(2099, 3, 9),
            note="党校",
        )
        for account in (self.secadmin, self.auditadmin, self.officer2, self.officer):
            assert account.pk
        query = "income_to=8000"
        SavedView.objects.create(
            account=self.office, ledger="households", name="要多看的户", query=query
        )
        token_make(actor=self.actor(self.office), account=self.office, name="县里的系统")

    @cached_property
    def card(self) -> Card:
        """The first household's; every household with an officer has one, and the second's is handed out."""
        office = self.actor(self.office)
        homes = Household.objects.visible_to(office).filter(village=self.village)
        cards = cards_issue(actor=office, households=homes.order_by("number"))
        cards_hand_out(actor=office, cards=cards[1:2], day=today())
        card_withdraw(actor=office, card=cards[2], reason="丢了")
        return cards[0]

    @cached_property
    def hook(self) -> Hook:
        """An address of the unit that is told of needs; a call to it has failed."""
        admin = self.actor(self.sysadmin)
        given = {
            "name": "单位的办公系统",
            "address": "http://127.0.0.1:9/",
            "events": ["need.opened"],
        }
        row, _secret = hook_add(actor=admin, unit=self.unit, **given)
        hook_try(actor=admin, row=row)
        HookCall.objects.visible_to(SYSTEM).update(tries=1, trouble="unreachable")
        hook_try(actor=admin, row=row)
        return row

    @property
    def member(self) -> Membership:
        """Somebody of the first household who is not its head."""
        rows = Membership.objects.visible_to(SYSTEM).filter(household=self.home, is_head=False)
        return rows.select_related("person").order_by("pk")[0]

    @cached_property
    def paid(self) -> Benefit:
        """A subsidy of the household."""
        fields = {"subsidy": code("subsidy", "种粮"), "year": 2026, "amount": 34_500}
        return benefit_state(actor=SYSTEM, household=self.home, kind=Subsidy, fields=fields)

    @cached_property
    def form(self) -> FormTemplate:
        """一户一表, kept by the office, with every mark understood."""
        kind, marks = look(home_form(), "户表.xlsx")
        return form_keep(
            actor=self.actor(self.office),
            unit=self.unit,
            name="户表",
            kind=kind,
            file_name="户表.xlsx",
            content=home_form(),
            marks=marks,
        )

    @cached_property
    def guarded(self) -> Account:
        """An account with everything that guards one: app, codes and a key."""
        account = self.account("guarded", "石维民", Role.LEADER, unit=self.unit)
        TOTP.activate(account, generate_totp_secret())
        RecoveryCodes.activate(account)
        self.key = Authenticator.objects.create(
            user=account,
            type=Authenticator.Type.WEBAUTHN,
            data={"name": "办公室电脑", "credential": passkey()},
        )
        return account
