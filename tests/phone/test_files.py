"""The phone's files as they lie there: unaltered copies, and nothing an older phone does not know."""

import re
from hashlib import sha256

import pytest

from .conftest import FILES

pytestmark = pytest.mark.once

TOO_NEW = r"structuredClone|\.at\(|hasOwn\(|randomUUID|\?\?=|\|\|=|&&=|replaceAll|AbortSignal\.|findLast|#\w+ ?[=(]"
"""What Chrome 84 or Safari 14.1 lacks."""


def own():
    return [file for file in FILES.rglob("*.js") if "vendor" not in file.parts]


def test_vendored_files_are_what_their_checksums_say():
    folder = FILES / "vendor"
    named = set()
    for line in (folder / "CHECKSUMS").read_text().splitlines():
        wanted, name = line.split()
        named.add(name)
        assert sha256((folder / name).read_bytes()).hexdigest() == wanted, name
    assert named == {f.name for f in folder.iterdir()} - {"CHECKSUMS", "LICENSES.md"} - {
        f.name for f in folder.glob("*.d.ts")
    }


def test_no_file_names_a_source_map():
    for file in FILES.rglob("*.js"):
        assert "sourceMappingURL" not in file.read_text(encoding="utf-8"), file.name


def test_no_module_uses_what_an_older_phone_does_not_know():
    for file in own():
        text = re.sub(r'"[^"\n]*"|`[^`]*`|/\*.*?\*/|//.*', "", file.read_text("utf-8"), flags=re.S)
        assert not re.findall(TOO_NEW, text), file.name
        assert not re.search(r"^await ", text, re.M), file.name


def test_every_code_that_the_core_names_has_its_sentences():
    text = (FILES / "problems-text.js").read_text("utf-8")
    told = set(re.findall(r'^  "(phone\.\w+)": \{\n    zh: "[^"]+",\n    en: "[^"]+"', text, re.M))
    named = {
        code
        for file in own()
        if file.name != "problems-text.js" and file.parent == FILES
        for code in re.findall(r'Trouble\("(phone\.\w+)"', file.read_text("utf-8"))
    } | {"phone.not_secure", "phone.too_old", "phone.no_storage", "phone.defect"}
    assert named == told


def test_outbox_and_sync_know_no_page():
    for name in (
        "outbox",
        "freezing",
        "verdicts",
        "sending",
        "pulling",
        "uploading",
        "alone",
        "way",
    ):
        text = (FILES / f"{name}.js").read_text("utf-8")
        assert not re.search(r"\b(document|window)\b\.", text), name
