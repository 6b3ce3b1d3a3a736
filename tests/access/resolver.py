"""Every address the product answers, read from the URL resolver itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from django.urls import URLPattern, URLResolver, get_resolver


class Address(NamedTuple):
    name: str
    route: str
    parameters: tuple[str, ...]

    def filled(self, values: dict[str, str]) -> str:
        """The path with its parameters filled in, without asking ``reverse`` for converters."""
        path = self.route
        for parameter in self.parameters:
            start = path.index(f"{parameter}>")
            start = path.rindex("<", 0, start)
            path = path[:start] + values[parameter] + path[path.index(">", start) + 1 :]
        return "/" + path


def addresses() -> list[Address]:
    return list(_walk(get_resolver().url_patterns, "", ""))


def _walk(patterns: list[URLPattern | URLResolver], route: str, space: str) -> Iterator[Address]:
    for pattern in patterns:
        whole = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern.url_patterns, whole, inner)
        else:
            parameters = tuple(pattern.pattern.converters)
            yield Address(space + (pattern.name or whole), whole, parameters)
