"""Every page of the first start, in each of its states: reachable, told, and whole."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from echoflow.ui.first_start.choice_tile import ChoiceTile
from support.first_start_scenes import SCENES
from support.windows import cut_off, nameless, reached_by_tab, shown


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", SCENES)
def test_nothing_is_nameless_out_of_reach_or_cut_off(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, name: str, language: str
) -> None:
    monkeypatch.setenv("ECHOFLOW_LANGUAGE", language)
    window = shown(SCENES[name](language))
    try:
        assert not nameless(window)
        assert not cut_off(window)
        reached = reached_by_tab(window)
        assert window.next in reached
        for tile in window.findChildren(ChoiceTile):
            if tile.isVisible() and tile.button.isChecked():
                assert tile.button in reached
        assert window.dots.accessibleName()
        assert window.height() <= qapp.primaryScreen().availableGeometry().height()
    finally:
        window.close()
        window.deleteLater()
