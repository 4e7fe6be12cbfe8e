"""Makes a Debian package of the packaged program.

    python packaging/deb.py dist/echoflow dist    writes dist/echoflow_VERSION_ARCHITECTURE.deb

Everything is in /usr/lib/echoflow, with a link in /usr/bin; nothing is written there later. What has to be done after
installing and removing (menus, icons) is done by the triggers of the packages whose business it is, so there are no
scripts, and nothing is left behind but what is the user's own.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

import linux_files
from elf import Needs, needs

from echoflow import __version__

ROOT = Path(__file__).resolve().parents[1]

PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libGLX.so.0": "libglx0",
    "libOpenGL.so.0": "libopengl0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libXau.so.6": "libxau6",
    # From Debian 13 and Ubuntu 24.04 on, names of packages tell that time has 64 bits in them.
    "libasound.so.2": "libasound2 | libasound2t64",
    "libdbus-1.so.3": "libdbus-1-3",
    "libdrm.so.2": "libdrm2",
    "libexpat.so.1": "libexpat1",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libgcc_s.so.1": "libgcc-s1",
    "libglib-2.0.so.0": "libglib2.0-0 | libglib2.0-0t64",
    "libgio-2.0.so.0": "libglib2.0-0 | libglib2.0-0t64",
    "libgmodule-2.0.so.0": "libglib2.0-0 | libglib2.0-0t64",
    "libgobject-2.0.so.0": "libglib2.0-0 | libglib2.0-0t64",
    "libgomp.so.1": "libgomp1",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libgthread-2.0.so.0": "libglib2.0-0 | libglib2.0-0t64",
    "libstdc++.so.6": "libstdc++6",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
}
"""The package of each library that the program may leave to the system."""

C_LIBRARY = frozenset(
    {
        "libc.so.6",
        "libdl.so.2",
        "libm.so.6",
        "libmvec.so.1",
        "libpthread.so.0",
        "libresolv.so.2",
        "librt.so.1",
        "libutil.so.1",
    }
    | {"ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1"}
)
"""All of them in one package, whose version matters."""

RECOMMENDED = ", ".join(
    (
        "libasound2-plugins | pipewire-alsa",  # the way from ALSA, which the program speaks, to the sound server
        "gnome-keyring | kwalletmanager | keepassxc",  # where keys are kept
        "xdg-desktop-portal",  # hotkeys on Wayland
        "fonts-noto-cjk",
    )
)

_CONTROL = """\
Package: echoflow
Version: {version}
Architecture: {architecture}
Maintainer: The EchoFlow authors <echoflow@localhost.invalid>
Installed-Size: {kibibytes}
Depends: {depends}
Recommends: {recommends}
Section: sound
Priority: optional
Description: voice assistant in the tray that can be interrupted
 EchoFlow lives in the tray of the desktop. Hold a hotkey anywhere, or leave it
 hands-free, and talk: it answers within the gap that people leave between
 turns, and you can cut in at any moment.
 .
 It hears, thinks and speaks on this computer, without a key and without a
 network, and uses cloud services where you want it to.
"""

_COPYRIGHT = """\
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: EchoFlow
Comment: The licences of what is inside besides are in /usr/lib/echoflow.

Files: *
Copyright: The EchoFlow authors
License: Apache-2.0
 On Debian systems the text is in /usr/share/common-licenses/Apache-2.0.
"""


class UnknownLibraryError(Exception):
    """A library is needed of which no package is known."""


def depends(wanted: Needs) -> str:
    """The value of the field Depends. Raises UnknownLibraryError."""
    unknown = sorted(wanted.libraries - C_LIBRARY - PACKAGES.keys())
    if unknown:
        raise UnknownLibraryError(f"deb.py knows no package of {', '.join(unknown)}; name them in PACKAGES.")
    packages = {PACKAGES[library] for library in wanted.libraries - C_LIBRARY}
    major, minor = wanted.glibc
    return ", ".join([f"libc6 (>= {major}.{minor})", *sorted(packages)])


def build(program: Path, target: Path, compression: str = "xz") -> Path:
    """Makes the package of the folder `program` in the folder `target`; returns the file."""
    architecture = _run("dpkg", "--print-architecture").strip()
    made = target / f"echoflow_{__version__}_{architecture}.deb"
    with tempfile.TemporaryDirectory(dir=target) as name:
        root = Path(name)
        root.chmod(0o755)
        _fill(root, program)
        _write_control(root, architecture, depends(needs(program)))
        # dpkg-deb takes the date from it, and puts no later one on any file.
        dated = {**os.environ, "SOURCE_DATE_EPOCH": str(int(linux_files.build_time().timestamp()))}
        _run("dpkg-deb", "--root-owner-group", f"-Z{compression}", "--build", str(root), str(made), environment=dated)
    return made


def _fill(root: Path, program: Path) -> None:
    inside = root / "usr" / "lib" / "echoflow"
    shutil.copytree(program, inside, symlinks=True)
    link = root / "usr" / "bin" / "echoflow"
    link.parent.mkdir()
    link.symlink_to("../lib/echoflow/echoflow")
    linux_files.write(root / "usr")
    documents = root / "usr" / "share" / "doc" / "echoflow"
    documents.mkdir(parents=True)
    (documents / "copyright").write_text(_COPYRIGHT, encoding="utf-8")
    changes = gzip.compress((ROOT / "CHANGELOG.md").read_bytes(), mtime=0)
    (documents / "changelog.gz").write_bytes(changes)
    _set_modes(root)


def _set_modes(root: Path) -> None:
    """Readable by everybody, whatever the umask was that they were made under."""
    for path in root.rglob("*"):
        if not path.is_symlink():
            mode = path.stat().st_mode
            path.chmod(0o755 if path.is_dir() or mode & stat.S_IXUSR else 0o644)


def _write_control(root: Path, architecture: str, depends_on: str) -> None:
    used = sum(path.lstat().st_size for path in root.rglob("*") if not path.is_dir())
    control = root / "DEBIAN" / "control"
    control.parent.mkdir()
    control.write_text(
        _CONTROL.format(
            version=__version__,
            architecture=architecture,
            kibibytes=used // 1024,
            depends=depends_on,
            recommends=RECOMMENDED,
        ),
        encoding="utf-8",
    )
    listed = sorted(path for path in (root / "usr").rglob("*") if path.is_file() and not path.is_symlink())
    sums = [f"{hashlib.md5(path.read_bytes()).hexdigest()}  {path.relative_to(root)}\n" for path in listed]
    (root / "DEBIAN" / "md5sums").write_text("".join(sums), encoding="utf-8")


def _run(*command: str, environment: Mapping[str, str] | None = None) -> str:
    """What the command says. Raises subprocess.CalledProcessError when it fails."""
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, env=environment).stdout


if __name__ == "__main__":
    sys.stdout.write(f"{build(Path(sys.argv[1]), Path(sys.argv[2]))}\n")
