"""Checks that a release can be made, writes its notes, and makes its tag if that is asked for. It uploads nothing.

scripts/release             checks everything, runs all tests, writes dist/notes-VERSION.md and dist/latest.json
scripts/release --quick     the same without the tests
scripts/release --notes     only writes these two
scripts/release --tag       the whole, and then the tag vVERSION, to be pushed by hand
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import translations

ROOT = Path(__file__).resolve().parents[1]
BRANCH = "main"

_VERSION = re.compile(r"^__version__ = \"(\d+\.\d+\.\d+)\"$", re.MULTILINE)
_TESTS: tuple[tuple[str, ...], ...] = (("scripts/test",), ("scripts/test", "--packaged"))


class ReleaseError(Exception):
    """What is in the way, as a sentence."""


def version_of(root: Path) -> str:
    """The version in the sources. Raises ReleaseError where it is none that can be released."""
    found = _VERSION.search((root / "app" / "echoflow" / "__init__.py").read_text(encoding="utf-8"))
    if found is None:
        raise ReleaseError("__version__ in app/echoflow/__init__.py is no three numbers, such as 1.2.3.")
    return found[1]


def notes_of(changelog: str, version: str) -> str:
    """What the section of `version` says. Raises ReleaseError where there is none, or nothing in it."""
    heading = rf"^## \[?{re.escape(version)}\]?(?: - \d{{4}}-\d{{2}}-\d{{2}})?[ \t]*$"
    found = re.search(rf"{heading}\n(.*?)(?=^## |\Z)", changelog, re.MULTILINE | re.DOTALL)
    notes = found[1].strip() if found else ""
    if not notes:
        raise ReleaseError(f'CHANGELOG.md says nothing under "## {version} - YYYY-MM-DD".')
    return notes


def check(root: Path, untranslated: Callable[[], Sequence[str]]) -> Iterator[str]:
    """A sentence for all that is in the way but for the tests; `untranslated` gives the sentences without Chinese."""
    if _git(root, "status", "--porcelain"):
        yield "There are changes that are not committed."
    if (branch := _git(root, "branch", "--show-current")) != BRANCH:
        yield f"This is the branch {branch or '(none)'}; releases are made on {BRANCH}."
    try:
        version = version_of(root)
        if _git(root, "tag", "--list", f"v{version}"):
            yield f"There is a tag v{version} already; a new version is written into app/echoflow/__init__.py."
        notes_of((root / "CHANGELOG.md").read_text(encoding="utf-8"), version)
    except ReleaseError as error:
        yield str(error)
    if missing := untranslated():
        yield f'{len(missing)} sentences have no Chinese, such as "{missing[0]}".'


def write_notes(root: Path) -> list[Path]:
    """Writes the notes, and the file that tells older versions of this one, into dist/. Returns both."""
    version = version_of(root)
    notes = notes_of((root / "CHANGELOG.md").read_text(encoding="utf-8"), version)
    folder = root / "dist"
    folder.mkdir(exist_ok=True)
    files = [folder / f"notes-{version}.md", folder / "latest.json"]
    files[0].write_text(f"{notes}\n", encoding="utf-8")
    files[1].write_text(json.dumps({"version": version}) + "\n", encoding="utf-8")
    return files


def to_upload(root: Path) -> list[str]:
    """A line on each file in dist/ that a release consists of: size, checksum, name."""
    version = version_of(root)
    lines = []
    for file in sorted((root / "dist").glob("*")):
        if file.is_file() and (version in file.name or file.name in {"latest.json", "SHA256SUMS"}):
            with file.open("rb") as opened:
                digest = hashlib.file_digest(opened, "sha256").hexdigest()
            lines.append(f"{file.stat().st_size / 1e6:8.1f} MB  {digest[:16]}…  {file.name}")
    return lines


def tag(root: Path) -> str:
    """Makes the annotated tag of this version with its notes, and returns its name."""
    version = version_of(root)
    notes = notes_of((root / "CHANGELOG.md").read_text(encoding="utf-8"), version)
    # Headings of the notes would be taken for comments.
    _git(
        root, "tag", "--annotate", "--cleanup=whitespace", f"v{version}", "--message", f"EchoFlow {version}\n\n{notes}"
    )
    return f"v{version}"


def _git(root: Path, *arguments: str) -> str:
    done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise ReleaseError(f"git {arguments[0]} failed: {done.stderr.strip()}")
    return done.stdout.strip()


def _untranslated() -> list[str]:
    known = translations.load()
    return [sentence for sentence in translations.sentences().found if not known.get(sentence)]


def _run_tests() -> None:
    for command in _TESTS:
        say(f"Running {' '.join(command)}")
        if subprocess.run(command, cwd=ROOT, check=False).returncode:
            raise ReleaseError(f"{' '.join(command)} failed.")


def say(*lines: str) -> None:
    """Tells whoever makes the release."""
    sys.stderr.write("".join(f"{line}\n" for line in lines))


def main() -> int:
    """0 if it can be released, or has been tagged; else 1."""
    parser = argparse.ArgumentParser(
        prog="scripts/release", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--quick", action="store_true", help="run no tests")
    choice.add_argument("--notes", action="store_true", help="check nothing")
    choice.add_argument("--tag", action="store_true", help="make the tag when all is well")
    arguments = parser.parse_args()
    try:
        if not arguments.notes and (in_the_way := list(check(ROOT, _untranslated))):
            say(*in_the_way)
            return 1
        if not (arguments.notes or arguments.quick):
            _run_tests()
        write_notes(ROOT)
        if arguments.tag:
            name = tag(ROOT)
            say(f"Tagged {name}; publish it with: git push origin {BRANCH} {name}")
        say("To be uploaded, from dist/:", *to_upload(ROOT))
    except ReleaseError as error:
        say(str(error))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
