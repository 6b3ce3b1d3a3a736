"""Photos: small, bare of everything but the picture, in pieces after the texts, and stopped in time."""

import base64
import hashlib
import io
import json

import pytest
from PIL import Image

from .conftest import PIN, Refused
from .server import refuse

pytestmark = [pytest.mark.browser, pytest.mark.once]

TAKE = """
  const bytes = seals.unbase64(given);
  return photos.take(new File([bytes], "玉珍家.jpg", {type: "image/jpeg"}));
"""


def camera(seed: int = 1, side: tuple[int, int] = (1800, 1350)) -> str:
    """A picture full of detail, with the place and the camera in its metadata."""
    noise = Image.effect_noise((side[0] // 4, side[1] // 4), 60 + seed).resize(side).convert("RGB")
    exif = Image.Exif()
    exif[0x010F] = "相机厂家 CANARY"
    exif.get_ifd(0x8825)[2] = (34.0, 56.0, 7.0)
    out = io.BytesIO()
    noise.save(out, "JPEG", quality=95, exif=exif)
    return base64.b64encode(out.getvalue()).decode()


def taken(phone, seed: int = 1):
    return phone.run(TAKE, camera(seed))


def test_a_photo_is_shrunk_and_holds_nothing_but_the_picture(phone, server):
    found = taken(phone)
    assert found["bytes"] <= 300 * 1024
    assert found["url"].startswith("blob:")
    phone.write("附照片", photos=[found["sha"]])
    phone.sync()
    stored = bytes(server.photos[found["sha"]])
    assert hashlib.sha256(stored).hexdigest() == found["sha"]
    picture = Image.open(io.BytesIO(stored))
    assert max(picture.size) <= 1600
    assert not picture.getexif()
    assert b"CANARY" not in stored


def test_what_is_no_picture_is_refused(phone):
    with pytest.raises(Refused) as refused:
        phone.run(TAKE, base64.b64encode(b"not a picture").decode())
    assert refused.value.code == "phone.photo_unreadable"


@pytest.mark.parametrize("why", ["quota: 8e6, usage: 1e6", "quota: 0, usage: 0"])
def test_photos_stop_before_entries_do(phone, why):
    phone.page.evaluate(
        f"() => {{ navigator.storage.estimate = () => Promise.resolve({{{why}}}) }}"
    )
    if "quota: 0" in why:
        phone.run("await db.db.table('reserve').clear();")
    with pytest.raises(Refused) as refused:
        taken(phone)
    assert refused.value.code == "phone.photo_no_room"
    phone.write("文字照样存")
    assert phone.states() == ["waiting"]


def test_texts_go_first_and_photos_after_all_of_them(phone, server):
    one = taken(phone)
    order = []
    judge = server.judge
    server.judge = lambda item: order.append("text") or judge(item)
    photo = server._photo
    server._photo = lambda *given: order.append("photo") or photo(*given)
    phone.write("附照片", photos=[one["sha"]])
    phone.write("没有照片")
    item = phone.items()[0]
    assert item["photos"] == [{"sha": one["sha"], "state": "waiting"}]
    assert item["payload"]["photos"] == [one["sha"]]
    status = phone.sync()
    assert (status["state"], status["photosLeft"]) == ("idle", 0)
    assert order[:2] == ["text", "text"]
    told = [json.loads(body)["waiting"]["photos"] for body in server.bodies]
    assert told == [1, 0]
    assert set(order[2:]) == {"photo"}
    assert phone.items()[0]["photos"] == [{"sha": one["sha"], "state": "received"}]


def test_a_photo_goes_in_pieces_and_goes_on_where_it_broke_off(phone, server):
    found = taken(phone)
    phone.write("附照片", photos=[found["sha"]])
    server.breaks_after = 2
    assert phone.sync()["state"] == "offline"
    held = len(server.photos[found["sha"]])
    assert 0 < held < found["bytes"]
    phone.start()
    phone.run("await session.unlock(given)", PIN)
    assert phone.sync()["state"] == "idle"
    assert bytes(server.photos[found["sha"]])
    assert max(size for _, _, size in server.pieces) <= 65_536
    accepted = sum(size for _, _, size in server.pieces)
    assert accepted <= found["bytes"] + 65_536  # nothing but the piece that broke went twice


def test_a_slow_line_gets_smaller_pieces(phone, server):
    found = taken(phone)
    phone.write("附照片", photos=[found["sha"]])
    phone.run("""
      m.settings.set("lockMinutes", 600);
      const [real, ask] = [Date.now, window.fetch];
      let late = 0;
      Date.now = () => real() + late;
      window.fetch = async (path, how) => {
        const answer = await ask(path, how);
        if (how.method === "PUT") late += 13000;
        return answer;
      };""")
    assert phone.sync()["state"] == "idle"
    sizes = [size for _, _, size in server.pieces]
    assert sizes[:4] == [65_536, 32_768, 16_384, 8_192]
    assert min(sizes[:-1]) == 8_192


def test_a_photo_that_the_server_refuses_holds_up_no_other(phone, server):
    one, two = taken(phone, 1), taken(phone, 2)
    phone.write("两张", photos=[one["sha"], two["sha"]])
    photo = server._photo
    server._photo = lambda route, request, sha: (
        refuse(route, "photo.not_a_picture", 422)
        if sha == one["sha"] and request.method == "PUT"
        else photo(route, request, sha)
    )
    phone.sync()
    states = {one["sha"]: one["state"] for one in phone.items()[0]["photos"]}
    assert states == {one["sha"]: "failed", two["sha"]: "received"}


def test_a_photo_of_a_draft_is_not_sent(phone, server):
    taken(phone)
    phone.sync()
    assert server.pieces == []


def test_a_photo_taken_out_of_an_entry_is_not_sent(phone, server):
    found = taken(phone)
    item = phone.write("附照片", photos=[found["sha"]])
    phone.run("await outbox.change(given, {text: '不附了', photos: []})", item["id"])
    phone.sync()
    assert server.pieces == []
    assert phone.states() == ["received"]


def test_after_a_restored_backup_photos_are_offered_again_too(phone, server):
    found = taken(phone)
    phone.write("附照片", photos=[found["sha"]])
    phone.sync()
    server.photos.clear()
    server.receipts.clear()
    server.epoch = "another life"
    phone.sync()
    assert len(server.photos[found["sha"]]) == found["bytes"]


def test_a_photo_is_shown_again_after_a_restart(phone):
    found = taken(phone)
    phone.start()
    phone.run("await session.unlock(given)", PIN)
    assert phone.run("return photos.url(given)", found["sha"]).startswith("blob:")
    assert phone.run("return photos.url('00')") is None


def test_the_outbox_as_a_file_carries_the_photos(phone):
    found = taken(phone)
    phone.write("附照片", photos=[found["sha"]])
    whole = json.loads(phone.run("return (await outbox.asFiles())[0].text()"))
    [photo] = json.loads(whole["body"])["photos"]
    assert photo["sha256"] == found["sha"]
    assert hashlib.sha256(base64.b64decode(photo["data"])).hexdigest() == found["sha"]


def bodies(phone, most: int) -> list[dict]:
    """What stands in the files, none of which holds more than so many bytes."""
    files = phone.run(
        "return Promise.all((await outbox.asFiles(given)).map(async (one) => [one.name, await one.text()]))",
        most,
    )
    assert len({name for name, _text in files}) == len(files)
    assert all(len(text.encode()) < most + 500 for _name, text in files)
    return [json.loads(json.loads(text)["body"]) for _name, text in files]


def test_more_photos_than_the_office_takes_at_once_go_into_several_files(phone):
    """Every item in the first, each photo in one of them, and never without the item that names it."""
    found = [taken(phone, seed)["sha"] for seed in range(3)]
    items = [
        phone.write("附两张", photos=found[:2])["id"],
        phone.write("附一张", photos=found[2:])["id"],
    ]
    files = bodies(phone, 500_000)
    assert len(files) > 1
    assert [one["id"] for one in files[0]["items"]] == items
    carried = [photo["sha256"] for body in files for photo in body["photos"]]
    assert sorted(carried) == sorted(found)
    for body in files:
        named = {sha for one in body["items"] for sha in one["payload"]["photos"]}
        assert named >= {photo["sha256"] for photo in body["photos"]}


def test_more_texts_than_the_office_takes_at_once_go_into_several_files_too(phone):
    """A quotation mark takes four bytes there."""
    items = [phone.write('"' * 5_000)["id"] for _ in range(4)]
    files = bodies(phone, 50_000)
    assert [[one["id"] for one in body["items"]] for body in files] == [items[:2], items[2:]]


def test_a_refused_photo_is_sent_again_when_the_officer_asks_for_it(phone, server):
    found = taken(phone)
    item = phone.write("附照片", photos=[found["sha"]])
    photo = server._photo
    server._photo = lambda route, request, sha: refuse(route, "photo.too_many", 422)
    phone.sync()
    server._photo = photo
    assert phone.run("return outbox.retry(given)", item["id"])["state"] == "received"
    phone.sync()
    assert phone.items()[0]["photos"] == [{"sha": found["sha"], "state": "received"}]
