"""Code lists, people's spellings of their values, and quality rules: rows with dates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.period import check_order, today
from lianxin.kernel.problem import refuse
from lianxin.kernel.text import fold
from lianxin.people.wording import Reading

from .models import Code, QualityRule, Spelling

LISTS: dict[str, Any] = {
    "relation": _("与户主关系"),
    "category": _("户类别"),
    "watch": _("监测对象类别"),
    "cause": _("致贫原因"),
    "ethnic": _("民族"),
    "party": _("政治面貌"),
    "schooling": _("在校状况"),
    "education": _("文化程度"),
    "not_at_school": _("未上学原因"),
    "health": _("健康状况"),
    "labour": _("劳动能力"),
    "change": _("人口变动"),
    "work_region": _("务工地点"),
    "disability": _("残疾类别"),
    "disability_level": _("残疾等级"),
    "structure": _("房屋结构"),
    "house_grade": _("住房等级"),
    "fuel": _("主要燃料"),
    "road": _("入户路"),
    "need": _("需求种类"),
    "need_result": _("办理结果"),
    "direction": _("措施的路子"),
    "activity": _("活动种类"),
    "follow_up": _("回访结果"),
    "field": _("帮扶资源"),
    "duty": _("四项职责"),
    "grade": _("低保类别"),
    "way": _("特困供养方式"),
    "care": _("护理等级"),
    "special_care": _("优抚类别"),
    "skill": _("干部的专长"),
    "language": _("会说的话"),
    "medical_tier": _("医保档次"),
    "subsidy": _("补贴类型"),
    "subsidy_state": _("发放状态"),
    "stage": _("学段"),
    "study_aid": _("资助类型"),
    "term": _("学期"),
    "office_post": _("领导小组岗位"),
}
"""The lists of the product, in the order of its forms; new lists come with new fields, never alone."""
THRESHOLDS: dict[str, Any] = {
    "from_age": _("从几岁"),
    "to_age": _("到几岁"),
    "members": _("至少几口人"),
    "percent": _("占百分之几"),
    "over": _("不到这个数就问（元）"),
    "to": _("超过这个数就问（元）"),
    "days": _("到第几天分一段"),
}
"""What a rule's thresholds are called on its page."""
NEEDED = {("relation", "户主")}
"""Values without which the register could not be kept."""
SEXES = ("", "1", "2")
MOST_PARTS = 5


def codes(list_name: str) -> QuerySet[Code]:
    """Every value of a list, ended ones too, with how many spellings mean it; lists are public."""
    rows: QuerySet[Code] = Code.objects.visible_to(SYSTEM).filter(list=list_name)
    return rows.annotate(spelled=Count("spellings")).order_by("position", "from_day")


def spellings(code: Code) -> QuerySet[Spelling]:
    rows: QuerySet[Spelling] = Spelling.objects.visible_to(SYSTEM).filter(code=code)
    return rows.order_by("text")


def code_add(
    *,
    actor: Actor,
    list_name: str,
    name: str,
    from_day: date | None,
    english: str = "",
    code: str = "",
    standard: str = "",
    sex: str = "",
) -> Code:
    with act(actor, "code.add") as audit:
        if list_name not in LISTS:
            raise refuse("input.unknown_choice", "list", value=list_name)
        reading, row = Reading(), Code(list=list_name)
        row.name = reading.words("name", name, _("名称"), 60, needed=True)
        row.english = reading.words("english", english, _("英文"), 80)
        row.code = reading.words("code", code, _("代号"), 10, needed=True)
        row.standard = reading.words("standard", standard, _("标准"), 40)
        row.from_day = reading.day("from_day", from_day, _("从哪天起"))
        if sex not in SEXES:
            reading.add("input.unknown_choice", "sex", value=sex)
        _check_new(reading, row)
        reading.check()
        row.sex, row.position = sex, _next_position(list_name)
        row.save(force_insert=True)
        audit.note(row, list=list_name, name=row.name, from_day=from_day)
    return row


def code_end(*, actor: Actor, code: Code, until: date | None) -> Code:
    """From ``until`` on the value is no longer offered; records that carry it keep it."""
    with act(actor, "code.end", on=code) as audit:
        if until is None:
            raise refuse("input.required", "until", label=str(_("从哪天停用")))
        if (code.list, code.name) in NEEDED:
            raise refuse("code.needed", "until", name=code.name)
        check_order(code.from_day, until)
        code.until = until
        code.save(update_fields=["until"])
        audit.note(code, list=code.list, until=until)
    return code


def spelling_add(*, actor: Actor, code: Code, text: str) -> Spelling:
    """From now on an import reads this spelling as the value."""
    with act(actor, "code.spelling", on=code) as audit:
        reading = Reading()
        folded = fold(reading.words("text", text, _("写法"), 60, needed=True))
        if not folded:
            reading.add("input.required", "text", label=str(_("写法")))
        reading.check()
        other = meaning(code.list, folded)
        if other is not None:
            raise refuse("code.spelling_taken", "text", text=text, name=other.name)
        spelling = Spelling.objects.create(code=code, text=folded)
        audit.note(code, list=code.list, value=code.name, added=folded)
    return spelling


def spelling_remove(*, actor: Actor, spelling: Spelling) -> None:
    """Takes a spelling back; one that came with the product stays away at the next start too."""
    code = spelling.code
    with act(actor, "code.spelling", on=code) as audit:
        audit.note(code, list=code.list, value=code.name, removed=spelling.text)
        spelling.delete()


def meaning(list_name: str, folded: str) -> Code | None:
    """The value in force that a folded spelling already means, by its name or a spelling."""
    rows: QuerySet[Code] = Code.objects.visible_to(SYSTEM).filter(
        Q(until__isnull=True) | Q(until__gt=today()), list=list_name
    )
    by_name = next((row for row in rows if fold(row.name) == folded), None)
    return by_name or rows.filter(spellings__text=folded).first()


def rules() -> list[tuple[QualityRule, list[QualityRule]]]:
    """Each rule as its newest row, with the rows before it, newest first; rules are public."""
    found: dict[str, list[QualityRule]] = {}
    for row in QualityRule.objects.visible_to(SYSTEM).order_by("name", "-from_day"):
        found.setdefault(row.name, []).append(row)
    return [(rows[0], rows[1:]) for rows in found.values()]


def rule_change(
    *,
    actor: Actor,
    rule: QualityRule,
    thresholds: Mapping[str, str],
    from_day: date | None,
    active: bool = True,
) -> QualityRule:
    """A new row from a day on; the row before it ends that day and stays readable.

    What was set for today or later may be corrected: it has judged no finished day.
    """
    with act(actor, "rule.change", on=rule) as audit:
        if from_day is None:
            raise refuse("input.required", "from_day", label=str(_("从哪天起")))
        values = _thresholds(rule, thresholds)
        rows = QualityRule.objects.visible_to(SYSTEM).filter(name=rule.name)
        newest: QualityRule = rows.latest("from_day")
        before = {"thresholds": newest.thresholds, "active": newest.active}
        correcting = from_day == newest.from_day and from_day >= today()
        if from_day <= newest.from_day and not correcting:
            raise refuse("rule.not_later", "from_day", last=newest.from_day)
        changed = newest if correcting else _following(newest, from_day)
        changed.thresholds, changed.active = values, active
        changed.save()
        after = {"thresholds": values, "active": active}
        audit.note(changed, rule=rule.name, from_day=from_day, before=before, after=after)
    return changed


def limits(rule: QualityRule) -> list[tuple[str, str]]:
    """A rule's thresholds as a person reads them."""
    return [(threshold_name(key), threshold_text(value)) for key, value in rule.thresholds.items()]


def threshold_name(key: str) -> str:
    return str(THRESHOLDS.get(key, key))


def threshold_text(value: Any) -> str:
    return "，".join(map(str, value)) if isinstance(value, list) else str(value)


def _following(newest: QualityRule, from_day: date) -> QualityRule:
    row = QualityRule(
        name=newest.name,
        title=newest.title,
        why=newest.why,
        title_en=newest.title_en,
        why_en=newest.why_en,
        source=newest.source,
        from_day=from_day,
    )
    newest.until = from_day
    newest.save(update_fields=["until"])
    return row


def _thresholds(rule: QualityRule, given: Mapping[str, str]) -> dict[str, Any]:
    """Each threshold in the form it already has: a whole number, a number, a list or words."""
    reading, values = Reading(), {}
    for key, old in rule.thresholds.items():
        text = given.get(key, "").strip()
        try:
            values[key] = _like(old, text)
        except ValueError:
            reading.add("rule.threshold", f"threshold-{key}", value=text or "—")
    reading.check()
    return values


def _like(old: Any, text: str) -> Any:
    text = text.replace("，", ",").replace("、", ",")
    if isinstance(old, bool):
        return text in {"1", "on", "true"}
    if isinstance(old, int | float):
        number = float(text.replace(",", ""))
        if not -1e15 < number < 1e15:
            raise ValueError(text)
        return int(number) if number.is_integer() else number
    if isinstance(old, list):
        words = [word.strip() for word in text.split(",") if word.strip()]
        return _parts([_like(old[0], word) for word in words]) if old else words
    if isinstance(old, str):
        return text[:120]
    raise ValueError(text)


def _parts(values: list[Any]) -> list[Any]:
    """Numbers that part something: a few whole ones, each greater than the one before."""
    whole = all(isinstance(one, int) and one > 0 for one in values)
    if not (whole and 1 <= len(values) <= MOST_PARTS and sorted({*values}) == values):
        raise ValueError
    return values


def _check_new(reading: Reading, row: Code) -> None:
    rows = Code.objects.visible_to(SYSTEM).filter(list=row.list)
    open_rows = rows.filter(Q(until__isnull=True) | Q(until__gt=row.from_day))
    same = next((one for one in open_rows if fold(one.name) == fold(row.name)), None)
    if same or rows.filter(name=row.name, from_day=row.from_day).exists():
        reading.add("code.twice", "name", name=row.name)
    elif row.name and (other := meaning(row.list, fold(row.name))):
        reading.add("code.spelling_taken", "name", text=row.name, name=other.name)
    if open_rows.filter(code=row.code).exists():
        reading.add("code.number_taken", "code", value=row.code)


def _next_position(list_name: str) -> int:
    last = Code.objects.visible_to(SYSTEM).filter(list=list_name).order_by("-position").first()
    return int(last.position) + 1 if last else 0
