"""Passwords: argon2 with modest memory (a 1 GB machine serves), at least three kinds of characters."""

import re
from typing import Any

from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


class ModestArgon2(Argon2PasswordHasher):
    """19 MiB, two passes, one lane: the floor of OWASP's password storage cheat sheet."""

    time_cost = 2
    memory_cost = 19456
    parallelism = 1


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
