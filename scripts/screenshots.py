"""Pictures of every window on a virtual screen: what they show, in English and Chinese, light and dark.

scripts/screenshots DIR             writes DIR/WINDOW-LANGUAGE-THEME.png, such as overlay-listening-en-light.png
scripts/screenshots DIR NAME...     only those windows whose names begin with a NAME, such as `settings`
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from PySide6.QtCore import QRect  # noqa: E402
from PySide6.QtGui import QImage  # noqa: E402

from echoflow.text import LANGUAGES  # noqa: E402
from support.driven_app import DrivenApp, driven_app  # noqa: E402
from support.scenes import MENUS, TRAY_STATES, WINDOWS, OverlayScene, overlays  # noqa: E402
from support.virtual_screen import VirtualScreen, virtual_screen  # noqa: E402
from support.waiting import wait_until  # noqa: E402

MARGIN = 60
MOTION_SECONDS = 1.2
"""Until everything that moves into place has; the animations themselves go on."""

PAINT_SECONDS = 0.5
"""Until what does not move is on the screen, by way of the compositor."""


def main() -> int:
    """Write all pictures, or those that are asked for."""
    if len(sys.argv) < 2:
        sys.stderr.write("usage: scripts/screenshots DIR [NAME...]\n")
        return 2
    folder, wanted = Path(sys.argv[1]), tuple(sys.argv[2:]) or ("",)
    folder.mkdir(parents=True, exist_ok=True)
    with virtual_screen(width=1440, height=1000) as screen:
        screen.move_pointer(screen.width // 2, 100)
        for language in LANGUAGES:
            for theme in ("light", "dark"):
                with driven_app(screen, ECHOFLOW_LANGUAGE=language) as app:
                    app.call("set_theme", theme)
                    app.call("show_wallpaper", theme)
                    Photographer(screen, app, folder, language, theme, wanted).take_all()
    return 0


class Photographer:
    """Takes the pictures of one language and one theme whose names begin with one of `wanted`."""

    def __init__(
        self, screen: VirtualScreen, app: DrivenApp, folder: Path, language: str, theme: str, wanted: tuple[str, ...]
    ) -> None:
        self._screen = screen
        self._app = app
        self._folder = folder
        self._language = language
        self._theme = theme
        self._wanted = wanted

    def take_all(self) -> None:
        """The overlay, the tray, the menu and the windows."""
        self._take_overlays()
        self._take_tray()
        self._take_windows()

    def _take_overlays(self) -> None:
        for scene in overlays(self._language, self._theme):
            if scene.name.startswith(self._wanted):
                self._take_overlay(scene)

    def _take_overlay(self, scene: OverlayScene) -> None:
        app, screen = self._app, self._screen
        for name, *arguments in scene.calls:
            app.call(str(name), *arguments)
        if scene.pointer:
            card = QRect(*app.numbers("card_geometry"))
            screen.move_pointer(card.center().x(), card.center().y())
        time.sleep(MOTION_SECONDS)
        card = QRect(*app.numbers("card_geometry")).adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)
        self._save(scene.name, QRect(0, 0, screen.width, screen.height) if scene.whole else card)
        screen.move_pointer(screen.width // 2, 100)
        app.call("set_place", "")
        app.call("choose_look", "auto", "auto", "auto")
        app.call("set_theme", self._theme)
        app.call("set_manner", "hold", False)
        app.call("set_state", "idle")
        app.call("hide_now")

    def _take_tray(self) -> None:
        names = [name for name in (*TRAY_STATES, "menu") if f"tray-{name}".startswith(self._wanted)]
        if not names:
            return
        app, screen = self._app, self._screen
        app.call("show_tray")
        app.call("set_menus", MENUS)
        # Trays move what they have just taken in.
        wait_until(lambda: app.numbers("tray_geometry")[0] > screen.width // 2, "the icon docking")
        corner = QRect(screen.width - 160, screen.height - 80, 160, 80)
        for name in names:
            app.call("set_state", name if name in TRAY_STATES else "idle")
            app.call("hide_now")
            area = corner
            if name == "menu":
                app.call("pop_up_menu")
                area = corner.united(QRect(*app.numbers("menu_geometry")).adjusted(-20, -20, 20, 20))
            time.sleep(PAINT_SECONDS)
            self._save(f"tray-{name}", area)
        app.call("close_menu")

    def _take_windows(self) -> None:
        for name in WINDOWS:
            if name.startswith(self._wanted):
                self._app.call("show_window", name)
                time.sleep(PAINT_SECONDS)
                self._save(name, QRect(*self._app.numbers("window_geometry")))
                self._app.call("close_window")

    def _save(self, name: str, area: QRect) -> None:
        """A part of the screen as it is now."""
        path = self._folder / f"{name}-{self._language}-{self._theme}.png"
        whole = QImage(str(self._screen.screenshot(path)))
        whole.copy(area.intersected(whole.rect())).save(str(path))
        sys.stderr.write(f"{path}\n")


if __name__ == "__main__":
    sys.exit(main())
