"""The one Django app."""

from django.apps import AppConfig


class LianxinConfig(AppConfig):
    name = "lianxin"
    label = "lianxin"
    verbose_name = "连心"

    def ready(self) -> None:
        from lianxin.site import problems  # noqa: F401 (declares every room's problems)
