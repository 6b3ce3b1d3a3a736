"""What the officer sees: the server's documents, with one's own unsent things already in them."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.once]


def document(kind, key, /, **data):
    return {"kind": kind, "id": key, "rev": 7, "data": data}


DOUBTS = [{"id": "d1", "state": "asked"}, {"id": "d2", "state": "excluded"}]


@pytest.fixture
def given(phone, server):
    entry = {"village": "v", "kinds": ["visit"], "until": None, "officer": "刘志强", "mine": False}
    entry |= {"minutes": None, "photos": [], "amended": False, "withdrawn": False}
    server.pages = [
        [
            document(
                "me",
                "a",
                name="田立新",
                due=[],
                pledges=[{"id": "c1", "year": 2026}],
                doubts=DOUBTS,
            ),
            document("household", "h2", number="10", head="马永福", facts={}),
            document(
                "household", "h1", number="2", head="漆玉珍", facts={"phone": "1", "rooms": 3}
            ),
            document("need", "n1", household="h1", kind="看病", text="药费", closed=None),
            document("need", "n2", household="h2", kind="上学", text="学费", closed="2026-07-01"),
            document("measure", "m1", household="h1", percent=20, done=False),
            document(
                "entry",
                "e1",
                **entry,
                households=["h1"],
                day="2026-07-01",
                text="看了玉珍",
                written_at="2026-07-01T10:00:00+08:00",
            ),
        ]
    ]
    phone.sync()
    return phone


def test_households_stand_by_their_number_and_open_by_id(given):
    heads = "return (await records.households()).map((one) => one.head)"
    assert given.run(heads) == ["漆玉珍", "马永福"]
    found = given.run("records.household('h1')")
    assert (found["head"], found["rev"], found["id"]) == ("漆玉珍", 7, "h1")
    assert given.run("records.household('x')") is None
    assert given.run("records.me()")["name"] == "田立新"


def test_an_unsent_entry_stands_among_the_others_with_its_state(given, server):
    given.write("昨天去的", households=["h1"], day="2026-07-10")
    found = given.run("records.entries({household: 'h1'})")
    assert [(one["text"], one["state"]) for one in found] == [
        ("昨天去的", "waiting"),
        ("看了玉珍", "received"),
    ]
    assert found[0]["officer"] == "田立新"
    assert [one["text"] for one in given.run("records.entries({mine: true})")] == ["昨天去的"]
    assert len(given.run("records.entries({limit: 1})")) == 1
    given.sync()
    assert given.run("records.entries({household: 'h1'})")[0]["state"] == "received"


def test_an_entry_that_came_back_from_the_server_is_not_shown_twice(given, server):
    item = given.write("写一次", households=["h1"])
    given.sync()
    back = document(
        "entry", item["id"], households=["h1"], day="2026-07-15", text="写一次", mine=True
    )
    server.pages.append([back])
    given.sync()
    found = given.run("records.entries({household: 'h1'})")
    assert [one["text"] for one in found] == ["写一次", "看了玉珍"]


def test_a_correction_is_shown_before_it_arrives(given):
    given.run("await outbox.add('diary.amend', {entry: 'e1', base: 7, text: '看了玉珍，改'})")
    found = given.run("records.entries({household: 'h1'})")[0]
    assert (found["text"], found["amended"], found["state"]) == ("看了玉珍，改", True, "waiting")


def test_an_edited_fact_is_shown_as_edited_and_unsent(given):
    given.run("await outbox.add('household.edit', {household: 'h1', base: 7, fields: {rooms: 4}})")
    found = given.run("records.household('h1')")
    assert found["facts"] == {"phone": "1", "rooms": 4}
    assert found["unsent"] == {"rooms": "waiting"}


def test_needs_and_progress_follow_what_was_written(given):
    need = {"household": "h1", "kind": "产业发展", "text": "想养羊"}
    step = {"measure": "m1", "percent": 60, "note": ""}
    given.write("提了需求", needs=[need], progress=[step])
    open_needs = given.run("records.needs({household: 'h1', open: true})")
    assert [one["text"] for one in open_needs] == ["药费", "想养羊"]
    given.run("await outbox.add('need.close', {need: 'n1', outcome: '报了'})")
    open_needs = given.run("records.needs({household: 'h1', open: true})")
    assert [one["text"] for one in open_needs] == ["想养羊"]
    assert given.run("records.measures({household: 'h1'})")[0]["percent"] == 60


def test_a_commitment_that_was_accepted_here_is_asked_no_more(given):
    assert [one["id"] for one in given.run("records.pledges()")] == ["c1"]
    given.run("await outbox.add('commitment.accept', {commitment: 'c1'})")
    assert given.run("records.pledges()") == []


def test_what_was_explained_or_objected_to_here_is_asked_no_more(given):
    assert [one["id"] for one in given.run("records.doubts()")] == ["d1", "d2"]
    given.run("await outbox.add('doubt.answer', {doubt: 'd1', words: '去了'})")
    assert [one["id"] for one in given.run("records.doubts()")] == ["d2"]
    given.run("await outbox.add('doubt.object', {doubt: 'd2', words: '去了'})")
    assert given.run("records.doubts()") == []


def test_entries_are_found_by_words_and_by_a_households_name(given):
    given.write("聊了 Wi-Fi", households=["h2"])
    assert [one["text"] for one in given.run("records.search('看了')")] == ["看了玉珍"]
    assert [one["text"] for one in given.run("records.search('马永福 wi-fi')")] == ["聊了 Wi-Fi"]
    assert given.run("records.search('没有这样的字')") == []
    assert given.run("records.search('  ')") == []


def test_locked_nothing_of_it_can_be_read(given):
    given.run("await session.lock()")
    assert (
        given.run("return records.me().then(() => 'read', (error) => error.code)") == "phone.locked"
    )


def test_the_place_is_given_in_the_datum_of_the_phone_and_only_with_leave(given, context):
    assert given.run("place.here()") is None
    context.grant_permissions(["geolocation"])
    context.set_geolocation({"latitude": 34.74512345, "longitude": 105.02, "accuracy": 12.4})
    found = given.run("place.here()")
    assert found == {"lat": 34.745123, "lon": 105.02, "accuracy": 12, "datum": "WGS-84"}
    assert given.run("place.metres({lat: 0, lon: 0}, {lat: 1, lon: 0})") == 111195


def test_the_years_figures_count_what_waits_once_and_say_so(given, server):
    """A second talk with one household on one day, and a stay of a day that is told twice, count once."""
    asked = [{"figure": "talks", "done": 3, "target": 12}, {"figure": "stay_days", "done": 1}]
    talk = {"kinds": ["talk"], "mine": True, "village": "v", "withdrawn": False}
    known = document("entry", "e2", **talk, households=["h2"], day="2026-07-15", text="谈过")
    server.pages.append(
        [document("me", "a", name="田立新", today="2026-07-15", requirements=asked), known]
    )
    given.sync()

    def figures():
        found = given.run("return (await records.standing()).requirements")
        return [(one["done"], one["waiting"]) for one in found]

    assert figures() == [(3, 0), (1, 0)]
    given.write("又谈", households=["h2"], kinds=["talk"])
    given.write("两家都谈", households=["h1", "h2"], kinds=["talk"])
    given.write("去年的", households=["h1"], kinds=["talk"], day="2025-12-31")
    given.write("住了两天", kinds=["stay"], day="2026-06-30", until="2026-07-01")
    given.write("半天，算过的那天", kinds=["stay"], day="2026-07-01", minutes=240)
    given.write("半天", kinds=["stay"], day="2026-07-02", minutes=200)
    assert figures() == [(4, 1), (3.5, 2.5)]
