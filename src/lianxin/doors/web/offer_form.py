"""What is asked of an offer, and how the answers are read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import in_force, today
from lianxin.people.models import Area, Partnership, Unit
from lianxin.pool.goods import goods_in_use
from lianxin.pool.models import Goods
from lianxin.pool.offers.models import Kind, OfferTerms

from .asking import Answers, listed, number_of, offered
from .asks import Ask
from .form import Form
from .requests import Acted


def asks(request: Acted, *, new: bool) -> list[Ask]:
    return [*(_first(request) if new else ()), *_terms()]


def _first(request: Acted) -> list[Ask]:
    units = _units(request)
    goods = [(str(one.pk), f"{one.told}（{one.told_unit}）") for one in _goods()]
    return [
        Ask("unit", _("记在哪个单位名下"), choices=offered(units), required=True),
        Ask("giver", _("谁提供的"), _("就是上面的单位就空着；企业、别的部门写名字"), maxlength=80),
        Ask(
            "area",
            _("给哪里"),
            _("乡镇、县的供给，里面的村都看得到"),
            choices=_areas(),
            required=True,
        ),
        Ask("field", _("哪个方面"), choices=offered(listed("field"), _("请选")), required=True),
        Ask("kind", _("提供的是"), choices=[(str(k.value), k.label) for k in Kind], required=True),
        Ask("goods", _("什么物资"), _("提供物资时选"), choices=[("", _("不是物资")), *goods]),
        Ask(
            "quantity",
            _("多少"),
            _("资金单位是元，大数可以写“5万”；其他写整数"),
            required=True,
            maxlength=20,
            inputmode="decimal",
        ),
        Ask("measure", _("单位"), _("名额、专家才填：人、场、次"), maxlength=6),
    ]


def _terms() -> list[Ask]:
    return [
        Ask("title", _("提供什么"), _("比如：春耕化肥、电工培训名额"), required=True, maxlength=80),
        Ask("from_day", _("从哪天起"), type="date", required=True),
        Ask("last_day", _("到哪天为止"), _("没有期限就空着"), type="date"),
        Ask(
            "age_from",
            _("年龄从"),
            _("家里要有人在这个岁数；不限就空着"),
            maxlength=3,
            inputmode="numeric",
        ),
        Ask("age_to", _("年龄到"), maxlength=3, inputmode="numeric"),
        Ask("sex", _("性别"), choices=[("", _("不限")), ("1", _("男")), ("2", _("女"))]),
        Ask("skill", _("手艺"), _("户档里“在做什么”有这个词才算；不限就空着"), maxlength=30),
        Ask("note", _("说明"), type="textarea", maxlength=200),
    ]


def _units(request: Acted) -> list[Unit]:
    """Units for which the actor may write an offer."""
    rows = Unit.objects.visible_to(request.actor).filter(until=None)
    return [row for row in rows if request.actor.allows("offer.make", row)]


def _goods() -> list[Goods]:
    return list(Goods.objects.visible_to(SYSTEM).filter(goods_in_use(today())))  # public


def _areas() -> list[tuple[str, str]]:
    return [(str(row.pk), label) for row, label in _places()]


def _places() -> list[tuple[Area, str]]:
    """Villages that a unit works in, and what lies around them; whom units are paired with is no secret."""
    paired = Partnership.objects.visible_to(SYSTEM).filter(in_force())
    paths = set(paired.values_list("village__path", flat=True))
    around = {path[:n] for path in paths for n in range(6, len(path) + 1)}
    rows = Area.objects.visible_to(SYSTEM).filter(path__in=around).select_related("parent")
    return [
        (row, f"{row.parent.name} {row.name}" if row.parent else row.name)
        for row in sorted(rows, key=lambda row: (-len(row.path), row.path))
    ]


def ticks(
    request: Acted, sent: QueryDict, kept: Mapping[str, Any] | None = None
) -> list[tuple[str, str, list[tuple[str, str, bool]]]]:
    """The conditions that are ticked: name, title, and each choice with whether it is."""
    village, found = request.village, []
    places = Area.objects.visible_to(SYSTEM).filter(parent=village, level="group")
    lists: list[tuple[str, str, Any]] = [
        ("categories", _("哪类户"), listed("category")),
        ("causes", _("什么原因"), listed("cause")),
        ("groups", _("哪些社"), places if village else ()),
    ]
    for name, title, rows in lists:
        chosen = set(sent.getlist(name)) if sent else set((kept or {}).get(name) or ())
        found.append(
            (
                name,
                title,
                [(str(r.pk), getattr(r, "told", r.name), str(r.pk) in chosen) for r in rows],
            )
        )
    return found


def quantity_in(form: Form, kind: str, name: str = "quantity") -> int:
    """Fen for money, a whole number for anything else; what is neither every action refuses."""
    if kind != Kind.MONEY:
        return number_of(form[name]) or 0
    answers = Answers(form)
    found = answers.amount(name)
    answers.check()
    return found


def made_of(request: Acted, form: Form) -> dict[str, Any]:
    answers = Answers(form)
    places = [row for row, _label in _places()]
    told = {
        "unit": answers.pick("unit", _units(request), _("记在哪个单位名下")),
        "area": answers.pick("area", places, _("给哪里")),
        "field": answers.pick("field", listed("field"), _("哪个方面")),
        "goods": answers.pick("goods", _goods(), _("什么物资")) if form["goods"] else None,
    }
    answers.check()
    names = {name: form[name] for name in ("giver", "kind", "measure")}
    names["kind"] = names["kind"] if names["kind"] in Kind.values else Kind.SERVICE
    told |= {**names, "quantity": quantity_in(form, names["kind"])}
    return told | terms_in(request, form)


def terms_in(request: Acted, form: Form) -> dict[str, Any]:
    answers = Answers(form)
    from_day = answers.day("from_day", _("从哪天起"))
    last_day = answers.maybe_day("last_day")
    answers.check()
    told: dict[str, Any] = {n: request.POST.getlist(n) for n in ("categories", "causes", "groups")}
    low, high = number_of(form["age_from"]), number_of(form["age_to"])
    if low is not None or high is not None:
        told["age"] = (low or 0, 120 if high is None else high)
    told |= {"sex": form["sex"], "skill": form["skill"]}
    days = {"from_day": from_day, "last_day": last_day}
    return {"title": form["title"], "note": form["note"], "conditions": told, **days}


def terms_first(terms: OfferTerms) -> dict[str, Any]:
    low, high = terms.conditions.get("age") or ("", "")
    return {
        "title": terms.title,
        "note": terms.note,
        "from_day": terms.from_day,
        "last_day": terms.last_day,
        "age_from": low,
        "age_to": high,
        "sex": terms.conditions.get("sex"),
        "skill": terms.conditions.get("skill"),
    }
