"""Writes the documents that are lists of what the code declares: ``python -m lianxin.site.docs``.

A test holds ``docs/problems.md`` and ``docs/figures.md`` against this module.
"""

from __future__ import annotations

import os
from collections import defaultdict
from pathlib import Path

HOME = Path(__file__).parents[3] / "docs"


def problems() -> str:
    from lianxin.kernel.problem import declared

    by_room: dict[str, list[str]] = defaultdict(list)
    for code, sentence in sorted(declared().items()):
        words = " | ".join(_cell(text) for text in (sentence.zh, sentence.en))
        by_room[code.partition(".")[0]].append(f"| `{code}` | {sentence.status} | {words} |")
    parts = [
        "# Problems",
        "",
        "Every refusal has a code and one plain sentence that says how to mend it. A form field, a JSON",
        "reply, a cell note and the command line show the same sentence. `{…}` is filled in.",
        "",
        "Written by `python -m lianxin.site.docs`; a test holds it against the code.",
    ]
    for room, lines in sorted(by_room.items()):
        parts += [
            "",
            f"## {room}",
            "",
            "| Code | HTTP | 中文 | English |",
            "|---|---|---|---|",
            *lines,
        ]
    return "\n".join(parts) + "\n"


def figures() -> str:
    from lianxin.results.figures import FIGURES

    lines = [
        "# Figures",
        "",
        "One definition each: page, ledger, command and API ask the same object, and every number can",
        "open its rows.",
        "",
        "Written by `python -m lianxin.site.docs`; a test holds it against the code.",
        "",
        "| Name | Unit | Fold | 中文 | English |",
        "|---|---|---|---|---|",
    ]
    for one in FIGURES.values():
        fold = f"{one.fold} of `{one.column}`" if one.column else one.fold
        lines.append(
            f"| `{one.name}` | {one.unit} | {fold} of {one.model.__name__} | {_cell(one.zh)} "
            f"| {_cell(one.en)} |"
        )
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return str(text).replace("|", "\\|").replace("\n", " ")


DOCUMENTS = {"problems.md": problems, "figures.md": figures}


def main() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lianxin.site.settings")
    django.setup()
    HOME.mkdir(exist_ok=True)
    for name, text in DOCUMENTS.items():
        (HOME / name).write_text(text(), encoding="utf-8")


if __name__ == "__main__":
    main()
