"""Documents: written, written anew as the next version, issued under a number, abolished."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.ids import new_id
from lianxin.kernel.period import check_order, today
from lianxin.kernel.problem import refuse
from lianxin.kernel.span import serial
from lianxin.people.models import Unit
from lianxin.people.wording import Reading

from ..reading import long_text, reason_of
from . import search
from .models import Document, DocumentVersion
from .numbers import Number, parsed

LONGEST = 60_000


def document_write(
    *,
    actor: Actor,
    unit: Unit,
    kind: str,
    title: str,
    text: str,
) -> Document:
    """A draft with its first version."""
    with act(actor, "document.write", on=unit) as audit:
        row = Document(id=new_id(), unit=unit, author_id=actor.id)
        said = _fill(row, kind, title, text)
        row.serial = _free_serial(row)
        row.save(force_insert=True)
        _write(actor, row, said)
        audit.note(row, kind=row.kind, name=row.title)
        return row


def document_revise(
    *,
    actor: Actor,
    document: Document,
    rev: int,
    text: str,
    kind: str = "",
    title: str = "",
    changed: str = "",
    from_day: date | None = None,
) -> DocumentVersion:
    """The next version: of a draft as it now reads, of an issued one from a day on, with what changed."""
    with act(actor, "document.revise", on=document) as audit:
        row = _held(document, rev)
        found = Reading()
        what = found.words("changed", changed, _("改了什么"), 200, sentence=True)
        if row.issued is not None:
            kind, title = row.kind, row.title
            if not what:
                found.add("input.required", "changed", label=str(_("改了什么")))
            _check_following(found, row, from_day)
        found.check()
        said = _fill(row, kind or row.kind, title or row.title, text)
        row.rev += 1
        row.save()
        made = _write(actor, row, said, what, from_day if row.issued else None)
        audit.note(row, version=made.version, name=row.title)
        return made


def document_issue(
    *,
    actor: Actor,
    document: Document,
    rev: int,
    issued: date | None,
    number: str = "",
    signer: str = "",
    from_day: date | None = None,
    until: date | None = None,
    replaces: Document | None = None,
) -> Document:
    """Signed and in force from a day, mostly the day of issue; the one it replaces ends there."""
    with act(actor, "document.issue", on=document) as audit:
        row = _held(document, rev)
        if row.issued is not None:
            raise refuse("document.issued_already", number=row.numbered or row.title)
        found = Reading()
        row.signer = found.words("signer", signer, _("签发人"), 40)
        row.issued = found.day("issued", issued, _("印发日期"))
        row.from_day, row.until = from_day or row.issued, until
        with found.catching():
            check_order(row.from_day, until)
        with found.catching():
            _number(found, row, parsed(number))
        found.check()
        if replaces is not None:
            _replace(actor, row, replaces)
        row.rev += 1
        row.save()
        versions = DocumentVersion.objects.visible_to(SYSTEM).filter(document=row)
        last = versions.order_by("-version")[:1].values_list("pk", flat=True)
        versions.filter(pk__in=list(last)).update(from_day=row.from_day)
        _index(row)
        audit.note(row, number=row.numbered, from_day=row.from_day, until=until)
        return row


def document_end(*, actor: Actor, document: Document, until: date | None, reason: str) -> Document:
    """Abolished: from the day on it is in force no longer."""
    with act(actor, "document.end", on=document) as audit:
        row, why = _locked(document), reason_of(reason)
        if row.from_day is None:
            raise refuse("document.draft")
        if row.until is not None and row.until <= today():
            raise refuse("document.ended", until=row.until)
        if until is None:
            raise refuse("input.required", "until", label=str(_("从哪天起废止")))
        check_order(row.from_day, until)
        row.until, row.ended_for = until, why
        row.rev += 1
        row.save(update_fields=["until", "ended_for", "rev"])
        audit.note(row, until=until, reason=why)
        return row


def next_number(unit: Unit, word: str, year: int) -> Number:
    """The next free number of the word in the year. Unscoped: numbers of one's own unit."""
    rows = Document.objects.visible_to(SYSTEM).filter(unit=unit, word=word, year=year)
    last = rows.order_by("-number").values_list("number", flat=True).first()
    return Number(word, year, (last or 0) + 1)


def last_word(unit: Unit) -> str:
    """The word that the unit used last. Unscoped, as above."""
    rows = Document.objects.visible_to(SYSTEM).filter(unit=unit).exclude(word="")
    return rows.order_by("-issued", "-id").values_list("word", flat=True).first() or ""


def _fill(row: Document, kind: str, title: str, text: str) -> str:
    found = Reading()
    if kind not in Document.Kind.values:
        found.add("input.unknown_choice", "kind", value=str(kind)[:20])
    row.kind = kind
    row.title = found.words("title", title, _("文件标题"), 120, needed=True, sentence=True)
    said = long_text(found, "text", text, _("正文"), LONGEST, needed=True)
    found.check()
    row.folded = search.folded(row, said)
    return said


def _write(
    actor: Actor, row: Document, text: str, changed: str = "", from_day: date | None = None
) -> DocumentVersion:
    rows = DocumentVersion.objects.visible_to(SYSTEM).filter(document=row)
    made = DocumentVersion.objects.create(
        document=row,
        version=rows.count() + 1,
        text=text,
        changed=changed,
        from_day=from_day,
        author_id=actor.id,
        written_at=timezone.now(),
    )
    search.again(row)
    return made


def _index(row: Document) -> None:
    """The number is among the words by which it is found."""
    rows = DocumentVersion.objects.visible_to(SYSTEM).filter(document=row)
    last = rows.order_by("-version").first()
    row.folded = search.folded(row, last.text if last else "")
    row.save(update_fields=["folded"])
    search.again(row)


def _check_following(found: Reading, row: Document, from_day: date | None) -> None:
    """A later version begins later than the one before and while the document is in force."""
    day = found.day("from_day", from_day, _("从哪天起照新的"))
    rows = DocumentVersion.objects.visible_to(SYSTEM).filter(document=row, from_day__isnull=False)
    last = rows.order_by("-version").values_list("from_day", flat=True).first()
    if from_day is not None and last is not None and day < last:
        found.add("document.version_before", "from_day", from_day=last)
    if from_day is not None and row.until is not None and day >= row.until:
        found.add("document.ended", "from_day", until=row.until)


def _number(found: Reading, row: Document, number: Number | None) -> None:
    if number is None:
        return
    row.word, row.year, row.number = number
    if row.issued is not None and row.issued.year not in {number.year, 1}:
        found.add("document.number_year", "number", year=number.year, issued=row.issued.year)
    told: dict[str, Any] = {"word": number.word, "year": number.year}
    # two who issue at one moment take their numbers one after the other
    Unit.objects.visible_to(SYSTEM).select_for_update().get(pk=row.unit_id)
    rows = Document.objects.visible_to(SYSTEM).filter(unit=row.unit_id, **told)
    if rows.filter(number=number.number).exclude(pk=row.pk).exists():
        free = next_number(row.unit, number.word, number.year)
        found.add("document.number_taken", "number", value=str(number), free=str(free))


def _replace(actor: Actor, row: Document, other: Document) -> None:
    seen = Document.objects.visible_to(actor).filter(unit=row.unit_id, issued__isnull=False)
    old = _locked(seen.get_visible(pk=other.pk))
    row.replaces = old
    if row.from_day is None or old.from_day is None or old.from_day > row.from_day:
        raise refuse("document.replaces_later", "replaces", number=old.numbered or old.title)
    if old.until is None or old.until > row.from_day:
        old.until, old.ended_for = row.from_day, row.numbered_or_title[:120]
        old.rev += 1
        old.save(update_fields=["until", "ended_for", "rev"])


def _free_serial(row: Document) -> int:
    """Two made in one moment stand one after the other."""
    number = serial(today(), row.pk)
    while Document.objects.visible_to(SYSTEM).filter(serial=number).exists():
        number += 1
    return number


def _locked(document: Document) -> Document:
    """Unscoped: the policy has just been asked about this very row."""
    rows = Document.objects.visible_to(SYSTEM).select_for_update(of=("self",))
    return rows.select_related("unit").get(pk=document.pk)


def _held(document: Document, rev: int) -> Document:
    """The row as the writer saw it, not abolished."""
    row = _locked(document)
    if row.rev != rev:
        raise refuse("action.changed_meanwhile")
    return row
