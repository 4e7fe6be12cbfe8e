"""The locks agree with pyproject.toml and with each other, and work with any package index."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RUNTIME = PROJECT["project"]["dependencies"]
GROUPS = PROJECT["dependency-groups"]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
REMEDY = "run scripts/lock"


def locked(name: str) -> dict[str, set[Requirement]]:
    """The requirements of a lock by package; there can be several versions, each for other Pythons."""
    found: dict[str, set[Requirement]] = {}
    for line in (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line[:1].isalnum():
            requirement = Requirement(line.removesuffix("\\").strip())
            found.setdefault(canonicalize_name(requirement.name), set()).add(requirement)
    return found


def version(requirement: Requirement) -> str:
    (pin,) = requirement.specifier
    assert pin.operator == "=="
    return pin.version


@pytest.mark.parametrize(
    ("lock", "wanted"),
    [
        ("app", RUNTIME),
        ("dev", RUNTIME + GROUPS["dev"]),
        ("build", GROUPS["build"]),
        ("uv", GROUPS["installer"]),
    ],
)
def test_every_dependency_is_locked_at_a_version_that_suits(lock: str, wanted: list[str]) -> None:
    pins = locked(lock)
    for text in wanted:
        requirement = Requirement(text)
        name = canonicalize_name(requirement.name)
        if name == "llama-cpp-python":
            assert name not in pins, "it may come prebuilt, so it has a lock of its own"
            continue
        versions = [version(pin) for pin in pins.get(name, ())]
        assert any(requirement.specifier.contains(each) for each in versions), f"{text} is not in {lock}.txt: {REMEDY}"


def test_llama_cpp_python_is_locked_at_the_version_that_is_asked_for() -> None:
    (pin,) = locked("llama")["llama-cpp-python"]
    assert str(pin) in RUNTIME, REMEDY


def test_tests_run_with_the_versions_that_users_get() -> None:
    tested = locked("dev")
    for name, pins in locked("app").items():
        assert {version(pin) for pin in pins} == {version(pin) for pin in tested[name]}, REMEDY


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_package_has_hashes_and_no_place_to_come_from(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    continued = re.split(r"(?<!\\)\n", text)
    entries = [line for line in continued if line and not line.startswith("#")]
    assert entries
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in text
    assert re.search(r"^-", text, flags=re.MULTILINE) is None


def test_excluded_packages_are_in_no_lock() -> None:
    for name in PROJECT["tool"]["uv"]["exclude-dependencies"]:
        assert name not in locked("app") | locked("dev"), REMEDY


def test_packages_of_which_only_a_file_is_read_bring_nothing_along() -> None:
    # At another version than the one named, uv would ask the package itself and lock all that it wants.
    for metadata in PROJECT["tool"]["uv"]["dependency-metadata"]:
        assert f"{metadata['name']}=={metadata['version']}" in RUNTIME
        assert metadata["requires-dist"] == []
