"""Junk of any kind gets a 4xx that names the problem; nothing is cached, nothing leaks."""

from __future__ import annotations

import gzip
import json
import re
import tracemalloc

import pytest
from django.db import OperationalError
from django.db.backends.utils import CursorWrapper
from django.test import RequestFactory

import lianxin
from lianxin.doors.api.reading import UNPACKED, JsonBody
from lianxin.kernel.problem import Refused, declared

from .caller import Caller, codes

LONG = "9" * 400
CHINESE = re.compile("[\u4e00-\u9fff]")


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("nothing", 404, "api.unknown_address"),
        ("households/", 404, "api.unknown_address"),
        ("", 404, "api.unknown_address"),
        ("households/abc", 422, "api.wrong_kind"),
        ("households/%00", 422, "api.wrong_kind"),
        (f"households/{LONG}", 422, "api.wrong_kind"),
        ("households?limit=0", 422, "api.out_of_range"),
        ("households?limit=-1", 422, "api.out_of_range"),
        ("households?limit=ten", 422, "api.wrong_kind"),
        ("households?limit=1e3", 422, "api.wrong_kind"),
        (f"households?limit={LONG}", 422, "api.out_of_range"),
        (f"households?limit={LONG * 20}", 422, "api.wrong_kind"),
        ("households?q=a%00b", 422, "api.wrong_kind"),
        (f"households?q={LONG}", 422, "api.too_long"),
        ("households?village=1", 422, "api.wrong_kind"),
        ("households?officer=%F0%28%8C%28", 422, "api.wrong_kind"),
        ("households?after=zz", 422, "api.wrong_cursor"),
        ("households?after=WyJhIl0", 422, "api.wrong_cursor"),
        ("households?after=bnVsbA", 422, "api.wrong_cursor"),
        ("members?after=WyJhIl0", 422, "api.wrong_cursor"),
        ("areas?after=W1siYSJdXQ", 422, "api.wrong_cursor"),
        ("areas?level=planet", 422, "api.wrong_choice"),
        ("areas?parent=x", 422, "api.wrong_kind"),
    ],
)
def test_the_office_learns_what_is_wrong_with_its_request(cast, path, status, code):
    answer = Caller(cast.office).get(path) if "?" not in path else _asked(cast, path)
    assert (answer.status_code, codes(answer)) == (status, [code])


def _asked(cast, path):
    caller = Caller(cast.office)
    return caller.client.get(f"/api/v1/{path}", headers=caller.headers)


def test_a_day_that_is_no_day_is_refused(cast):
    household = cast.household()
    for day in ("2026-02-30", "tomorrow", "1", LONG, "2026-07-15T00:00:01"):
        answer = Caller(cast.office).get(f"households/{household.pk}", as_of=day)
        assert (answer.status_code, codes(answer)) == (422, ["api.wrong_kind"]), day


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_first_and_the_last_day_of_all_are_days(cast, day):
    household = cast.household()
    assert Caller(cast.office).get(f"households/{household.pk}", as_of=day).status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
def test_a_method_that_is_not_served_names_the_one_that_is(cast, method):
    caller = Caller(cast.office)
    answer = getattr(caller.client, method)("/api/v1/households", headers=caller.headers)
    assert (answer.status_code, codes(answer)) == (405, ["api.wrong_method"])
    assert answer.headers["Allow"] == "GET"


@pytest.mark.parametrize("path", ["households", "members", "areas", "households/abc"])
def test_nobody_is_told_to_sign_in_by_a_problem_not_by_a_redirect(db, path):
    answer = Caller().get(path)
    assert (answer.status_code, codes(answer)) == (401, ["request.not_signed_in"])


@pytest.mark.parametrize(
    "header", ["Bearer", "Bearer ", "Bearer x", "Basic Zm9vOmJhcg==", "lx_1", f"Bearer lx_{LONG}"]
)
def test_a_malformed_authorization_is_a_wrong_token(db, header):
    caller = Caller()
    caller.headers["Authorization"] = header
    answer = caller.get("areas")
    assert (answer.status_code, codes(answer)) == (401, ["api.wrong_token"])


def test_problems_speak_the_readers_language(cast):
    caller = Caller(cast.office)
    caller.headers["Accept-Language"] = "en"
    assert "must be an id (UUID)" in caller.get("households/abc").json()["problems"][0]["message"]
    caller.headers["Accept-Language"] = "zh-CN"
    assert "要写成" in caller.get("households/abc").json()["problems"][0]["message"]


def test_the_value_refused_is_not_repeated(cast):
    answer = Caller(cast.office).get("households", village="620599199701011997")
    assert "620599199701011997" not in answer.content.decode()


def test_no_answer_is_cached_or_sniffed(cast):
    caller = Caller(cast.office)
    for path in ("health", "openapi.json", "areas", "nothing", "households/abc"):
        headers = caller.get(path).headers
        assert headers["Cache-Control"] == "no-store", path
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in headers["Content-Security-Policy"]


def test_health_needs_no_sign_in(db, engine):
    answer = Caller().get("health")
    vendor = {"sqlite3": "sqlite"}.get(engine, engine)
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok", "version": lianxin.__version__, "database": vendor}


def test_health_says_503_where_the_database_does_not_answer(cast, monkeypatch):
    caller = Caller()
    caller.client.force_login(cast.office)

    def away(self, *args, **kwargs):
        raise OperationalError("could not connect to server at 10.0.0.7, password=secret")

    with monkeypatch.context() as patch:
        patch.setattr(CursorWrapper, "execute", away)
        for known in (caller, Caller()):
            answer = known.get("health")
            assert answer.status_code == 503
            assert answer.json()["status"] == "failing"
            assert "secret" not in answer.content.decode()
        answer = caller.get("areas")
    assert (answer.status_code, codes(answer)) == (503, ["api.database_away"])


def test_a_defect_is_told_without_its_inside(cast, monkeypatch):
    from lianxin.doors.api import areas

    monkeypatch.setattr(areas, "page_of", lambda *_: 1 / 0)
    answer = Caller(cast.office).get("areas")
    assert (answer.status_code, codes(answer)) == (500, ["request.defect"])
    assert "ZeroDivision" not in answer.content.decode()


@pytest.mark.once
@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{}", "text/plain", 415),
        (b"{}", "", 415),
        (b"a=1", "application/x-www-form-urlencoded", 415),
        (b"{", "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b"[]", "application/json", 422),
        (b'{"a": ' + b"9" * 5000 + b"}", "application/json", 400),
    ],
)
def test_a_body_must_be_a_json_object_and_say_so(body, kind, status):
    request = RequestFactory().post("/api/v1/x", body, content_type=kind)
    with pytest.raises(Refused) as refusal:
        JsonBody().parse_body(request)
    assert refusal.value.status == status


@pytest.mark.once
@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{}", 400),
        (gzip.compress(b"{", mtime=0), 400),
        (gzip.compress(b"{}", mtime=0)[:-1], 400),
        (gzip.compress(b"{}", mtime=0) * 2, 400),
        (gzip.compress(b'{"a": "%s"}' % (b"x" * (UNPACKED - 8)), mtime=0), 413),
        (gzip.compress(bytes(1 << 26), mtime=0), 413),
    ],
)
def test_a_packed_body_is_read_within_its_bound_or_refused(body, status):
    fitting = gzip.compress(b'{"a": "%s"}' % (b"x" * (UNPACKED - 9)))
    assert len(JsonBody().parse_body(_packed(fitting))["a"]) == UNPACKED - 9
    tracemalloc.start()
    with pytest.raises(Refused) as refusal:
        JsonBody().parse_body(_packed(body))
    assert refusal.value.status == status
    assert tracemalloc.get_traced_memory()[1] < 4 * UNPACKED
    tracemalloc.stop()


def _packed(body):
    return RequestFactory().post(
        "/api/v1/x", body, content_type="application/json", headers={"Content-Encoding": "gzip"}
    )


@pytest.mark.once
def test_a_body_beyond_the_limit_is_413(settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    request = RequestFactory().post("/api/v1/x", {"a": "x" * 200}, content_type="application/json")
    with pytest.raises(Refused) as refusal:
        JsonBody().parse_body(request)
    assert refusal.value.status == 413


def test_the_description_names_every_operation_in_both_languages(client):
    chinese = client.get("/api/v1/openapi.json", headers={"Accept-Language": "zh-CN"}).json()
    english = client.get("/api/v1/openapi.json", headers={"Accept-Language": "en"}).json()
    assert set(chinese["paths"]) == set(english["paths"]) >= {"/api/v1/households"}
    told = [o for path in english["paths"].values() for o in path.values()]
    assert not [o["summary"] for o in told if CHINESE.search(o["summary"])]
    assert not english["paths"]["/api/v1/health"]["get"].get("security")
    assert "脱贫户" in json.dumps(english, ensure_ascii=False)  # names of codes stay Chinese


def test_the_reference_page_shows_every_operation_without_a_script_of_its_own(client):
    page = client.get("/api/v1/docs").content.decode()
    for name in ("health", "areas", "households", "household", "members"):
        assert f'id="{name}"' in page
    assert "style=" not in page.partition("<body")[2].partition("<svg")[0]


@pytest.mark.once
def test_every_problem_of_the_api_says_how_to_mend_it_in_both_languages():
    for code, sentence in declared().items():
        if code.startswith("api."):
            assert sentence.zh.rstrip().endswith("。"), code
            assert sentence.en.rstrip().endswith("."), code
