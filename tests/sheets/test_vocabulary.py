"""The vocabulary is what the database holds on the day."""

from datetime import timedelta

from lianxin.doors.sheets.roster import load_vocabulary
from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import today
from lianxin.register.models import Code, QualityRule, Spelling
from tests.sheets.conftest import packaged


def test_a_new_instance_knows_the_words_that_come_with_the_product(cast):
    found, expected = load_vocabulary(today()), packaged()
    for name, terms in expected.terms.items():
        assert {k: t.name for k, t in found.terms[name].items()} == {
            k: t.name for k, t in terms.items()
        }
    assert {n: (r.title, r.thresholds) for n, r in found.rules.items()} == {
        n: (r.title, r.thresholds) for n, r in expected.rules.items()
    }


def test_a_spelling_that_the_administrator_adds_is_known_at_once(cast):
    code = Code.objects.visible_to(SYSTEM).get(list="relation", name="配偶")
    assert load_vocabulary(today()).find("relation", "屋里人") is None
    Spelling.objects.create(code=code, text="屋里人")
    term = load_vocabulary(today()).find("relation", "屋里人")
    assert term is not None
    assert term.id == code.pk


def test_a_word_or_rule_that_has_ended_is_unknown(cast):
    day = today() - timedelta(days=1)
    Code.objects.visible_to(SYSTEM).filter(list="cause", name="因婚").update(until=day)
    QualityRule.objects.visible_to(SYSTEM).filter(name="size_differs").update(active=False)
    found = load_vocabulary(today())
    assert found.find("cause", "因婚") is None
    assert "size_differs" not in found.rules


def test_the_villages_groups_are_known_by_their_names(cast):
    assert load_vocabulary(today(), cast.village).groups == ("一社", "二社", "三社")
