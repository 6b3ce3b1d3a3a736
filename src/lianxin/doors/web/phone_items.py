"""What stands in an item of an outbox, line by line, so that somebody can judge it by reading."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lianxin.aid.models import Activity
from lianxin.kernel.actor import Actor
from lianxin.plans.models import Measure
from lianxin.records.diary.models import Entry, Kind
from lianxin.records.needs.models import Need
from lianxin.register.models import Household
from lianxin.register.queries import memberships
from lianxin.sync import fields

from .asking import key_of

LONGEST = 4000
Content = dict[str, Any]


class Line(NamedTuple):
    label: str
    words: str


class Names:
    """Households, entries, needs and measures that items speak of, as far as the actor sees them."""

    def __init__(self, actor: Actor, contents: Iterable[Content]) -> None:
        keys = {key for content in contents for key in _keys(content)}
        self.told = homes(actor, keys)
        if not keys:
            return
        for model in (Entry, Need, Measure, Activity):
            rows: Any = model.objects.visible_to(actor).filter(pk__in=keys)
            self.told |= {row.pk: _short(row) for row in rows}

    def __getitem__(self, key: Any) -> str:
        found = key_of(str(key))
        return self.told.get(found, _("找不到了")) if found else ""


def homes(actor: Actor, keys: Iterable[UUID]) -> dict[UUID, str]:
    """康润生（1-001）, by the household's id."""
    rows = Household.objects.visible_to(actor).filter(pk__in=set(keys))
    heads = memberships(actor).filter(is_head=True, household__in=rows.order_by().values("pk"))
    names = dict(heads.values_list("household_id", "person__name"))
    return {row.pk: f"{names.get(row.pk, '')} {row.number}".strip() for row in rows}


def _keys(value: Any) -> Iterator[UUID]:
    """Whatever looks like an id, at any depth."""
    if isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _keys(one)
    elif isinstance(value, str) and len(value) == 36 and (key := key_of(value)):
        yield key


def _short(row: Entry | Need | Measure | Activity) -> str:
    if isinstance(row, Activity):
        return f"{row.day} {row.title}"
    return f"{row.day} {row.words[:20]}" if isinstance(row, Entry) else row.text


def lines(action: str, content: Content, names: Names) -> list[Line]:
    """The item's content; of an unknown action as it was sent."""
    tell = TELL.get(action)
    found = (
        tell(content, names) if tell else [Line(_("内容"), json.dumps(content, ensure_ascii=False))]
    )
    return [Line(label, words[:LONGEST]) for label, words in found if words]


def _write(content: Content, names: Names) -> Iterator[Line]:
    yield Line(_("哪户"), _("、").join(names[key] for key in _list(content, "households")))
    yield Line(_("哪天"), "—".join(filter(None, (_text(content, "day"), _text(content, "until")))))
    kinds = [str(Kind(one).label) for one in _list(content, "kinds") if one in Kind.values]
    yield Line(_("做了什么"), _("、").join(kinds))
    yield Line(_("日记的话"), _text(content, "text"))
    for need in _list(content, "needs"):
        if isinstance(need, dict):
            told = (names[need.get("household")], _text(need, "kind"), _text(need, "text"))
            yield Line(_("需求"), " ".join(filter(None, told)))
    for step in _list(content, "progress"):
        if isinstance(step, dict):
            told = (names[step.get("measure")], f"{_text(step, 'percent')}%", _text(step, "note"))
            yield Line(_("措施进度"), " ".join(filter(None, told)))
    if photos := len(_list(content, "photos")):
        yield Line(_("照片"), ngettext("%(n)s 张", "%(n)s 张", photos) % {"n": photos})


def _amend(content: Content, names: Names) -> Iterator[Line]:
    yield Line(_("哪篇"), names[content.get("entry")])
    yield Line(_("改成"), _text(content, "text"))


def _edit(content: Content, names: Names) -> Iterator[Line]:
    yield Line(_("哪户"), names[content.get("household")])
    changed = content.get("fields")
    for field, value in (changed if isinstance(changed, dict) else {}).items():
        yield Line(fields.label(field), fields.told(field, value))


def _close(content: Content, names: Names) -> Iterator[Line]:
    yield Line(_("哪件需求"), names[content.get("need")])
    yield Line(_("结果"), _text(content, "result"))
    yield Line(_("办成什么样了"), _text(content, "outcome"))


def _talk(content: Content, names: Names) -> Iterator[Line]:
    yield Line(_("哪件需求"), names[content.get("need")])
    yield Line(_("写一句"), _text(content, "text"))


def _phrase(content: Content, names: Names) -> Iterator[Line]:
    yield Line(_("常用语"), _text(content, "text"))


def _explain(content: Content, names: Names) -> Iterator[Line]:
    yield Line(_("说的话"), _text(content, "words"))


def _scan(content: Content, names: Names) -> Iterator[Line]:
    """A number as it was typed; what a card's code says opens that card, and is not shown."""
    code = _text(content, "code")
    yield Line(_("哪次活动"), names[content.get("activity")])
    yield Line(_("卡号"), code if code.isdecimal() else _("扫的卡"))


def _attend(content: Content, names: Names) -> Iterator[Line]:
    yield Line(_("哪次活动"), names[content.get("activity")])
    yield Line(_("哪户"), names[content.get("household")])
    yield Line(_("来了几个人"), _text(content, "people"))


def _objections(content: Content, names: Names) -> Iterator[Line]:
    said = content.get("objections")
    for code, words in (said if isinstance(said, dict) else {}).items():
        yield Line(str(code), str(words))


def _nothing(content: Content, names: Names) -> Iterator[Line]:
    yield from ()


TELL: dict[str, Callable[[Content, Names], Iterator[Line]]] = {
    "diary.write": _write,
    "diary.amend": _amend,
    "household.edit": _edit,
    "need.close": _close,
    "need.talk": _talk,
    "phrase.keep": _phrase,
    "phrase.drop": _nothing,
    "proposal.withdraw": _nothing,
    "commitment.accept": _nothing,
    "doubt.answer": _explain,
    "doubt.object": _explain,
    "activity.scan": _scan,
    "activity.attend": _attend,
    "assessment.read": _nothing,
    "assessment.agree": _nothing,
    "assessment.object": _objections,
}


def _text(content: Content, name: str) -> str:
    value = content.get(name)
    return "" if value is None else str(value)


def _list(content: Content, name: str) -> list[Any]:
    value = content.get(name)
    return value if isinstance(value, list) else []
