"""What the documents name exists, and what exists is named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import find_commands, get_commands, load_command_class

import lianxin.management
from lianxin.people import roles
from lianxin.people.models import Role
from lianxin.register.tables import rows
from lianxin.site import docs

pytestmark = pytest.mark.once
ROOT = Path(__file__).parents[2]
READMES = ("README.md", "README.zh-CN.md")
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")], key=lambda path: str(path))
COMMAND = re.compile(r"\./lianxin ([a-z]+)([^`\n|#]*)")
SETTING = re.compile(r"LIANXIN_[A-Z_]+[A-Z]")
FOR_TESTS = {"LIANXIN_TEST_ENGINE", "LIANXIN_TEST_READY"}


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def our_commands() -> set[str]:
    return set(find_commands(lianxin.management.__path__[0]))


def test_no_file_was_left_in_the_middle_of_a_merge():
    for path in (
        path for name in ("src", "tests", "bench", "docs") for path in (ROOT / name).rglob("*")
    ):
        if path.is_file() and path.suffix not in {".pyc", ".png", ".xls", ".xlsx", ".docx", ".pdf"}:
            marks = re.search(rb"^(<{7} |>{7} )", path.read_bytes(), re.MULTILINE)
            assert not marks, path.relative_to(ROOT)


@pytest.mark.parametrize("name", sorted(docs.DOCUMENTS))
def test_a_generated_list_says_what_the_code_says(name):
    written = (docs.HOME / name).read_text(encoding="utf-8")
    assert written == docs.DOCUMENTS[name](), "run: python -m lianxin.site.docs"


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_and_option_in_a_document_exists(path):
    for name, rest in COMMAND.findall(path.read_text(encoding="utf-8")):
        if name == "help":
            continue
        assert name in our_commands(), f"{path.name}: {name}"
        if name == "test":
            continue
        parser = load_command_class(get_commands()[name], name).create_parser("lianxin", name)
        known = {option for action in parser._actions for option in action.option_strings}
        for option in re.findall(r"--[a-z-]+", rest):
            assert option in known | {"--data"}, f"{path.name}: {name} {option}"


@pytest.mark.parametrize("readme", READMES)
def test_every_command_stands_in_the_readme(readme):
    named = {name for name, _ in COMMAND.findall(read(readme))}
    assert our_commands() - named == set()


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_path_in_a_document_exists(path):
    text = path.read_text(encoding="utf-8")
    for link in re.findall(r"\]\(([^)#]+)\)", text):
        if not link.startswith(("http:", "https:", "mailto:")):
            assert (path.parent / link).exists(), f"{path.name}: {link}"
    for named in re.findall(r"`((?:src|tests|docs|bench|\.ci)/[\w./-]*)`", text):
        assert (ROOT / named).exists(), f"{path.name}: {named}"


def test_both_readmes_have_the_same_commands_links_and_parts():
    chinese, english = (read(name) for name in reversed(READMES))
    assert COMMAND.findall(chinese) == COMMAND.findall(english)
    assert set(re.findall(r"\]\(([^)]+)\)", chinese)) ^ set(
        re.findall(r"\]\(([^)]+)\)", english)
    ) == {"README.md", "README.zh-CN.md"}
    assert len(re.findall("^## ", chinese, re.M)) == len(re.findall("^## ", english, re.M))


def test_the_readme_tests_with_the_command_that_ci_runs():
    assert read(".ci/run").rstrip().endswith("exec ./lianxin test")
    for readme in READMES:
        assert "```sh\n./lianxin test\n```" in read(readme)


def test_every_setting_is_documented_and_every_documented_setting_is_read():
    described = set(SETTING.findall(read("docs/operate.md")))
    reading = re.compile(
        r'(?:environ(?:\.get\(|\[)|flag\(|words\(|hour\(|tiles\(|one_of\()"(LIANXIN_[A-Z_]+)"'
    )
    code = "\n".join(
        path.read_text(encoding="utf-8")
        for path in (ROOT / "src" / "lianxin").rglob("*.py")
        if path.name != "test.py"
    )
    assert described == set(reading.findall(code)) - FOR_TESTS


def test_every_term_of_the_glossary_stands_in_the_code():
    models = {model.__name__: model for model in apps.get_app_config("lianxin").get_models()}
    actions = {action for role in roles.POLICY.values() for action in role.does}
    lists = {row["list"] for row in rows("codes.csv")}
    known = {f"role:{role.value}" for role in Role}
    known |= {f"action:{action}" for action in actions} | {f"list:{name}" for name in lists}
    known |= set(models)
    for model in models.values():
        known |= {f"{model.__name__}.{field.name}" for field in model._meta.get_fields()}
    assert set(terms()) - known == set()


def test_every_model_and_role_has_its_term():
    models = {model.__name__ for model in apps.get_app_config("lianxin").get_models()}
    said = {term.partition(".")[0] for term in terms()}
    assert models - {"AuditHead"} - said == set()
    assert {f"role:{role.value}" for role in Role} - said == set()


def test_no_two_terms_share_a_word():
    table = re.findall(r"^\| ([^|]+) \| ([^|]+) \| `", read("docs/glossary.md"), re.M)
    for column in (0, 1):
        words = [word for row in table for word in re.split("[、,] ?", row[column].strip())]
        assert len(words) == len(set(words))


def terms() -> list[str]:
    return re.findall(r"\| `([^`]+)` \|$", read("docs/glossary.md"), re.M)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_no_document_names_a_machine(path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"(?<![\w.])/(work|root|tmp|home)/", text)
