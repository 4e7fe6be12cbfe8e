"""Any recording becomes speech; anything else becomes one sentence; nothing is overwritten by half a file."""

from __future__ import annotations

import os
import resource
import signal
import struct
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile

from echoflow.audio.frames import CAPTURE_RATE, Samples
from echoflow.audio.sound_file import OutputRecording, read_speech
from echoflow.errors import UserError

NOBODY = 65_534


def tone(rate: int, seconds: float = 0.5) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return 0.5 * np.sin(2 * np.pi * 440 * np.arange(int(rate * seconds)) / rate)


@pytest.fixture
def as_nobody() -> Iterator[Path]:
    """A folder of somebody else's, seen without any privilege."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "secret.wav").write_bytes(b"RIFF")
        (folder / "secret.wav").chmod(0o600)
        user = os.geteuid()
        if user == 0:
            os.seteuid(NOBODY)
        else:
            (folder / "secret.wav").chmod(0o000)
            folder.chmod(0o555)
        try:
            yield folder
        finally:
            os.seteuid(user)
            folder.chmod(0o755)


@pytest.mark.parametrize(
    ("name", "rate", "channels", "subtype"),
    [
        ("a.wav", 8_000, 1, "PCM_16"),
        ("a.wav", 16_000, 1, "PCM_16"),
        ("a.wav", 44_100, 2, "PCM_24"),
        ("a.wav", 96_000, 2, "PCM_32"),
        ("a.wav", 48_000, 1, "FLOAT"),
        ("a.wav", 22_050, 1, "PCM_U8"),
        ("a.flac", 48_000, 2, "PCM_24"),
        ("a.ogg", 48_000, 1, "VORBIS"),
        ("a.mp3", 44_100, 2, "MPEG_LAYER_III"),
    ],
)
def test_every_format_becomes_the_same_speech(
    tmp_path: Path, name: str, rate: int, channels: int, subtype: str
) -> None:
    path = tmp_path / name
    soundfile.write(path, np.column_stack([tone(rate)] * channels), rate, subtype=subtype)
    speech = read_speech(path)
    assert speech.dtype == np.int16
    assert speech.ndim == 1
    # MP3 pads to whole frames.
    assert len(speech) == pytest.approx(CAPTURE_RATE / 2, rel=0.12 if name.endswith("mp3") else 0.001)
    middle = speech[2000:6000].astype(float)
    assert np.sqrt(np.mean(middle**2)) == pytest.approx(0.5 * 32_768 / np.sqrt(2), rel=0.05)
    assert np.argmax(np.abs(np.fft.rfft(middle))) == pytest.approx(440 * 4000 / CAPTURE_RATE, abs=1)


def test_16_khz_mono_is_taken_bit_for_bit(tmp_path: Path) -> None:
    samples = np.random.default_rng(1).integers(-32_768, 32_768, 5000).astype(np.int16)
    soundfile.write(tmp_path / "a.wav", samples, CAPTURE_RATE)
    np.testing.assert_array_equal(read_speech(tmp_path / "a.wav"), samples)


def test_values_that_are_no_numbers_become_silence(tmp_path: Path) -> None:
    sound = np.array([0.1, np.nan, np.inf, -np.inf, 7.0], np.float32)
    soundfile.write(tmp_path / "a.wav", sound, CAPTURE_RATE, subtype="FLOAT")
    np.testing.assert_array_equal(read_speech(tmp_path / "a.wav"), [3277, 0, 32_767, -32_768, 32_767])


def wav_bytes(tmp_path: Path) -> bytes:
    soundfile.write(tmp_path / "whole.wav", tone(CAPTURE_RATE), CAPTURE_RATE)
    return (tmp_path / "whole.wav").read_bytes()


def test_a_wav_whose_length_was_unknown_is_read_to_its_end(tmp_path: Path) -> None:
    data = wav_bytes(tmp_path)
    at = data.index(b"data") + 4
    (tmp_path / "piped.wav").write_bytes(data[:at] + struct.pack("<I", 0xFFFF_FFFF) + data[at + 4 :])
    assert len(read_speech(tmp_path / "piped.wav")) == CAPTURE_RATE // 2


def test_a_header_that_counts_a_little_too_much_is_borne(tmp_path: Path) -> None:
    data = wav_bytes(tmp_path)
    (tmp_path / "short.wav").write_bytes(data[:-2])
    assert len(read_speech(tmp_path / "short.wav")) == CAPTURE_RATE // 2 - 1


def test_a_file_named_like_standard_input_is_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("-").write_bytes(wav_bytes(tmp_path))
    assert len(read_speech(Path("-"))) == CAPTURE_RATE // 2


def test_what_cannot_be_read_is_named_in_one_sentence(tmp_path: Path) -> None:
    whole = wav_bytes(tmp_path)
    soundfile.write(tmp_path / "whole.flac", tone(CAPTURE_RATE), CAPTURE_RATE)
    flac = (tmp_path / "whole.flac").read_bytes()
    soundfile.write(tmp_path / "nothing.wav", np.zeros(0), CAPTURE_RATE)
    files = {
        "empty.wav": (b"", "is empty"),
        "notes.wav": (b"Dear diary, today I learned to speak.\n" * 50, "is not a sound file"),
        "header.wav": (whole[:20], "is not a sound file"),
        "cut.wav": (whole[: len(whole) * 6 // 10], "is cut off: only 59 %"),
        "start.wav": (whole[:44], "is cut off: only 0 %"),
        "cut.flac": (flac[: len(flac) // 2], "is damaged"),
        "a.raw": (b"12345678", "is not a sound file"),
    }
    for name, (content, reason) in files.items():
        (tmp_path / name).write_bytes(content)
        with pytest.raises(UserError, match=reason) as error:
            read_speech(tmp_path / name)
        assert name in str(error.value)
        assert "\n" not in str(error.value)
    with pytest.raises(UserError, match="holds no sound"):
        read_speech(tmp_path / "nothing.wav")
    with pytest.raises(UserError, match="There is no file"):
        read_speech(tmp_path / "missing.wav")
    with pytest.raises(UserError, match="is a folder"):
        read_speech(tmp_path)


def test_a_file_of_somebody_else_is_not_read(as_nobody: Path) -> None:
    with pytest.raises(UserError, match="You may not read"):
        read_speech(as_nobody / "secret.wav")


def recorded(path: Path) -> Samples:
    samples: Samples
    samples, rate = soundfile.read(path, dtype="int16")
    assert rate == 24_000
    return samples


def test_the_recording_appears_only_when_it_is_complete(tmp_path: Path) -> None:
    path = tmp_path / "out.wav"
    path.write_text("precious")
    with OutputRecording(path, 24_000) as recording:
        recording.write(np.arange(100, dtype=np.int16))
        recording.write(np.arange(50, dtype=np.int16))
        assert path.read_text() == "precious"
        recording.commit()
    np.testing.assert_array_equal(recorded(path), [*range(100), *range(50)])
    assert list(tmp_path.iterdir()) == [path]


def test_an_abandoned_recording_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "out.wav"
    path.write_text("precious")
    with OutputRecording(path, 24_000) as recording:
        recording.write(np.zeros(100, np.int16))
    recording.discard()
    assert path.read_text() == "precious"
    assert list(tmp_path.iterdir()) == [path]


def test_a_recording_without_sound_is_a_valid_wav(tmp_path: Path) -> None:
    with OutputRecording(tmp_path / "out.wav", 24_000) as recording:
        recording.commit()
    assert len(recorded(tmp_path / "out.wav")) == 0


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    link = tmp_path / "link.wav"
    link.symlink_to(tmp_path / "folder" / "real.wav")
    with OutputRecording(link, 24_000) as recording:
        recording.write(np.ones(10, np.int16))
        recording.commit()
    assert link.is_symlink()
    assert len(recorded(tmp_path / "folder" / "real.wav")) == 10


def test_places_that_cannot_be_written_are_refused_before_any_work(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="There is no folder"):
        OutputRecording(tmp_path / "missing" / "out.wav", 24_000)
    with pytest.raises(UserError, match="is a folder"):
        OutputRecording(tmp_path, 24_000)
    with pytest.raises(UserError, match="not an ordinary file"):
        OutputRecording(Path(os.devnull), 24_000)
    with pytest.raises(UserError, match="cannot be written"):
        OutputRecording(tmp_path / ("x" * 300), 24_000)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_of_somebody_else_is_not_written(as_nobody: Path) -> None:
    for name in ("secret.wav", "out.wav"):
        with pytest.raises(UserError, match="You may not write"):
            OutputRecording(as_nobody / name, 24_000)


def test_a_full_disk_is_told_at_the_end_and_nothing_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "out.wav"
    path.write_text("precious")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, before[1]))
    try:
        with OutputRecording(path, 24_000) as recording:
            recording.write(np.ones(30_000, np.int16))
            recording.write(np.ones(30_000, np.int16))
            with pytest.raises(UserError, match="cannot be written"):
                recording.commit()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
    assert path.read_text() == "precious"
    assert list(tmp_path.iterdir()) == [path]
