"""Calls that are owed are sent: signed, one after another, tried again with longer waits for a day."""

from __future__ import annotations

import hmac
import json
import time
import urllib.error
import urllib.request
from datetime import timedelta
from email.message import Message
from hashlib import sha256
from http.client import HTTPException
from typing import Any

from django.utils import timezone

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.problem import Refused
from lianxin.kernel.sealed import unseal

from .actions import SECRET
from .addresses import checked
from .models import Event, HookCall, Style

WITHIN = 5
"""Seconds that an answer is waited for."""
WAITS = [timedelta(minutes=n) for n in (1, 5, 15, 60, 180, 480, 720)]
"""After each failed try; then it is given up, a day after the event."""
LEASE = timedelta(minutes=2)
AT_ONCE, KEPT = 50, timedelta(days=90)


class _Straight(urllib.request.HTTPRedirectHandler):
    """Whoever sends us elsewhere is not followed: the address was allowed, another one was not."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: Any,
        code: int,
        msg: str,
        headers: Message,
        newurl: str,
    ) -> None:
        return None


_opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _Straight)


def send_due() -> int:
    """How many calls were tried; each is taken by one sender only, however many there are."""
    now, tried = timezone.now(), 0
    rows = HookCall.objects.visible_to(SYSTEM)
    owed = rows.filter(next_at__lte=now, hook__paused_at=None, hook__ended_at=None)
    for row in owed.select_related("hook").order_by("next_at", "id")[:AT_ONCE]:
        if rows.filter(pk=row.pk, next_at=row.next_at).update(next_at=now + LEASE):
            _settle(row, *_sent(row))
            tried += 1
    rows.filter(next_at=None, at__lt=now - KEPT).delete()
    return tried


def body_of(row: HookCall) -> bytes:
    told: dict[str, Any] = {"id": str(row.pk), "event": row.event, "at": row.at.isoformat()}
    told |= row.about
    if row.hook.style == Style.ROBOT:
        told = {"msgtype": "text", "text": {"content": _words(row)}}
    elif row.hook.style == Style.FEISHU:
        told = {"msg_type": "text", "content": {"text": _words(row)}}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def _words(row: HookCall) -> str:
    """What a group reads; robots ask for a word that the group has agreed on, so it begins with ours."""
    said = row.about.get("text") or str(Event(row.event).label)
    return f"连心\n{said}"


def signature(secret: str, at: str, body: bytes) -> str:
    """HMAC-SHA-256 over the time, a full stop and the body, in hexadecimal."""
    return hmac.new(secret.encode(), f"{at}.".encode() + body, sha256).hexdigest()


def _sent(row: HookCall) -> tuple[int | None, str]:
    """The answer's status, or why there was none."""
    body, at = body_of(row), str(int(time.time()))
    secret = unseal(bytes(row.hook.secret), SECRET)
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "Lianxin",
        "X-Lianxin-Delivery": str(row.pk),
        "X-Lianxin-Event": row.event,
        "X-Lianxin-Timestamp": at,
        "X-Lianxin-Signature": f"sha256={signature(secret, at, body)}",
    }
    try:
        address = checked(row.hook.address)
        request = urllib.request.Request(address, body, headers)  # noqa: S310 (http or https, checked)
        with _opener.open(request, timeout=WITHIN) as answer:
            if row.hook.style != Style.OWN and _refused(answer.read(2000)):
                return int(answer.status), "refused"
            return int(answer.status), ""
    except urllib.error.HTTPError as error:
        error.close()
        return error.code, ""
    except Refused as refused:
        return None, "unknown" if refused.problems[0].code == "hook.unknown_host" else "forbidden"
    except TimeoutError:
        return None, "timeout"
    except (OSError, HTTPException, ValueError) as error:
        late = isinstance(getattr(error, "reason", None), TimeoutError)
        return None, "timeout" if late else "unreachable"


def _refused(answer: bytes) -> bool:
    """Robots answer 200 to everything; whether they took it stands in the answer: 0 is yes."""
    try:
        told = json.loads(answer)
    except ValueError:
        return False
    if not isinstance(told, dict):
        return False
    return any(told.get(name) for name in ("errcode", "code", "StatusCode"))


def _settle(row: HookCall, status: int | None, trouble: str) -> None:
    now = timezone.now()
    done = status is not None and 200 <= status < 300 and not trouble
    wait = WAITS[row.tries] if not done and row.tries < len(WAITS) else None
    HookCall.objects.visible_to(SYSTEM).filter(pk=row.pk).update(
        tries=row.tries + 1,
        tried_at=now,
        done_at=now if done else None,
        next_at=now + wait if wait else None,
        status=status,
        trouble=trouble,
    )
