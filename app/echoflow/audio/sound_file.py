"""Recordings in any format a user would have, and a WAV that appears only when it is whole."""

from __future__ import annotations

import contextlib
import os
import secrets
import struct
import wave
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

import numpy as np
import soundfile
import soxr
from numpy.typing import NDArray

from echoflow.audio.frames import CAPTURE_RATE, Samples
from echoflow.errors import UserError
from echoflow.text import tr

_UNKNOWN_LENGTH = 0x7FFF_0000
"""A WAV written to a pipe promises this many bytes or more because its length was not known."""

_MISCOUNTED = 1024
"""Bytes by which a WAV may be shorter than its header promises: some programs count the header as sound, or forget the
last sample. It is at most 0.1 s."""


def read_speech(path: Path) -> Samples:
    """The sound in a file as 16 kHz mono, whatever its format, rate and channels (those are averaged).

    Raises:
        UserError: there is no such file, it may not be read, or it holds no complete sound.

    """
    try:
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_size == 0:
                raise UserError(tr("“{path}” is empty; choose a recording that holds sound.", path=path))
            promised, held = _wav_data_sizes(file.read(1 << 16), os.fstat(file.fileno()).st_size)
    except FileNotFoundError:
        raise UserError(tr("There is no file “{path}”; check its name.", path=path)) from None
    except IsADirectoryError:
        raise UserError(tr("“{path}” is a folder; name a sound file in it.", path=path)) from None
    except PermissionError:
        raise UserError(tr("You may not read “{path}”; change its permissions.", path=path)) from None
    except OSError as error:
        raise UserError(tr("“{path}” cannot be read: {reason}.", path=path, reason=error.strerror)) from error
    if held + _MISCOUNTED < promised < _UNKNOWN_LENGTH:
        raise _cut_off(path, held / promised)
    return _decode(path)


def _decode(path: Path) -> Samples:
    try:
        # A whole path, because libsndfile takes the name "-" for its standard input.
        with soundfile.SoundFile(str(path.absolute())) as file:
            rate, promised = file.samplerate, file.frames
            try:
                sound = file.read(dtype="float32", always_2d=True)
            except soundfile.LibsndfileError as error:
                message = tr("“{path}” is damaged; copy or record it again.", path=path)
                raise UserError(message) from error
    except (soundfile.LibsndfileError, TypeError) as error:  # TypeError: named .raw, so it tells nothing of itself
        message = tr("“{path}” is not a sound file; WAV, FLAC, OGG and MP3 are understood.", path=path)
        raise UserError(message) from error
    if promised > len(sound):
        raise _cut_off(path, len(sound) / promised)
    if len(sound) == 0:
        raise UserError(tr("“{path}” holds no sound; choose another recording.", path=path))
    return _to_speech(sound, rate)


def _to_speech(sound: NDArray[np.float32], rate: int) -> Samples:
    """`sound` has shape (n, channels) and full scale 1; values that are no numbers become silence."""
    mono = np.nan_to_num(sound, copy=False, nan=0.0, posinf=1.0, neginf=-1.0).mean(axis=1)
    if rate != CAPTURE_RATE:
        mono = soxr.resample(mono, rate, CAPTURE_RATE)
    speech: Samples = np.clip(np.round(mono * 32_768), -32_768, 32_767).astype(np.int16)
    return speech


def _cut_off(path: Path, share: float) -> UserError:
    return UserError(
        tr(
            "“{path}” is cut off: only {percent} % of the sound it promises is there; copy or record it again.",
            path=path,
            percent=int(share * 100),
        )
    )


def _wav_data_sizes(head: bytes, file_size: int) -> tuple[int, int]:
    """Bytes of sound that a WAV's header promises and that the file has; zeros for any other file.

    libsndfile quietly reads what is there, so a recording that lost its second half would pass for a short one.
    """
    if head[:4] != b"RIFF" or head[8:12] != b"WAVE":
        return 0, 0
    position = 12
    while position + 8 <= len(head):
        name, size = struct.unpack_from("<4sI", head, position)
        position += 8
        if name == b"data":
            return size, file_size - position
        position += size + size % 2
    return 0, 0


class OutputRecording:
    """A mono 16-bit WAV written next to its place and moved there only by `commit`.

    Until then, and if anything fails, whatever was there before stays as it was.

    Raises:
        UserError: nothing can be written there; found out before any work is done.

    """

    def __init__(self, path: Path, sample_rate: int) -> None:
        self._named = path
        self._target = Path(os.path.realpath(path))
        self._part = self._target.with_name(f".{self._target.name}.{secrets.token_hex(4)}.part")
        self._failure: OSError | None = None
        self._file = self._open()
        self._wave = wave.Wave_write(self._file)
        self._wave.setnchannels(1)
        self._wave.setsampwidth(2)
        self._wave.setframerate(sample_rate)

    def write(self, samples: Samples) -> None:
        """Adds sound. Never raises for want of space: `commit` tells."""
        if self._failure is None:
            try:
                self._wave.writeframesraw(samples.tobytes())
            except OSError as error:
                self._failure = error

    def commit(self) -> None:
        """Completes the file and puts it in its place.

        Raises:
            UserError: not all of it could be written; the place is as it was before.

        """
        self._finish()
        if self._failure is None:
            try:
                self._part.replace(self._target)
            except OSError as error:
                self._failure = error
        if self._failure is not None:
            self.discard()
            raise self._unwritable(self._failure) from self._failure

    def discard(self) -> None:
        """Leaves no trace, unless it was committed; safe to call at any time."""
        self._finish()
        self._part.unlink(missing_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.discard()

    def _open(self) -> BinaryIO:
        try:
            return self._open_part()
        except OSError as error:
            raise self._unwritable(error) from error

    def _open_part(self) -> BinaryIO:
        folder = self._target.parent
        if not folder.is_dir():
            raise UserError(tr("There is no folder “{folder}” for the recording; create it first.", folder=folder))
        if self._target.is_dir():
            raise UserError(tr("“{path}” is a folder; name a file in it.", path=self._named))
        if self._target.exists():
            if not self._target.is_file():
                raise UserError(tr("“{path}” is not an ordinary file; name another place.", path=self._named))
            # Replacing it takes no right to write it, but the user's intent in protecting it does.
            with self._target.open("r+b"):
                pass
        return self._part.open("xb")

    def _finish(self) -> None:
        if self._file.closed:
            return
        try:
            self._wave.close()
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as error:
            self._failure = self._failure or error
        with contextlib.suppress(OSError):
            self._file.close()

    def _unwritable(self, error: OSError) -> UserError:
        if isinstance(error, PermissionError):
            return UserError(tr("You may not write “{path}”; choose another place.", path=self._named))
        reason = error.strerror or str(error)
        return UserError(tr("“{path}” cannot be written: {reason}.", path=self._named, reason=reason))
