"""Makes one file that runs, of the packaged program: a shell script with an archive behind it.

    python packaging/single_file.py dist/echoflow dist    writes dist/EchoFlow-VERSION-ARCHITECTURE.run

It needs nothing to be installed, neither root nor FUSE; what it does is told at its beginning. An archive of xz, since
that is on every desktop, which zstd is not.
"""

from __future__ import annotations

import hashlib
import io
import platform
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

import linux_files

from echoflow import APP_ID, __version__

_SCRIPT = Path(__file__).resolve().parent / "linux" / "single_file.sh"

HEAD_BYTES = 8192
"""The script fills so much, so that it can know where the archive begins."""


def build(program: Path, target: Path, preset: int = 6) -> Path:
    """Makes the file of the folder `program` in the folder `target`, and returns it; `preset` is that of xz."""
    made = target / f"EchoFlow-{__version__}-{platform.machine()}.run"
    with tempfile.TemporaryDirectory(dir=target) as name:
        packed = Path(name) / "packed.tar.xz"
        _pack(program, packed, preset)
        with packed.open("rb") as archive:
            digest = hashlib.file_digest(archive, "sha256").hexdigest()
            archive.seek(0)
            with made.open("wb") as out:
                out.write(head(made.name, digest[:12]))
                shutil.copyfileobj(archive, out)
    made.chmod(0o755)
    return made


def head(name: str, digest: str) -> bytes:
    """The script, as long as it says itself."""
    text = _SCRIPT.read_text(encoding="utf-8")
    for place, value in {
        "VERSION": __version__,
        "DIGEST": digest,
        "APP_ID": APP_ID,
        "FILE": name,
        "OFFSET": str(HEAD_BYTES + 1),
    }.items():
        text = text.replace(f"@{place}@", value)
    script = text.encode()
    if len(script) > HEAD_BYTES:
        raise ValueError(f"The script has grown to {len(script)} bytes; let HEAD_BYTES be more.")
    return script.ljust(HEAD_BYTES, b"\n")


def _pack(program: Path, packed: Path, preset: int) -> None:
    """One archive of the program, of what a desktop wants beside it, and of a last file that says that all is there."""
    with tempfile.TemporaryDirectory(dir=packed.parent) as name:
        # What is in the menu is written where it is installed, which is not known before.
        linux_files.write(Path(name), "@@EXEC@@", "@@TRYEXEC@@")
        with packed.open("wb") as out, _compressor(out.fileno(), preset) as compressor:
            assert compressor.stdin is not None
            with tarfile.open(fileobj=compressor.stdin, mode="w|", format=tarfile.GNU_FORMAT) as archive:
                _add(archive, program, "echoflow")
                _add(archive, Path(name) / "share", "share")
                archive.addfile(_nobodys(tarfile.TarInfo("complete")), io.BytesIO())
    if compressor.returncode:
        raise subprocess.CalledProcessError(compressor.returncode, compressor.args)


def _compressor(out: int, preset: int) -> subprocess.Popen[bytes]:
    # Blocks of its own for each thread, so that unpacking has something to share out as well.
    command = ["xz", f"-{preset}", "--threads=0", "--block-size=24MiB", "--stdout"]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=out)


def _add(archive: tarfile.TarFile, folder: Path, name: str) -> None:
    archive.add(folder, name, recursive=False, filter=_nobodys)
    for path in sorted(folder.rglob("*")):
        archive.add(path, f"{name}/{path.relative_to(folder)}", recursive=False, filter=_nobodys)


def _nobodys(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Without what differs from one build to the next: who made it, when, and under which umask."""
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mtime = int(linux_files.build_time().timestamp())
    if not member.issym():
        member.mode = 0o755 if member.isdir() or member.mode & 0o100 else 0o644
    return member


if __name__ == "__main__":
    sys.stdout.write(f"{build(Path(sys.argv[1]), Path(sys.argv[2]))}\n")
