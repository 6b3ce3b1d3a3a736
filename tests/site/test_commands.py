"""The commands: what they print, how they refuse, and with which exit code."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

pytestmark = [pytest.mark.once, pytest.mark.long]
ROOT = Path(__file__).parents[2]
PASSWORD = "Sunny-Slope-7"
INIT = (
    "init",
    "--unit",
    "市自然资源执法支队",
    "--village",
    "洛门镇阳坡村",
    "--admin",
    "19900000001",
)


def environment(data: Path, **more: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("LIANXIN_")}
    return {**kept, "LIANXIN_DATA": str(data), "PYTHONPATH": str(ROOT / "src"), **more}


def run(data: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "lianxin", *arguments],
        env=environment(data, **more),
        cwd=data.parent,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module")
def begun(tmp_path_factory) -> Path:
    """An instance as ``init`` makes it; tests read it only."""
    data = tmp_path_factory.mktemp("begun") / "data"
    made = run(data, *INIT, LIANXIN_ADMIN_PASSWORD=PASSWORD)
    assert made.returncode == 0, made.stderr
    assert "洛门镇阳坡村" in made.stdout
    return data


def test_an_instance_in_use_is_never_begun_again(begun):
    again = run(begun, *INIT, LIANXIN_ADMIN_PASSWORD=PASSWORD)
    assert again.returncode == 1
    assert "没有动它" in again.stderr


def test_without_a_password_nothing_is_begun(tmp_path):
    refused = run(tmp_path / "data", *INIT)
    assert refused.returncode == 1
    assert "LIANXIN_ADMIN_PASSWORD" in refused.stderr


def test_wrong_usage_is_told_apart_from_a_refusal(tmp_path):
    assert run(tmp_path / "data", "init").returncode == 2
    assert run(tmp_path / "data", "check", LIANXIN_HTTPS="maybe").returncode == 2


def test_a_sound_instance_passes_and_says_so_as_one_json_value(begun):
    checked = run(begun, "check", "--json")
    assert checked.returncode == 0
    found = json.loads(checked.stdout)
    assert found["ok"] is True
    assert not any(found["checks"].values())


def test_a_mistyped_folder_is_named_and_nothing_is_made_in_it(tmp_path):
    checked = run(tmp_path / "data", "check", "--json")
    assert checked.returncode == 1
    [problem] = json.loads(checked.stdout)["problems"]
    assert problem["code"] == "instance.absent"
    assert not (tmp_path / "data").exists()


def test_the_demo_keeps_its_hands_off_a_real_instance(begun):
    refused = run(begun, "demo", "--no-serve")
    assert refused.returncode == 1
    assert "示例村" in refused.stderr


def test_a_taken_port_is_refused_with_the_way_out(begun):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        refused = run(begun, "serve", "--port", str(port))
    assert refused.returncode == 1
    assert f"--port {port + 1}" in refused.stderr


def test_sqlite_is_served_by_one_process(begun):
    refused = run(begun, "serve", "--port", str(free_port()), "--workers", "2")
    assert refused.returncode == 1
    assert "PostgreSQL" in refused.stderr


def test_serving_says_when_it_is_ready_and_ends_cleanly(begun):
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "lianxin", "serve", "--port", str(port)],
        env=environment(begun),
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line.strip() == f"连心 http://127.0.0.1:{port}"
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/account/login/") as page:
            assert page.status == 200
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0


def test_an_empty_instance_prints_the_setup_code(tmp_path):
    process = subprocess.Popen(
        [sys.executable, "-m", "lianxin", "serve", "--port", str(free_port())],
        env=environment(tmp_path / "data"),
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert (tmp_path / "data" / "setup.code").read_text().strip() in line
        assert process.stdout.readline().startswith("连心 http://")
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
