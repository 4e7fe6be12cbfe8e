"""Keys in an old-style `.env` file, offered once for the keyring.

The file is never changed: whoever has it may need it for other programs. But it holds the keys in clear text, and the
user is told so.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from echoflow import paths
from echoflow.errors import UserError
from echoflow.store.credentials import Credentials, Key, Service, clean_key
from echoflow.text import tr

FILE_NAME = ".env"

_OFFERED = "offered-env-files.json"

_MOST_BYTES = 1_000_000
"""What is larger is no list of variables."""

_NAMES = {
    "DEEPGRAM_API_KEY": Service.DEEPGRAM,
    "ELEVEN_API_KEY": Service.ELEVENLABS,
    "ELEVENLABS_API_KEY": Service.ELEVENLABS,
    "OPENAI_API_KEY": Service.OPENAI,
}
"""Of two names for one service, the later here goes first."""

_COMMENT = re.compile(r"(?:^|[ \t])#")
"""As shells and dotenv libraries have it: `#` within a word begins none."""


@dataclass(frozen=True, slots=True)
class EnvFile:
    """A file that holds keys.

    Attributes:
        path: where it is, absolute.
        digest: SHA-256 of its contents.
        keys: the usable ones in it, by service.
    """

    path: Path
    digest: str
    keys: Mapping[Service, str] = field(repr=False)

    @property
    def services(self) -> str:
        """For whom there are keys in it, for people."""
        return ", ".join(service.title for service in self.keys)


def read(path: Path) -> EnvFile:
    """The keys in `path`, perhaps none; what cannot be a key is left out.

    Raises:
        UserError: it cannot be read.
    """
    try:
        if path.exists() and not path.is_file():
            raise UserError(tr("{file} is no file.", file=path))
        with path.open("rb") as source:
            contents = source.read(_MOST_BYTES + 1)
    except OSError as error:
        raise UserError(tr("{file} cannot be read: {reason}.", file=path, reason=error.strerror)) from error
    if len(contents) > _MOST_BYTES:
        raise UserError(tr("{file} is too large for a list of keys.", file=path))
    return EnvFile(path.resolve(), hashlib.sha256(contents).hexdigest(), parse(_decoded(contents)))


def parse(text: str) -> dict[Service, str]:
    """The keys in the text of a `.env` file; the last of several counts."""
    values = dict(map(_assignment, text.splitlines()))
    keys: dict[Service, str] = {}
    for name, service in _NAMES.items():
        with contextlib.suppress(UserError):
            keys[service] = clean_key(values.get(name, ""), service)
    return keys


def _assignment(line: str) -> tuple[str, str]:
    """Name and value of a line; of one that assigns nothing, a name that nothing has."""
    name, _, value = line.strip().removeprefix("export ").partition("=")
    value = value.strip()
    if value[:1] in ("'", '"'):
        inside, closing_quote, rest = value[1:].partition(value[0])
        if closing_quote and (not rest.strip() or rest.strip().startswith("#")):
            return name.strip(), inside
    return name.strip(), _COMMENT.split(value, maxsplit=1)[0]


def to_offer(folders: Iterable[Path] | None = None) -> EnvFile | None:
    """A file with keys, in the working folder or the checkout, that was not offered yet as it is now.

    Files that cannot be read are nothing to talk about. Reads small files; keep it off the main loop.
    """
    offered = _offered()
    return next((found for found in _with_keys(folders) if offered.get(str(found.path)) != found.digest), None)


def find(folders: Iterable[Path] | None = None) -> EnvFile | None:
    """The first file with keys there, whether or not it was offered."""
    return next(_with_keys(folders), None)


def _with_keys(folders: Iterable[Path] | None) -> Iterator[EnvFile]:
    for folder in _usual_folders() if folders is None else folders:
        with contextlib.suppress(UserError):
            found = read(folder / FILE_NAME)
            if found.keys:
                yield found


def _usual_folders() -> list[Path]:
    folders = [paths.program_folder()]
    # The working folder may have been deleted.
    with contextlib.suppress(OSError):
        folders.insert(0, Path.cwd())
    return folders


def remember_offer(file: EnvFile) -> None:
    """From now on `file` is not offered again unless it changes; that is all that is kept of it.

    Where it cannot be remembered the file is offered again, which does no harm.
    """
    offered = {**_offered(), str(file.path): file.digest}
    with contextlib.suppress(OSError):
        target = paths.data_folder() / _OFFERED
        descriptor, name = tempfile.mkstemp(dir=target.parent)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as new:
                json.dump(offered, new)
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink()
            raise


async def import_keys(file: EnvFile, credentials: Credentials) -> dict[Service, Key]:
    """Keeps every key of `file` in the keyring, in place of those there; says of each where it is now."""
    return {service: await credentials.set(service, value) for service, value in file.keys.items()}


def offer(file: EnvFile) -> str:
    """The question to ask."""
    return tr(
        "{file} holds keys for: {services}. Put them into the system's keyring?", file=file.path, services=file.services
    )


def still_there(file: EnvFile) -> str:
    """What to tell the user after importing."""
    return tr("{file} still holds the keys in clear text; take them out of it, or delete it.", file=file.path)


def _decoded(contents: bytes) -> str:
    """UTF-8, or UTF-16 as Windows' editor once wrote it."""
    is_utf_16 = contents[:2] in (b"\xff\xfe", b"\xfe\xff")
    return contents.decode("utf-16" if is_utf_16 else "utf-8-sig", errors="replace")


def _offered() -> dict[str, str]:
    """Digests by path; what cannot be read is as if nothing was offered."""
    try:
        found = json.loads((paths.data_folder() / _OFFERED).read_text(encoding="utf-8"))
        return {str(path): str(digest) for path, digest in dict(found).items()}
    except (OSError, ValueError, TypeError, RecursionError):
        return {}
