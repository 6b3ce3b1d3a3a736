"""Long sheets are made in the background; sheets with numbers in full are for a purpose."""

from __future__ import annotations

import io
import stat
from datetime import timedelta

import openpyxl
import pytest
from cryptography.exceptions import InvalidTag
from django.utils import timezone

from lianxin.doors.sheets import exporting
from lianxin.doors.web import sheet_answer
from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.models import AuditRow
from lianxin.kernel.sealed_file import SealedWriting, unsealed
from lianxin.records.intake.actions import roster_start
from lianxin.records.intake.models import RosterImport
from lianxin.results.exports import clear, column_of, path_of, tell
from lianxin.results.models import ExportJob
from lianxin.site.serving import look_after
from tests.cast import id_number
from tests.readers import as_, body

pytestmark = pytest.mark.once
NUMBER = id_number(order=444)


@pytest.fixture
def village(cast, settings, tmp_path):
    settings.LIANXIN_DATA = tmp_path
    home = cast.household("康润生", officer=cast.tian)
    cast.member(home, "裴玉兰", "配偶", NUMBER)
    return cast


@pytest.fixture
def long(monkeypatch):
    """Every sheet is long, and the thread that makes it is this one."""
    monkeypatch.setattr(sheet_answer, "LONG", 0)

    def begin(pk, form, read):
        exporting.make(pk, form, read())

    monkeypatch.setattr(sheet_answer, "begin", begin)


def job(**more):
    return ExportJob.objects.visible_to(SYSTEM).get(**more)


def take(client, name="members", **more):
    return client.post(f"/ledgers/{name}/take/", {"query": "", "form": "xlsx"} | more)


def cells(content):
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    return [str(cell.value) for line in sheet.iter_rows() for cell in line]


def test_a_long_sheet_waits_for_its_owner_and_for_nobody_else(village, long):
    client = as_(village.office)
    assert take(client)["Location"] == "/exports/"
    row = job()
    assert (row.state, row.done, row.total) == ("ready", 2, 2)
    assert f"/exports/{row.pk}/" in body(client, "/exports/")
    got = client.get(f"/exports/{row.pk}/")
    assert "裴玉兰" in cells(got.getvalue())
    assert got["Cache-Control"] == "no-store"
    leader = as_(village.leader)
    assert leader.get(f"/exports/{row.pk}/").status_code == 404
    assert str(row.pk) not in body(leader, "/exports/")


def test_the_kept_file_is_sealed_and_goes_after_a_day(village, long):
    take(as_(village.office), form="csv")
    row = job()
    path = path_of(row.pk)
    assert "裴玉兰".encode() not in path.read_bytes()
    ExportJob.objects.visible_to(SYSTEM).update(until=timezone.now() - timedelta(minutes=1))
    assert as_(village.office).get(f"/exports/{row.pk}/").status_code == 404
    clear()
    assert not path.exists()
    assert not ExportJob.objects.visible_to(SYSTEM).exists()


def test_a_sheet_of_a_killed_server_goes_though_nobody_asks_for_another(village, long):
    take(as_(village.office), form="csv")
    row = job()
    part = path_of(row.pk).with_suffix(".part")
    path_of(row.pk).rename(part)  # a server that was killed leaves what it had written, sealed
    tell(row.pk, state=ExportJob.State.RUNNING)
    assert stat.S_IMODE(part.stat().st_mode) == 0o600
    assert "裴玉兰".encode() not in part.read_bytes()
    look_after(0)
    assert part.exists()
    ExportJob.objects.visible_to(SYSTEM).update(until=timezone.now() - timedelta(minutes=1))
    look_after(1)
    assert part.exists()
    look_after(0)
    assert not part.exists()


def test_a_file_that_nobody_wrote_or_gave_up_is_forgotten_after_a_week(village):
    office = village.actor(village.office)
    old, fresh = (
        roster_start(actor=office, village=village.village, content=one, file_name="名册.csv")
        for one in (b"old", b"fresh")
    )
    rows = RosterImport.objects.visible_to(SYSTEM)
    rows.filter(pk=old.pk).update(started_at=timezone.now() - timedelta(days=8))
    look_after(0)
    assert rows.get(pk=old.pk).state == RosterImport.State.DROPPED
    assert rows.get(pk=old.pk).content is None
    assert rows.get(pk=fresh.pk).content is not None


def test_progress_is_seen_without_a_script_and_a_restart_is_told_plainly(village, long):
    take(as_(village.office))
    row, client = job(), as_(village.office)
    tell(row.pk, state="running", done=1, total=4)
    page = body(client, "/exports/")
    assert "25%" in page
    assert 'http-equiv="refresh"' in page
    ago = timezone.now() - timedelta(minutes=5)
    ExportJob.objects.visible_to(SYSTEM).update(beat=ago)
    page = body(client, "/exports/")
    assert "服务器中途停过" in page
    assert 'http-equiv="refresh"' not in page


def test_a_sheet_that_is_not_wanted_any_more_is_gone(village, long):
    client = as_(village.office)
    take(client)
    row = job()
    assert client.post(f"/exports/{row.pk}/end/").status_code == 302
    assert not path_of(row.pk).exists()
    assert client.get(f"/exports/{row.pk}/").status_code == 404


def test_work_on_what_was_thrown_away_stops(village, long):
    take(as_(village.office))
    row = job()
    pk = row.pk
    row.delete()
    with pytest.raises(exporting.Unwanted):
        exporting.make(pk, "csv", FakeExport())


class FakeExport:
    sums, masked, whole, columns = False, False, False, ()
    rows = iter(())

    @staticmethod
    def total():
        return 0


def test_the_office_has_numbers_in_full_for_a_purpose_and_it_is_kept(village):
    client = as_(village.office)
    assert NUMBER not in cells(take(client).content)
    got = take(client, purpose="报县防返贫办")
    assert NUMBER in cells(got.content)
    row = (
        AuditRow.objects.visible_to(SYSTEM).filter(action="register.export_whole").latest("number")
    )
    assert row.details["purpose"] == "报县防返贫办"
    assert NUMBER not in str(row.details)


def test_a_purpose_must_say_something_and_is_not_for_everybody(village):
    assert take(as_(village.office), purpose="看").status_code == 422
    for account in (village.leader, village.committee):
        assert take(as_(account), purpose="报县防返贫办").status_code == 403
        assert take(as_(account)).status_code == 200


def test_a_masked_sheet_has_no_number_whatever_the_purpose(village):
    told = cells(take(as_(village.office), masked="1", purpose="报县防返贫办").content)
    assert NUMBER not in told
    assert not any(NUMBER[-4:] in one or "裴玉兰" in one for one in told)


def test_a_sealed_file_that_was_cut_or_mixed_up_is_not_read(village, tmp_path):
    one, other = tmp_path / "a.sealed", tmp_path / "b.sealed"
    for path in (one, other):
        with SealedWriting(path, path.stem) as out:
            for _ in range(3):
                out.write(b"x" * 300_000)
    assert sum(map(len, unsealed(one, "a"))) == 900_000
    with pytest.raises(InvalidTag):
        list(unsealed(one, "b"))

    def broken_off():
        with SealedWriting(one, "a") as out:
            out.write(b"half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        broken_off()
    assert sum(map(len, unsealed(one, "a"))) == 900_000
    assert [p.name for p in sorted(tmp_path.glob("*.part"))] == []


def test_the_column_of_a_file_is_its_own(village):
    assert column_of(village.village.pk) != column_of(village.other_village.pk)
