"""Photos over the API: sent in pieces, resumed, verified, and in the entry that names them."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.http import UnreadablePostError

from lianxin.people.tokens import token_end
from tests.diary.sending import name_of, photos, shot
from tests.diary.test_photos import add, picture

from .caller import Caller, codes
from .test_diary import post


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.LIANXIN_DATA = tmp_path


@pytest.fixture
def officer(cast) -> Caller:
    return Caller(cast.officer)


def put(caller: Caller, content: bytes, first: int = 0, end: int | None = None, **more: Any) -> Any:
    """A piece from ``first`` up to ``end``; the whole without a range where ``end`` is not given."""
    headers = dict(caller.headers)
    if end is not None:
        headers["Content-Range"] = f"bytes {first}-{end - 1}/{len(content)}"
    headers |= more.pop("headers", {})
    path = f"/api/v1/photos/{more.pop('sha', name_of(content))}"
    kind = "application/octet-stream"
    return caller.client.put(path, content[first:end], content_type=kind, headers=headers)


def head(caller: Caller, sha: str) -> Any:
    return caller.client.head(f"/api/v1/photos/{sha}", headers=caller.headers)


def counted(answer: Any) -> tuple[int, int, int]:
    told = answer.headers
    return answer.status_code, int(told["Upload-Offset"]), int(told["Upload-Length"])


def test_a_phone_sends_pieces_asks_how_much_is_there_and_goes_on(officer):
    content = shot()
    size, sha = len(content), name_of(content)
    assert head(officer, sha).status_code == 404
    first = put(officer, content, 0, 300)
    assert (counted(first), first.json()) == ((202, 300, size), {"received": 300})
    assert counted(head(officer, sha)) == (200, 300, size)
    last = put(officer, content, 250, size)
    assert counted(last) == (201, size, size)
    assert last.json() == {"received": size, "sha256": sha, "width": 60, "height": 40}
    status, offset, length = counted(head(officer, sha))
    assert (status, offset) == (200, length)
    assert counted(put(officer, content, 0, 300)) == (201, size, size)
    assert len(photos()) == 1


def test_a_gap_names_how_much_is_there(officer):
    content = shot()
    put(officer, content, 0, 100)
    told = put(officer, content, 200, 300)
    assert (told.status_code, codes(told)) == (409, ["photo.gap"])
    assert told.json()["problems"][0]["received"] == 100


def test_a_whole_photo_comes_in_one_request_beyond_a_megabyte(officer):
    content = picture() + bytes(3 * 1024 * 1024)
    assert put(officer, content).status_code == 201
    assert len(photos(sent_sha256=name_of(content))) == 1


def test_where_the_line_breaks_what_came_is_kept(officer, monkeypatch):
    content, read = shot(), WSGIRequest.read
    came = []

    def broken(request, *most):
        if came:
            raise UnreadablePostError("connection reset")
        came.append(read(request, 120))
        return came[0]

    with monkeypatch.context() as patch:
        patch.setattr(WSGIRequest, "read", broken)
        assert counted(put(officer, content)) == (202, 120, len(content))
    assert counted(head(officer, name_of(content)))[1] == 120
    assert put(officer, content, 120, len(content)).status_code == 201


def test_bytes_that_differ_from_their_name_are_not_kept(officer):
    told = put(officer, shot(), sha=name_of(b"x"))
    assert (told.status_code, codes(told)) == (422, ["photo.hash_differs"])
    assert head(officer, name_of(b"x")).status_code == 404
    assert photos() == []


def test_too_large_a_piece_and_too_large_a_photo_are_refused(officer):
    large = bytes(1024 * 1024 + 1)
    told = put(officer, large, 0, len(large))
    assert (told.status_code, codes(told)) == (413, ["request.too_large"])
    told = put(officer, b"x", headers={"Content-Range": f"bytes 0-0/{20 * 1024 * 1024 + 1}"})
    assert (told.status_code, codes(told)) == (422, ["photo.too_large"])
    told = put(officer, bytes(20 * 1024 * 1024 + 1))
    assert (told.status_code, codes(told)) == (422, ["photo.too_large"])


def test_a_refusal_reads_the_body_to_its_end_so_that_the_phone_reads_the_refusal(db, monkeypatch):
    seen, read = [], WSGIRequest.read

    def watched(request, *most):
        seen.append(len(came := read(request, *most)))
        return came

    monkeypatch.setattr(WSGIRequest, "read", watched)
    content = bytes(700_000)
    assert put(Caller(), content).status_code == 401
    assert sum(seen) == len(content)


@pytest.mark.parametrize(
    "junk",
    [
        *("x", "bytes", "bytes */5", "bytes 0-4/*", "bytes 0-4/4", "bytes 4-0/9", "bytes 0-5/9"),
        *("bytes -1-3/9", "bytes 0-4", "0-4/9", "bytes 0-4/99999999999999", "bytes ٠-٤/٩", ","),
    ],
)
def test_a_range_that_makes_no_sense_is_refused(officer, junk):
    told = put(officer, b"12345", headers={"Content-Range": junk})
    assert (told.status_code, codes(told)) == (400, ["api.wrong_range"])


def test_nothing_sent_and_no_name_for_it_are_refused(officer):
    assert codes(put(officer, b"")) == ["api.no_content"]
    for sha in ("x", "A" * 64, "0" * 65):
        assert codes(put(officer, b"x", sha=sha)) == ["api.wrong_kind"], sha
        assert head(officer, sha).status_code == 422
    long = put(officer, b"x", headers={"Content-Range": "9" * 61})
    assert (long.status_code, codes(long)) == (422, ["api.too_long"])
    told = officer.get(f"photos/{'0' * 64}")
    assert (told.status_code, codes(told)) == (405, ["api.wrong_method"])


def test_nobody_finishes_or_sees_what_another_sends(cast, officer):
    content, other = shot(), Caller(cast.officer2)
    put(officer, content, 0, 300)
    assert head(other, name_of(content)).status_code == 404
    assert codes(put(other, content, 300, len(content))) == ["photo.gap"]
    put(officer, content, 300, len(content))
    assert head(other, name_of(content)).status_code == 404


def test_who_was_disabled_or_has_no_token_sends_nothing(cast, officer, tmp_path):
    content = shot()
    assert put(officer, content, 0, 300).status_code == 202
    assert put(Caller(), content).status_code == 401
    token_end(actor=cast.actor(cast.officer), token=officer.token)
    for told in (put(officer, content, 300, 400), head(officer, name_of(content))):
        assert told.status_code == 401
    other = Caller(cast.officer2)
    cast.officer2.is_active = False
    cast.officer2.save()
    assert put(other, content).status_code == 401
    assert len(list(tmp_path.glob("uploads/*/*.part"))) == 1


def test_a_page_sends_with_its_session_and_its_csrf_token(cast):
    from django.test import Client

    content, caller = shot(), Caller()
    caller.client = Client(enforce_csrf_checks=True)
    caller.client.force_login(cast.officer)
    refused = put(caller, content)
    assert (refused.status_code, codes(refused)) == (403, ["api.no_csrf"])
    caller.client.cookies["csrftoken"] = "c" * 32
    assert put(caller, content, headers={"X-CSRFToken": "c" * 32}).status_code == 201


def test_an_entry_names_a_photo_by_what_was_sent_or_by_what_is_kept(cast, officer):
    home = cast.household("康润生", officer=cast.tian)
    content, web = shot(), add(cast.officer, picture("PNG"))
    put(officer, content)
    told = post(officer, households=[home.pk], photos=[name_of(content), web.sha256])
    assert told.status_code == 201, told.content
    assert told.json()["photos"] == [web.sha256, name_of(content)]
    assert officer.items("diary")[0]["photos"] == told.json()["photos"]
    again = post(officer, households=[home.pk], photos=[name_of(content)])
    assert (again.status_code, codes(again)) == (404, ["action.absent"])


def test_the_description_tells_both_ways(client):
    paths = client.get("/api/v1/openapi.json").json()["paths"]["/api/v1/photos/{sha256}"]
    assert set(paths) == {"put", "head"}
    assert {"201", "202", "409", "413", "422"} <= set(paths["put"]["responses"])
    assert "application/octet-stream" in paths["put"]["requestBody"]["content"]
    assert set(paths["head"]["responses"]["200"]["headers"]) == {"Upload-Offset", "Upload-Length"}
    page = client.get("/api/v1/docs").content.decode()
    assert 'id="photo_put"' in page
    assert 'id="photo_held"' in page
