"""What is handed out for Linux, made of a small program in the place of the real one."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import deb
import linux_files
import pytest
import single_file
from elf import Needs, needs

from echoflow import APP_ID, __version__

ROOT = Path(__file__).parents[2]

PROGRAM = """#!/bin/sh
if [ "${1:-}" = wait ]; then echo here; read -r line; fi
printf '%s|' "$@"
printf '%s\\n%s\\n' "${APPIMAGE:-}" "${APPDIR:-}"
"""


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as `scripts/package` makes it: a program, libraries of its own, a link."""
    folder = tmp_path_factory.mktemp("dist") / "echoflow"
    inside = folder / "_internal"
    inside.mkdir(parents=True)
    (folder / "echoflow").write_text(PROGRAM)
    (folder / "echoflow").chmod(0o700)
    shutil.copy("/bin/true", inside / "libown.so.1")
    (inside / "libown.so").symlink_to("libown.so.1")
    return folder


@pytest.fixture(scope="module")
def package(program: Path) -> Path:
    return deb.build(program, program.parent, compression="none")


@pytest.fixture(scope="module")
def packed(program: Path) -> Path:
    return single_file.build(program, program.parent, preset=0)


class Person:
    """Somebody who has downloaded the single file."""

    def __init__(self, packed: Path, home: Path, folder: str = "下载 folder") -> None:
        self.home = home
        self.file = home / folder / packed.name
        self.file.parent.mkdir(parents=True)
        shutil.copy(packed, self.file)
        self.store = home / ".cache" / "echoflow-program"

    @property
    def environment(self) -> Mapping[str, str]:
        return {"HOME": str(self.home), "PATH": os.environ["PATH"], "LANG": "C.UTF-8"}

    def run(self, *arguments: str, file: Path | None = None) -> subprocess.CompletedProcess[str]:
        command = [str(file or self.file), *arguments]
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)

    def start(self, *arguments: str, file: Path | None = None) -> subprocess.Popen[str]:
        command = [str(file or self.file), *arguments]
        pipe = subprocess.PIPE
        return subprocess.Popen(command, env=self.environment, stdin=pipe, stdout=pipe, stderr=pipe, text=True)

    @property
    def unpacked(self) -> list[Path]:
        return [each for each in self.store.iterdir() if each.is_dir()]

    @property
    def files(self) -> list[Path]:
        return [each for each in self.home.rglob("*") if each.is_file() and each != self.file]


@pytest.fixture
def person(packed: Path, tmp_path: Path) -> Person:
    return Person(packed, tmp_path)


def version_after(packed: Path, folder: Path) -> Path:
    """A file like `packed`, of another version."""
    made = folder / "newer.run"
    head, archive = packed.read_bytes()[: single_file.HEAD_BYTES], packed.read_bytes()[single_file.HEAD_BYTES :]
    made.write_bytes(re.sub(rb"(?m)^name=.*", lambda found: b"name=" + b"9" * (len(found[0]) - 5), head) + archive)
    made.chmod(0o755)
    return made


def test_desktops_find_no_fault_with_the_entry(tmp_path: Path) -> None:
    linux_files.write(tmp_path)
    file = tmp_path / "share" / "applications" / f"{APP_ID}.desktop"
    subprocess.run(["desktop-file-validate", str(file)], check=True)


@pytest.mark.parametrize("site", ["", "https://example.org/echoflow?a=1&b=2"])
def test_software_centres_find_no_fault_with_the_metadata(
    site: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ECHOFLOW_SITE", site)
    linux_files.write(tmp_path)
    file = tmp_path / "share" / "metainfo" / f"{APP_ID}.metainfo.xml"
    subprocess.run(["appstreamcli", "validate", "--no-net", str(file)], check=True, capture_output=True)
    text = file.read_text(encoding="utf-8")
    assert ("<screenshots>" in text) is bool(site)
    assert f'version="{__version__}"' in text


def test_the_pictures_that_are_named_are_there() -> None:
    named = re.findall(r"/(docs/images/[^<]+)", linux_files.metainfo("https://example.org"))
    assert named
    for picture in named:
        assert (ROOT / picture).exists()


def test_a_package_says_which_libraries_it_needs_of_the_system(program: Path) -> None:
    wanted = needs(program)
    assert "libc.so.6" in wanted.libraries
    assert wanted.glibc >= (2, 2)
    assert deb.depends(Needs(frozenset({"libc.so.6", "libGL.so.1", "libasound.so.2"}), (2, 36))) == (
        "libc6 (>= 2.36), libasound2 | libasound2t64, libgl1"
    )


def test_a_library_that_no_package_is_known_of_is_named() -> None:
    with pytest.raises(deb.UnknownLibraryError, match=r"libodd\.so\.7"):
        deb.depends(Needs(frozenset({"libodd.so.7", "libc.so.6"}), (2, 36)))


def test_the_package_holds_the_program_its_menu_entry_and_its_icons(package: Path, tmp_path: Path) -> None:
    subprocess.run(["dpkg-deb", "--extract", str(package), str(tmp_path)], check=True)

    assert subprocess.run([tmp_path / "usr/bin/echoflow", "a"], capture_output=True, text=True).stdout == "a|\n\n"
    assert (tmp_path / "usr/lib/echoflow/_internal/libown.so").is_symlink()
    assert (tmp_path / f"usr/share/applications/{APP_ID}.desktop").exists()
    assert (tmp_path / f"usr/share/icons/hicolor/48x48/apps/{APP_ID}.png").exists()
    readable = {path: path.stat().st_mode & 0o777 for path in tmp_path.rglob("*") if path.is_file()}
    assert set(readable.values()) == {0o755, 0o644}


def test_the_package_says_what_it_is_and_runs_nothing_when_it_comes_or_goes(package: Path, tmp_path: Path) -> None:
    assert re.fullmatch(rf"echoflow_{re.escape(__version__)}_[a-z0-9]+\.deb", package.name)
    subprocess.run(["dpkg-deb", "--control", str(package), str(tmp_path)], check=True)

    assert {file.name for file in tmp_path.iterdir()} == {"control", "md5sums"}
    control = (tmp_path / "control").read_text()
    assert f"Version: {__version__}\n" in control
    assert re.search(r"^Depends: libc6 \(>= 2\.\d+\)", control, re.MULTILINE)


def test_everything_in_the_package_belongs_to_root(package: Path) -> None:
    listed = subprocess.run(["dpkg-deb", "--contents", str(package)], capture_output=True, text=True, check=True)
    assert {line.split()[1] for line in listed.stdout.splitlines()} == {"root/root"}


def test_packing_twice_gives_the_same(program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    made = []
    for name in ("one", "two"):
        folder = tmp_path / name
        folder.mkdir()
        packages = (deb.build(program, folder, compression="none"), single_file.build(program, folder, preset=0))
        made.append([file.read_bytes() for file in packages])
    assert made[0] == made[1]


def test_the_single_file_runs_the_program_with_what_it_was_given(person: Person) -> None:
    done = person.run("converse", "a b")
    [unpacked] = person.unpacked
    assert done.stdout == f"converse|a b|{person.file}\n{unpacked}\n"
    assert done.returncode == 0
    assert "unpacking" in done.stderr

    assert person.run().stderr == ""


def test_two_that_are_started_at_once_unpack_it_once(person: Person) -> None:
    both = [person.start(str(number)) for number in range(2)]
    said = [running.communicate() for running in both]
    assert [out.split("|")[0] for out, _ in said] == ["0", "1"]
    assert sum("unpacking" in error for _, error in said) == 1


def test_a_download_that_was_cut_off_is_told_and_leaves_nothing_behind(person: Person) -> None:
    with person.file.open("r+b") as file:
        file.truncate(single_file.HEAD_BYTES + 5000)
    done = person.run()
    assert done.returncode == 1
    assert "incomplete" in done.stderr.splitlines()[-1]
    assert person.unpacked == []


def test_it_is_in_the_menu_once_it_was_installed(person: Person) -> None:
    assert person.run("--install").returncode == 0
    entry = person.home / f".local/share/applications/{APP_ID}.desktop"
    subprocess.run(["desktop-file-validate", str(entry)], check=True)
    commands = re.findall(r"(?m)^Exec=(.*)$", entry.read_text(encoding="utf-8"))
    assert [shlex.split(command) for command in commands] == [
        [str(person.file)],
        [str(person.file), "toggle"],
        [str(person.file), "stop"],
    ]
    assert f"TryExec={person.file}\n" in entry.read_text(encoding="utf-8")
    assert (person.home / f".local/share/icons/hicolor/48x48/apps/{APP_ID}.png").exists()


def test_a_path_that_no_menu_can_hold_is_refused(packed: Path, tmp_path: Path) -> None:
    person = Person(packed, tmp_path, "100%")
    assert "100%" in person.run("--install").stderr
    assert person.files == []


def test_after_it_was_uninstalled_only_what_is_the_users_is_left(person: Person) -> None:
    autostart = person.home / f".config/autostart/{APP_ID}.desktop"
    autostart.parent.mkdir(parents=True)
    autostart.write_text(f'[Desktop Entry]\nExec="{person.file}"\n')
    settings = person.home / ".config/echoflow/settings.toml"
    settings.parent.mkdir()
    settings.write_text("")
    person.run("--install")

    assert person.run("--uninstall").returncode == 0
    assert person.files == [settings]
    assert not person.store.exists()


def test_the_start_of_another_installation_with_the_session_is_left(person: Person) -> None:
    autostart = person.home / f".config/autostart/{APP_ID}.desktop"
    autostart.parent.mkdir(parents=True)
    autostart.write_text("[Desktop Entry]\nExec=/usr/lib/echoflow/echoflow\n")
    person.run("--uninstall")
    assert autostart.exists()


def test_what_is_running_is_not_taken_away(person: Person, packed: Path) -> None:
    newer = version_after(packed, person.file.parent)
    with person.start("wait") as running:
        assert running.stdout is not None
        assert running.stdout.readline() == "here\n"
        refused = person.run("--uninstall")
        assert refused.returncode == 1
        assert "running" in refused.stderr
        assert person.run(file=newer).returncode == 0
        assert len(person.unpacked) == 2
        running.communicate("\n")
    assert person.run("--uninstall").returncode == 0


def test_a_newer_version_takes_away_the_older(person: Person, packed: Path) -> None:
    person.run()
    [old] = person.unpacked
    assert person.run(file=version_after(packed, person.file.parent)).returncode == 0
    assert old not in person.unpacked
    assert len(person.unpacked) == 1


def test_it_speaks_chinese_where_the_desktop_does(person: Person) -> None:
    command = [str(person.file), "--uninstall"]
    environment = {**person.environment, "LANG": "zh_CN.UTF-8"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert "已卸载" in done.stderr
