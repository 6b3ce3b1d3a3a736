"""A backup holds everything of one moment, tells when one byte of it changed, and comes back whole."""

from __future__ import annotations

import json
import random
import shutil
import zipfile
from pathlib import Path
from uuid import UUID

import pytest
from django.core.management import call_command

from lianxin.kernel.problem import Refused
from lianxin.kernel.sealed import unseal
from lianxin.site import archive
from lianxin.site.archive import MANIFEST, opened, written
from lianxin.site.backup import Made
from lianxin.site.restore import check_fits
from tests.cast import id_number

from .instances import Instance

pytestmark = pytest.mark.django_db  # the instance begins as a copy of the tests' database
PASSWORD = "Two-Keys-Apart-9"
FLIPS = 100
ANEW = {"lianxin_epoch", "lianxin_auditrow", "lianxin_audithead", "django_session", "lianxin_cache"}
ANEW |= {"lianxin_photo"}
"""What a restore begins anew, adds its own row to, or takes one out of."""


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("backup")


@pytest.fixture(scope="module")
def ours(home, django_db_setup, django_db_blocker) -> Instance:
    """An instance in use: 田立新 has written, with a photo; another photo's file was lost."""
    with django_db_blocker.unblock():
        instance = Instance.of_tests(home / "ours")
    begun = instance.start("tests.site.deeds", "begin")
    errors = begun.communicate(timeout=120)[1]
    assert begun.returncode == 0, errors
    return instance


@pytest.fixture(scope="module")
def busy(ours, home) -> tuple[Path, list[str]]:
    """A backup made while 田立新 goes on writing, and the entries acknowledged before it."""
    file, writer = home / "busy.backup", ours.start("tests.site.deeds", "write")
    before = [writer.stdout.readline().strip() for _entry in range(5)]
    said = ours.run("backup", "--out", str(file))
    writer.terminate()
    meanwhile = writer.communicate()[0].split()
    assert (said["exit"], said["locked"], len(said["lost"])) == (0, False, 1)
    assert all(before), "nobody wrote"
    assert meanwhile, "nobody wrote meanwhile"
    return file, before


@pytest.fixture(scope="module")
def quiet(ours, busy, home) -> tuple[Path, dict[str, list[str]], str]:
    """A backup with a password, every row as it was then, and which photo was lost."""
    rows, file = ours.rows(), home / "quiet.backup"
    said = ours.run("backup", "--out", str(file), LIANXIN_BACKUP_PASSWORD=PASSWORD)
    assert (said["exit"], said["locked"]) == (0, True)
    return file, rows, said["lost"][0]


@pytest.fixture(scope="module")
def restored(quiet, home) -> tuple[Instance, dict]:
    """Restored as if the lost photo had been taken back while the backup was made."""
    other = home / "dropped.backup"
    rewritten(quiet[0], other, {"lost": [], "dropped": [quiet[2]]}, PASSWORD)
    (home / "restored").mkdir()  # an empty folder is as good as none
    instance = Instance.empty(home / "restored")
    return instance, instance.run("restore", str(other), LIANXIN_BACKUP_PASSWORD=PASSWORD)


def rewritten(file: Path, to: Path, change: dict, password: str = "") -> Path:
    """The same backup, whole in itself, with another manifest."""
    taken = to.with_name("taken")
    with opened(file, password) as reading, written(to, password) as writing:
        for name in reading.members:
            reading.unpack(name, taken)
            with taken.open("rb") as source:
                writing.add(name, source, pressed=True, told=lambda size: None)
            taken.unlink()
        writing.close({**reading.manifest, **change})
    return to


def column(file: Path, folder: Path, table: str, name: str) -> list[str]:
    """What a backup holds in one column, without restoring it."""

    with opened(file, "") as reading:
        if reading.manifest["engine"] == "sqlite":
            if not folder.exists():
                reading.unpack("database/lianxin.sqlite3", folder / "lianxin.sqlite3")
            rows = Instance(folder).ask(f"SELECT {name} FROM {table}")  # noqa: S608
            return [str(row[0]) for row in rows]
        content = b"".join(reading.blocks(f"database/{table}.copy")).decode()
        place = reading.manifest["state"]["columns"][table].index(name)
        return [line.split("\t")[place] for line in content.splitlines()]


def refused(file: Path, password: str = "") -> str:
    """The code with which the file is refused; empty where nothing is noticed."""
    try:
        with opened(file, password) as reading:
            for name in reading.members:
                for _block in reading.blocks(name):
                    pass
    except Refused as error:
        return error.problems[0].code
    return ""


def flipped(content: bytes, place: int, bit: int) -> bytes:
    return content[:place] + bytes([content[place] ^ 1 << bit]) + content[place + 1 :]


def unnoticed(file: Path, to: Path, password: str, flips: int) -> list[int]:
    chance, content = random.Random(620599), file.read_bytes()
    places = [0, len(content) - 1, *(chance.randrange(len(content)) for _more in range(flips - 2))]
    left = []
    for place in places:
        to.write_bytes(flipped(content, place, chance.randrange(8)))
        left += [] if refused(to, password) else [place]
    return left


def test_a_backup_made_while_others_write_is_of_one_moment(busy, tmp_path):
    file, before = busy
    folder = tmp_path / "taken"
    entries = set(map(UUID, column(file, folder, "lianxin_entry", "id")))
    assert set(map(UUID, before)) <= entries
    assert entries == set(map(UUID, column(file, folder, "lianxin_act", "entry_id")))
    numbers = sorted(map(int, column(file, folder, "lianxin_auditrow", "number")))
    assert numbers == list(range(1, len(numbers) + 1))
    assert [str(numbers[-1])] == column(file, folder, "lianxin_audithead", "number")


def test_row_for_row_everything_is_as_it_was(quiet, restored):
    instance, said = restored
    assert (said["exit"], said["problems"]) == (0, [])
    before, rows = quiet[1], instance.rows()
    assert set(rows) == set(before)
    kept = set(rows) - ANEW
    assert len(kept) > 60
    assert [table for table in sorted(kept) if rows[table] != before[table]] == []


def test_a_photo_taken_back_meanwhile_does_not_come_back(quiet, restored):
    gone = set(quiet[1]["lianxin_photo"]) - set(restored[0].rows()["lianxin_photo"])
    assert [quiet[2] in row for row in gone] == [True]


def test_the_restore_stands_in_the_trail_after_all_that_was_there(quiet, restored):
    before, rows = (of["lianxin_auditrow"] for of in (quiet[1], restored[0].rows()))
    assert set(before) < set(rows)
    assert ["instance.restore" in row for row in set(rows) - set(before)] == [True]


def test_photos_and_keys_are_as_they_were(ours, restored):
    instance, _said = restored
    assert len(instance.files("photos")) >= 2
    assert instance.files("photos") == ours.files("photos")
    assert instance.files("keys") == ours.files("keys")


def test_a_sealed_number_opens_again(restored, settings):
    instance, _said = restored
    settings.LIANXIN_SEAL_KEY = instance.data / "keys" / "seal.key"
    [(sealed,)] = instance.ask("SELECT id_sealed FROM lianxin_person")
    assert unseal(bytes(sealed), "person.id") == id_number()


def test_a_new_epoch_begins_and_nobody_is_signed_in(ours, quiet, restored):
    instance, said = restored
    [(before,)], [(now,)] = (one.ask("SELECT epoch FROM lianxin_epoch") for one in (ours, instance))
    assert UUID(str(now)) == UUID(said["epoch"]) != UUID(str(before))
    assert len(quiet[1]["django_session"]) == 1
    assert instance.ask("SELECT COUNT(*) FROM django_session") == [(0,)]
    assert "锁" not in str(instance.rows()["lianxin_cache"])


def test_the_backup_is_its_owners_alone_and_stands_in_the_trail(ours, busy, quiet):
    assert [oct(file.stat().st_mode & 0o777) for file in (busy[0], quiet[0])] == ["0o600"] * 2
    done = "SELECT COUNT(*) FROM lianxin_auditrow WHERE action = 'instance.backup'"
    assert ours.ask(done) == [(2,)]


def test_nothing_unfinished_is_left_beside_it(ours, restored, home):
    assert [path.name for path in home.iterdir() if "unfinished" in path.name] == []
    assert [path.name for path in ours.data.iterdir() if "backup" in path.name] == []


def test_a_hundred_of_a_hundred_flipped_bytes_are_noticed(busy, tmp_path):
    assert unnoticed(busy[0], tmp_path / "flipped", "", FLIPS) == []


def test_flipped_bytes_of_a_locked_backup_are_noticed(quiet, tmp_path, monkeypatch):
    monkeypatch.setattr("lianxin.site.locked.COST", 1 << 10)
    locked = tmp_path / "locked"
    with written(locked, PASSWORD) as writing, quiet[0].open("rb") as source:
        writing.add("data/photos/ab", source, pressed=False, told=lambda size: None)
        writing.close({})
    assert refused(locked, PASSWORD) == ""
    assert unnoticed(locked, tmp_path / "flipped", PASSWORD, FLIPS) == []


def test_without_the_digest_a_flipped_byte_would_pass(busy, tmp_path, monkeypatch):
    changed = tmp_path / "changed"
    changed.write_bytes(flipped(busy[0].read_bytes(), 10, 3))  # the first member's time of day
    assert refused(changed) == "backup.damaged"
    monkeypatch.setattr(archive, "check_digest", lambda file, told: None)
    assert refused(changed) == ""


@pytest.mark.parametrize("left", [0, 1, 63, 64, 1000, -1, -64, -1000])
def test_a_cut_off_backup_is_noticed(busy, tmp_path, left):
    cut = tmp_path / "cut"
    cut.write_bytes(busy[0].read_bytes()[:left])
    assert refused(cut) == "backup.damaged"


def test_a_locked_backup_opens_with_its_password_only(quiet, tmp_path):
    assert refused(quiet[0], PASSWORD) == ""
    assert refused(quiet[0], "another") == "backup.wrong_password"
    assert PASSWORD.encode() not in quiet[0].read_bytes()
    assert MANIFEST.encode() not in quiet[0].read_bytes()


def test_a_locked_backup_cut_off_between_two_pieces_is_noticed(tmp_path, monkeypatch):
    from lianxin.site import locked

    monkeypatch.setattr(locked, "COST", 1 << 10)
    file, cut = tmp_path / "three", tmp_path / "two"
    with file.open("wb") as out:
        writer = locked.Locking(out, PASSWORD)
        writer.write(bytes(3 * locked.PIECE))
        writer.finish()
    cut.write_bytes(file.read_bytes()[: -locked.PIECE - locked.TAG])
    with cut.open("rb") as source:
        reader = locked.Unlocked(source, PASSWORD)
        with pytest.raises(locked.DoesNotOpen):
            reader.readall()


def test_a_foreign_file_and_another_format_are_refused(busy, tmp_path):
    foreign = tmp_path / "foreign.zip"
    with zipfile.ZipFile(foreign, "w") as made:
        made.writestr("letter.txt", "您好")
    assert refused(foreign) == "backup.damaged"
    with opened(busy[0], "") as reading:
        manifest = reading.manifest
    later = tmp_path / "later"
    with written(later, "") as writing:
        manifest = {**manifest, "members": {}}
        writing._zip.writestr(MANIFEST, json.dumps({**manifest, "format": "lianxin-backup-9"}))
        writing._zip.comment = b"0" * archive.DIGEST
        writing._zip.close()
    assert refused(later) == "backup.other_format"


def test_a_member_outside_the_folder_is_refused(busy, tmp_path):
    crafted = tmp_path / "crafted"
    with written(crafted, "") as writing, busy[0].open("rb") as source:
        writing.add("data/../../letter", source, pressed=False, told=lambda size: None)
        writing.close({})
    assert refused(crafted) == "backup.damaged"


def test_each_engine_takes_its_own_and_no_version_what_a_newer_one_wrote(engine):
    engine = "sqlite" if engine == "sqlite3" else engine
    other = {"sqlite": "postgresql", "postgresql": "sqlite"}[engine]
    with pytest.raises(Refused, match=rf"restore\.is_{other}"):
        check_fits({"engine": other})
    newer = [["lianxin", "0001_initial"], ["lianxin", "0999_later"]]
    with pytest.raises(Refused, match=r"restore\.newer"):
        check_fits({"engine": engine, "migrations": newer, "version": "9.0"})


def test_a_restore_that_fails_late_leaves_nothing(busy, home):
    instance = Instance.empty(home / "late")
    foreign = {"migrations": [["contenttypes", "0001_initial"]]}  # not what its tables have seen
    change = foreign if instance.url else {"rows": {"lianxin_area": 0}}
    said = instance.run("restore", str(rewritten(busy[0], home / "late.backup", change)))
    assert (said["exit"], said["problems"][0]["code"]) == (1, "backup.damaged")
    assert [path.name for path in home.iterdir() if "late" in path.name] == ["late.backup"]
    if instance.url:
        assert instance.rows() == {"sequences": [], "triggers": []}


def test_what_is_there_is_never_touched(busy, restored, ours):
    before = busy[0].read_bytes()
    said = ours.run("backup", "--out", str(busy[0]))
    assert (said["exit"], said["problems"][0]["code"]) == (1, "backup.exists")
    assert busy[0].read_bytes() == before
    said = restored[0].run("restore", str(busy[0]))
    assert (said["exit"], said["problems"][0]["code"]) == (1, "restore.not_empty")


def test_a_damaged_database_makes_no_backup(ours, home):
    if ours.url:
        pytest.skip("PostgreSQL reads every row while it copies")
    damaged = Instance(home / "damaged")
    shutil.copytree(ours.data, damaged.data)
    ours.ask("PRAGMA wal_checkpoint(TRUNCATE)")
    content = bytearray((ours.data / "lianxin.sqlite3").read_bytes())
    middle = len(content) // 8192 * 4096
    content[middle : middle + 4096] = bytes(4096)
    (damaged.data / "lianxin.sqlite3").write_bytes(content)
    said = damaged.run("backup", "--out", str(home / "damaged.backup"))
    assert said["exit"] == 1
    assert said["problems"][0]["code"] in {"check.database_damaged", "backup.not_written"}
    assert [path.name for path in home.iterdir() if "damaged" in path.name] == ["damaged"]


@pytest.mark.parametrize(
    ("locked", "words"), [(False, "谁拿到它谁就能看到一切"), (True, "加了密码")]
)
def test_the_command_says_what_the_file_opens(monkeypatch, capsys, tmp_path, locked, words):
    made = Made(tmp_path / "x.backup", 2_400_000, 17_000, 9, ["ab" * 32])
    monkeypatch.setattr("lianxin.management.commands.backup.backup", lambda out, password: made)
    monkeypatch.setenv("LIANXIN_BACKUP_PASSWORD", PASSWORD if locked else "")
    call_command("backup", out=made.file)
    said = capsys.readouterr()
    assert words in said.out
    assert "2.4 MB，17000 行，9 张照片" in said.out
    assert "abababababab" in said.err
