"""Holds the project around the source to its shape: the top level, the lock, and what must never be written down."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOP = {
    *("pyproject.toml", "requirements.lock", "README.md", "LICENSE", "CHANGELOG.md", "Makefile", ".gitignore"),
    *("app", "resources", "tests", "packaging", "docs", ".ci", ".github"),
}
UNWANTED_IN_LOCK = {"httpx", "aiohttp", "niquests", "pyside6", "pyside6-addons"}


@cache
def tracked() -> tuple[Path, ...]:
    """Return what git knows of; skips where this is no clone (a source archive)."""
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip("not a clone, so git cannot say which files belong to the project")
    return tuple(Path(name) for name in done.stdout.split("\0") if name)


def texts() -> dict[str, str]:
    found = {}
    for path in tracked():
        if not (ROOT / path).is_file():
            continue
        data = (ROOT / path).read_bytes()
        if b"\0" not in data:
            found[path.as_posix()] = data.decode("utf-8", "replace")
    return found


def locked() -> dict[str, str]:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9][a-z0-9._-]*)==([^\s;\\]+)", text, re.MULTILINE))


def test_the_top_level_holds_only_what_was_agreed() -> None:
    assert {path.parts[0] for path in tracked()} <= TOP


def test_source_root_and_packaging_are_no_packages() -> None:
    assert not (ROOT / "app" / "__init__.py").exists()
    assert not (ROOT / "packaging" / "__init__.py").exists()


def test_nothing_names_the_host_of_a_package_registry() -> None:
    hosts = [f"{name}.{end}" for name, end in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"))]
    named = [f"{name}: {host}" for name, text in texts().items() for host in hosts if host in text]
    assert named == []


def test_the_lock_has_a_hash_for_everything_and_an_address_for_nothing() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index" not in text
    blocks = re.split(r"\n(?=[a-z0-9])", text.strip())
    assert [block for block in blocks if "--hash=sha256:" not in block] == []


def test_the_lock_holds_what_the_project_names_and_nothing_that_it_refused() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    wanted = [*project["project"]["dependencies"], *groups["dev"], *groups["build"]]
    names = {re.split(r"[^A-Za-z0-9_-]", requirement)[0].lower() for requirement in wanted}
    assert names - set(locked()) == set()
    assert UNWANTED_IN_LOCK & set(locked()) == set()


def test_every_decision_stands_in_the_index_of_the_notes() -> None:
    notes = ROOT / "docs" / "notes"
    linked = re.findall(r"\]\(([a-z0-9-]+\.md)\)", (notes / "README.md").read_text(encoding="utf-8"))
    assert sorted(linked) == sorted(note.name for note in notes.glob("*.md") if note.name != "README.md")


def test_links_between_the_documents_lead_somewhere() -> None:
    lost = []
    for name, text in texts().items():
        if name.endswith(".md"):
            for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text):
                if "://" not in target and not (ROOT / name).parent.joinpath(target).exists():
                    lost.append(f"{name}: {target}")
    assert lost == []


def test_a_void_call_into_qt_leaves_none_alone() -> None:
    """One release of the binding loses a reference to None with each such call, until the process dies."""
    pytest.importorskip("PySide6.QtCore", exc_type=ImportError)
    code = (
        "import sys\n"
        "from PySide6.QtCore import QObject\n"
        "thing, before = QObject(), sys.getrefcount(None)\n"
        "for _ in range(2000): thing.setObjectName('name')\n"
        "lost = before - sys.getrefcount(None)\n"
        "sys.exit(f'{lost} references lost' if lost > 1000 else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
