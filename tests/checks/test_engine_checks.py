"""What is said about the graphics card and about how the chosen model goes with this machine."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from echoflow.checks.check import Circumstances
from echoflow.checks.engines import graphics
from echoflow.language.llama_fit import Device
from echoflow.store.settings import Settings
from support.checking import findings
from support.gguf_files import write_model

TOO_LARGE = 10**13 // 4096 * 4096


@pytest.mark.parametrize(("size", "status"), [(TOO_LARGE, "problem"), (1024, "ok")])
def test_the_chosen_model_is_judged(tmp_path: Path, size: int, status: str) -> None:
    model = write_model(tmp_path / "mine.gguf", weights=size)

    build, card, chosen = findings("language_model", Circumstances(Settings(model=str(model))))

    assert (build.check, card.check) == ("language_model", "gpu")
    assert (chosen.check, chosen.status) == ("model_fit", status)
    assert chosen.sentence.startswith("Tiny ")


def test_a_model_at_work_evidently_fits(tmp_path: Path) -> None:
    model = write_model(tmp_path / "mine.gguf", weights=TOO_LARGE)

    *_, chosen = findings("language_model", Circumstances(Settings(model=str(model)), model_in_use=model))

    assert (chosen.status, chosen.sentence) == ("ok", "Tiny is loaded and at work.")


@pytest.fixture
def driver(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Puts an nvidia-smi on the path that runs a line of shell."""

    def install(line: str) -> None:
        program = tmp_path / "nvidia-smi"
        program.write_text(f"#!/bin/sh\n{line}\n")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")

    return install


def test_the_driver_tells_of_the_card(driver: Callable[[str], None]) -> None:
    driver("echo 'NVIDIA GeForce RTX 4060, 7000, 8188, 550.120'")
    found = graphics(())
    assert found.status == "ok"
    assert found.sentence == "NVIDIA GeForce RTX 4060: 7.3 GB of 8.6 GB are free (driver 550.120)"


def test_a_driver_that_fails_is_a_warning(driver: Callable[[str], None]) -> None:
    driver("echo 'NVIDIA-SMI has failed because it could not communicate with the NVIDIA driver.'; exit 9")
    found = graphics(())
    assert found.status == "warning"
    assert "Restart" in found.remedy


def test_without_a_driver_it_is_what_llama_sees(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "runs on the processor" in graphics(()).sentence
    card = Device("Apple M3", 5 * 10**9, 8 * 10**9, shared=True)
    assert graphics((card,)).sentence == "Apple M3: 5.0 GB of 8.0 GB are free"
