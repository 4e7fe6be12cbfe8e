"""What goes into the packaged program: the rules, on small tables."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import compare_builds
import contents
import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("name", "stays"),
    [
        ("PySide6/Qt/plugins/platforms/libqxcb.so", True),
        ("PySide6/Qt/plugins/platforms/libqwayland.so", True),
        ("PySide6/Qt/plugins/platforms/libqminimal.so", False),
        ("PySide6\\Qt\\plugins\\imageformats\\libqtiff.dll", False),
        ("PySide6/Qt/translations/qtbase_zh_CN.qm", True),
        ("PySide6/Qt/translations/qtbase_de.qm", False),
        ("libstdc++.so.6", False),
        ("libX11.so.6", False),
        ("libxcb-cursor.so.0", True),
        ("libz.so.1", False),
        ("libzstd.so.1", True),
        ("llama_cpp/lib/libllama.so", True),
        ("llama_cpp/lib/libmtmd.so", False),
        ("libggml.so.0", False),
        ("numpy/_core/include/numpy/arrayobject.h", False),
    ],
)
def test_what_stays_in_the_folder(name: str, stays: bool) -> None:
    assert bool(contents.kept([(name, "/somewhere", "BINARY")])) == stays


def test_libraries_that_served_only_what_was_left_out_go_with_it() -> None:
    entries = [
        ("app/needing.so", "/needing", "EXTENSION"),
        ("_at_top.cpython-311.so", "/at_top", "EXTENSION"),
        ("liba.so.1", "/a", "BINARY"),
        ("libb.so.1", "/b", "BINARY"),
        ("libgone.so.1", "/gone", "BINARY"),
        ("libportaudio.so.2", "/portaudio", "BINARY"),
        ("data.txt", "/data", "DATA"),
    ]
    needed_by = {
        "/needing": frozenset({"liba.so.1", "libc.so.6"}),
        "/a": frozenset({"libb.so.1"}),
        "/b": frozenset({"liba.so.1"}),
        "/gone": frozenset({"libb.so.1"}),
    }
    names = [name for name, _, _ in contents.without_orphans(entries, needed_by)]
    assert names == [entry[0] for entry in entries if entry[0] != "libgone.so.1"]


def test_links_to_nothing_go() -> None:
    links = [("liba.so", "deep/liba.so.1", "SYMLINK"), ("deep/b.so", "../b.so.1", "SYMLINK"), ("c", "gone", "SYMLINK")]
    assert contents.without_broken_links(links, {"deep/liba.so.1", "b.so.1"}) == links[:2]


def test_of_three_copies_of_a_library_one_stays_under_the_names_that_are_looked_for() -> None:
    names = ["libx.so", "libx.so.0", "libx.so.0.5.0", "libplugin.so", "x.dll"]
    assert contents.links_for_copies([Path("/wheel") / name for name in names], "lib") == [
        ("lib/libplugin.so", "/wheel/libplugin.so", "BINARY"),
        ("lib/libx.so", "libx.so.0", "SYMLINK"),
        ("lib/libx.so.0", "/wheel/libx.so.0", "BINARY"),
        ("lib/x.dll", "/wheel/x.dll", "BINARY"),
    ]


def test_what_only_development_needs_is_known_from_the_locks() -> None:
    modules = contents.only_for_development(ROOT / "requirements" / "app.txt")
    assert {"mypy", "matplotlib", "aiohttp", "hypothesis"} <= set(modules)
    assert not {"numpy", "echoflow", "llama_cpp", "PySide6", "typing_extensions", "_cffi_backend"} & set(modules)


def test_debugging_symbols_are_taken_out_of_a_copy(tmp_path: Path) -> None:
    source = tmp_path / "made.c"
    numbers = ",".join(map(str, range(400_000)))
    source.write_text(
        f"#include <stdlib.h>\nstatic const int table[] = {{{numbers}}}; int at(int i) {{ return rand() + table[i]; }}"
    )
    library = tmp_path / "libmade.so"
    subprocess.run(["cc", "-g3", "-shared", "-fPIC", "-o", library, source], check=True)
    before = library.stat().st_size

    [(name, stripped, kind)] = contents.stripped([("libmade.so", str(library), "BINARY")], tmp_path / "stripped")

    assert (name, kind) == ("libmade.so", "BINARY")
    assert library.stat().st_size == before
    assert contents.STRIP_FROM_BYTES < Path(stripped).stat().st_size < before
    assert contents.can_be_mapped(Path(stripped))
    assert contents.needs(stripped) == {"libc.so.6"}


def test_what_is_no_library_has_nothing_to_strip(tmp_path: Path) -> None:
    broken = tmp_path / "broken.so"
    broken.write_bytes(bytes(contents.STRIP_FROM_BYTES))
    entries = [("broken.so", str(broken), "BINARY"), ("a", "b", "SYMLINK"), ("c", str(broken), "DATA")]
    assert contents.stripped(entries, tmp_path / "stripped") == entries


def test_two_builds_are_compared_by_names_contents_and_links(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    (one / "deep").mkdir(parents=True)
    (one / "deep" / "same.txt").write_text("same")
    (one / "program").write_text("run me")
    (one / "link").symlink_to("program")
    shutil.copytree(one, other, symlinks=True)
    assert compare_builds.differences(compare_builds.contents(one), compare_builds.contents(other)) == []

    (other / "program").chmod(0o755)
    (other / "link").unlink()
    (other / "deep" / "new.txt").write_text("new")
    assert compare_builds.differences(compare_builds.contents(one), compare_builds.contents(other)) == [
        "only in the first: link",
        "only in the second: deep/new.txt",
        "not the same: program",
    ]
    assert compare_builds.main([str(one), str(other)]) == 1
