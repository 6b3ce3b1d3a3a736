"""The office sets its own scheme of assessment on a page that begins with the one in force."""

from __future__ import annotations

import re
from html import unescape

import pytest

from lianxin.kernel.actor import SYSTEM
from lianxin.results.assessment.models import Scheme
from lianxin.results.assessment.schemes import whole
from tests.results.assessment.test_schemes import lines_of, products

pytestmark = pytest.mark.django_db


def filled(page: str) -> dict[str, str]:
    """What a browser would send back unchanged."""
    form = page[page.index("scheme-form") :]
    found = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name = re.search(r'name="([^"]*)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        if name:
            found[name[1]] = unescape(value[1]) if value else ""
    for name, body in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.search(r'<option value="([^"]*)" selected', body)
        found[name] = unescape(chosen[1]) if chosen else ""
    return found


@pytest.mark.parametrize("language", ["zh", "en"])
def test_saved_as_it_is_shown_it_asks_the_same_in_either_language(client, cast, language):
    cast.office.language = language
    cast.office.save(update_fields=["language"])
    client.force_login(cast.office)
    where = f"/assessments/scheme/{products().pk}/new/"
    sent = filled(client.get(where).content.decode())
    assert client.post(where, sent).status_code == 302
    made = Scheme.objects.visible_to(SYSTEM).get(unit=cast.unit)
    assert lines_of(whole(made)) == lines_of(whole(products()))
    assert made.name == products().name


def test_a_number_that_does_not_add_up_is_told_and_what_was_typed_stays(client, cast):
    client.force_login(cast.office)
    where = f"/assessments/scheme/{products().pk}/new/"
    sent = filled(client.get(where).content.decode()) | {"line-0-full": "7"}
    reply = client.post(where, sent)
    told = reply.content.decode()
    assert reply.status_code == 422
    assert "各项分值加起来是 102 分" in told
    assert filled(told)["line-0-full"] == "7"


def test_the_units_own_can_be_put_out_of_use(client, cast):
    client.force_login(cast.office)
    where = f"/assessments/scheme/{products().pk}/new/"
    client.post(where, filled(client.get(where).content.decode()))
    row = Scheme.objects.visible_to(SYSTEM).get(unit=cast.unit)
    assert (
        f"/assessments/scheme/{row.pk}/end/" in client.get("/assessments/scheme/").content.decode()
    )
    client.post(f"/assessments/scheme/{row.pk}/end/")
    row.refresh_from_db(from_queryset=Scheme.objects.visible_to(SYSTEM))
    assert row.until is not None


def test_an_officer_reads_the_schemes_and_sets_none(client, cast):
    client.force_login(cast.officer)
    assert "照这套定一套" not in client.get("/assessments/scheme/").content.decode()
    assert client.get(f"/assessments/scheme/{products().pk}/new/").status_code == 403
