"""``./lianxin test``: the everyday suite on both engines, then lint, types and layers.

With arguments it is pytest: ``./lianxin test tests/kernel -k audit``.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from django.core.management.base import BaseCommand

ROOT = Path(__file__).parents[4]
EVERYDAY = "not slow"
QUERIES = "not slow and not browser and not once"


class Command(BaseCommand):
    help = "Run the test suite; arguments are handed to pytest as they are."
    requires_system_checks: list[str] = []

    def run_from_argv(self, argv: list[str]) -> None:
        sys.exit(main(argv[2:]))


def main(arguments: Sequence[str]) -> int:
    return pytest(arguments) if arguments else everything()


def everything() -> int:
    """Runs every step even after one has failed, and says at the end which ones did."""
    spread = ["-n", "2", "--dist", "loadfile"]
    steps: tuple[tuple[str, Callable[[], int]], ...] = (
        ("SQLite", lambda: pytest([*spread, "-m", EVERYDAY])),
        ("PostgreSQL", lambda: pytest([*spread, "-m", QUERIES], engine="postgresql")),
        ("ruff", lambda: run("ruff", "check", ".")),
        ("ruff format", lambda: run("ruff", "format", "--check", "-q", ".")),
        ("mypy", lambda: run("mypy", "-p", "lianxin")),
        ("import-linter", lambda: run("lint-imports", "--no-cache")),
    )
    failed = []
    for name, step in steps:
        began = time.monotonic()
        print(f"=== {name}", flush=True)
        if step():
            failed.append(name)
        print(f"=== {name}: {time.monotonic() - began:.0f} s", flush=True)
    print(
        f"连心 · {'没有通过 / failed: ' + ', '.join(failed) if failed else '全部通过 / all passed'}"
    )
    return 1 if failed else 0


def pytest(arguments: Sequence[str], engine: str = "") -> int:
    chosen = engine or os.environ.get("LIANXIN_TEST_ENGINE", "")
    return run("pytest", *arguments, LIANXIN_TEST_ENGINE=chosen)


def run(tool: str, *arguments: str, **settings: str) -> int:
    """A tool of the environment, in the repository, without this instance's own settings."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("LIANXIN_")}
    folder = Path(sys.executable).parent
    start = [sys.executable, "-m", "pytest"] if tool == "pytest" else [str(folder / tool)]
    command = [*start, *arguments]
    return subprocess.call(command, cwd=ROOT, env={**kept, **settings})  # noqa: S603
