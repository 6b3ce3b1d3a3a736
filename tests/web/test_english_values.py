"""Values of code lists are told in the reader's language; what is kept and exported stays as it is."""

import pytest
from django.utils import timezone
from django.utils.translation import override

from lianxin.doors.web.asks import codes
from lianxin.kernel.period import today
from lianxin.records.file.history import history
from lianxin.records.file.models import Standing
from lianxin.register.queries import household as file_of
from tests.cast import code

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(cast):
    household = cast.household()
    cast.member(household, "康建军", "之子")
    Standing.objects.create(
        household=household,
        from_day=today(),
        written_at=timezone.now(),
        category=code("category", "脱贫户"),
        cause=code("cause", "缺技术"),
    )
    return household


def english(client) -> None:
    client.cookies["django_language"] = "en"


@pytest.mark.parametrize("place", ["/households/", "/households/print/"])
def test_the_ledger_tells_its_values_in_english(cast, client, home, place):
    client.force_login(cast.office, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "脱贫户" in client.get(place).content.decode()
    english(client)
    text = client.get(place).content.decode()
    assert code("category", "脱贫户").english in text
    assert code("cause", "缺技术").english in text
    assert "脱贫户" not in text
    assert "缺技术" not in text


def test_the_household_page_and_its_changes_tell_relations_in_english(cast, client, home):
    client.force_login(cast.office, backend="allauth.account.auth_backends.AuthenticationBackend")
    english(client)
    for place in (f"/households/{home.pk}/", f"/households/sheets/?id={home.pk}"):
        text = client.get(place).content.decode()
        assert code("relation", "之子").english in text
        assert "之子" not in text
    actor = cast.actor(cast.office)
    with override("en"):
        told = [one.now for one in history(actor, file_of(actor, home.pk, day=today()))]
        assert any("康建军 (son)" in one for one in told)
        assert "son" in dict(codes("relation")).values()
    with override("zh-hans"):
        assert "之子" in dict(codes("relation")).values()
