"""Passwords: argon2 with modest memory (a 1 GB machine serves), at least three kinds of characters."""

from __future__ import annotations

import re
import secrets
from typing import Any

from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.auth.password_validation import MinimumLengthValidator, validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lianxin.kernel.problem import Refused, problem

LETTERS = "abcdefghjkmnpqrstuvwxyz"
DIGITS = "23456789"


class ModestArgon2(Argon2PasswordHasher):
    """19 MiB, two passes, one lane: the floor of OWASP's password storage cheat sheet."""

    time_cost = 2
    memory_cost = 19456
    parallelism = 1


class LongEnough(MinimumLengthValidator):
    """Django counts in English plurals that its own Chinese words no longer know."""

    def get_error_message(self) -> str:
        return _("密码至少要 %(n)s 位。") % {"n": self.min_length}

    def get_help_text(self) -> str:
        return self.get_error_message()


class ThreeKinds:
    """GB/T 22239-2019 asks for complexity; common audit practice: three of four kinds."""

    kinds = (
        re.compile("[a-z]"),
        re.compile("[A-Z]"),
        re.compile("[0-9]"),
        re.compile("[^a-zA-Z0-9]"),
    )

    def validate(self, password: str, user: Any = None) -> None:
        if sum(bool(kind.search(password)) for kind in self.kinds) < 3:
            raise ValidationError(self.get_help_text(), code="too_few_kinds")

    def get_help_text(self) -> str:
        return _("密码要有小写、大写、数字、符号里的三种。")


def check_password_strength(password: str, account: Any = None, field: str = "password") -> None:
    """Refuses a weak password with every reason at once."""
    try:
        validate_password(password, account)
    except ValidationError as error:
        reasons = [problem("password.weak", field, reason=text) for text in error.messages]
        raise Refused(reasons) from None


def first_password() -> str:
    """A password to be told once and changed at the first sign-in; no letters that look alike."""
    part = "".join(secrets.choice(LETTERS) for _place in range(5))
    return f"{part.capitalize()}-{''.join(secrets.choice(DIGITS) for _place in range(5))}"


def fresh_password() -> str:
    """A first password that can be read out on the telephone: no 0/O, 1/l; three kinds and a dash."""
    small, large, digits = "abcdefghjkmnpqrstuvwxyz", "ABCDEFGHJKMNPQRSTUVWXYZ", "23456789"
    pools = (large, small, small, digits, small, large, digits, digits, small, small)
    letters = "".join(secrets.choice(pool) for pool in pools)
    return f"{letters[:3]}-{letters[3:6]}-{letters[6:]}"
