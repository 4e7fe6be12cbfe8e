"""A real X screen with a window manager, a compositor and a tray, for tests that look at windows and press keys.

Nothing is shared with the desktop of whoever runs the tests: the display number is chosen by the server, the runtime
folder is private, and there is no session bus, so Qt docks its tray icon by XEmbed, which every X tray host speaks.

    with virtual_screen() as screen:
        app = subprocess.Popen([sys.executable, "-m", "echoflow"], env=screen.environment())
        screen.key_down("ctrl+alt+space")
        screen.screenshot(Path("listening.png"))

Needs the Debian packages xvfb, openbox, picom, trayer, xdotool and imagemagick.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from support.waiting import READY_SECONDS, wait_until

_DESKTOP_VARIABLES = ("WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "XDG_CURRENT_DESKTOP", "SESSION_MANAGER")


class VirtualScreen:
    """A running screen; made by `virtual_screen`.

    Attributes:
        display: what DISPLAY has to be.
        width: in pixels.
        height: in pixels.
        folder: private, emptied at the end; the logs of the programs are in it.

    """

    def __init__(self, display: str, width: int, height: int, folder: Path) -> None:
        self.display = display
        self.width = width
        self.height = height
        self.folder = folder

    def environment(self, **extra: str) -> dict[str, str]:
        """The environment a program needs to appear on this screen, with `extra` variables on top."""
        return _isolated(self.display, self.folder) | extra

    def screenshot(self, path: Path) -> Path:
        """Write what is on the screen to `path` (PNG)."""
        self._run("import", "-window", "root", str(path))
        return path

    def key_down(self, keys: str) -> None:
        """Press and keep down `keys`, such as `ctrl+alt+space`."""
        self._run("xdotool", "keydown", keys)

    def key_up(self, keys: str) -> None:
        """Let go of `keys`."""
        self._run("xdotool", "keyup", keys)

    def tap(self, keys: str) -> None:
        """Press and let go of `keys`."""
        self._run("xdotool", "key", keys)

    def type_text(self, text: str) -> None:
        """Type `text` into the window that has the keyboard."""
        self._run("xdotool", "type", "--delay", "20", text)

    def click(self, x: int, y: int, button: int = 1, times: int = 1) -> None:
        """Move the pointer to a point of the screen and click; button 3 is the right one, twice is a double click."""
        self._run("xdotool", "mousemove", str(x), str(y))
        self._run("xdotool", "click", "--repeat", str(times), "--delay", "60", str(button))

    def drag(self, x: int, y: int, to_x: int, to_y: int) -> None:
        """Press the left button at a point, move to another one in a few steps, and let go."""
        steps = [(x + (to_x - x) * step // 4, y + (to_y - y) * step // 4) for step in range(1, 5)]
        moves = [word for place in steps for word in ("mousemove", "--sync", str(place[0]), str(place[1]))]
        self._run("xdotool", "mousemove", "--sync", str(x), str(y), "mousedown", "1", *moves, "mouseup", "1")

    def move_pointer(self, x: int, y: int) -> None:
        """Put the pointer there."""
        self._run("xdotool", "mousemove", str(x), str(y))

    def focused_window(self) -> str:
        """The title of the window that has the keyboard; empty where it has none."""
        return self._ask("xdotool", "getwindowfocus", "getwindowname")

    def windows(self) -> list[str]:
        """The titles of all windows that are mapped."""
        listing = self._ask("xdotool", "search", "--onlyvisible", "--name", ".")
        return [self._ask("xdotool", "getwindowname", window) for window in listing.split()]

    def _run(self, *command: str) -> None:
        subprocess.run(command, env=self.environment(), check=True, timeout=READY_SECONDS, capture_output=True)

    def _ask(self, *command: str) -> str:
        answer = subprocess.run(command, env=self.environment(), timeout=READY_SECONDS, capture_output=True, text=True)
        return answer.stdout.strip()


@contextmanager
def virtual_screen(
    *, width: int = 1280, height: int = 800, tray: bool = True, compositor: bool = True
) -> Iterator[VirtualScreen]:
    """A screen that is ready for windows; everything it started has ended when the block is left."""
    with ExitStack() as cleanup:
        folder = Path(cleanup.enter_context(tempfile.TemporaryDirectory(prefix="echoflow-screen-")))
        display = _start_server(cleanup, folder, width, height)
        screen = VirtualScreen(display, width, height, folder)
        environment = screen.environment()

        _start(cleanup, folder, ["openbox", "--sm-disable"], environment)
        wait_until(lambda: "window id" in screen._ask("xprop", "-root", "_NET_SUPPORTING_WM_CHECK"), "openbox starting")
        if compositor:
            # The xrender back end needs no GPU. Without a configuration file there are no shadows and no fades.
            _start(cleanup, folder, ["picom", "--backend", "xrender", "--config", os.devnull], environment)
            # The manager of a screen's compositing owns this selection.
            wait_until(lambda: _selection_is_owned(display, "_NET_WM_CM_S0"), "picom starting")
        if tray:
            start_tray(cleanup, screen)
        yield screen


def start_tray(cleanup: ExitStack, screen: VirtualScreen) -> None:
    """A tray host at the bottom right, until `cleanup` closes."""
    place = ["--edge", "bottom", "--align", "right", "--expand", "true", "--width", "10", "--height", "32"]
    look = ["--SetDockType", "true", "--SetPartialStrut", "true", "--transparent", "true", "--alpha", "0"]
    tint = ["--tint", "0x202124"]
    _start(cleanup, screen.folder, ["trayer", *place, *look, *tint], screen.environment())
    wait_until(lambda: _selection_is_owned(screen.display, "_NET_SYSTEM_TRAY_S0"), "trayer starting")


def _start_server(cleanup: ExitStack, folder: Path, width: int, height: int) -> str:
    """Start Xvfb and return its display, which it writes to a pipe once it takes clients."""
    reading, writing = os.pipe()
    cleanup.callback(os.close, reading)
    # Without -noreset the server starts anew when its last client leaves, which may be the one that asks whether the
    # window manager is there: that one then finds no display.
    command = ["Xvfb", "-displayfd", str(writing), "-noreset", "-screen", "0", f"{width}x{height}x24", "-dpi", "96"]
    try:
        _start(cleanup, folder, [*command, "-nolisten", "tcp"], _isolated("", folder), pass_fds=(writing,))
    finally:
        os.close(writing)
    number = os.read(reading, 16).decode().strip()
    if not number:
        raise RuntimeError(f"Xvfb did not start: {(folder / 'Xvfb.log').read_text(errors='replace').strip()}")
    return f":{number}"


def _start(
    cleanup: ExitStack,
    folder: Path,
    command: list[str],
    environment: Mapping[str, str],
    pass_fds: tuple[int, ...] = (),
) -> None:
    log = cleanup.enter_context((folder / f"{command[0]}.log").open("wb"))
    process = subprocess.Popen(command, env=environment, stdout=log, stderr=log, pass_fds=pass_fds)
    cleanup.callback(_end, process)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(timeout=5)
        return
    process.kill()
    process.wait()


def _selection_is_owned(display: str, selection: str) -> bool:
    from Xlib.display import Display

    connection = Display(display)
    try:
        return bool(connection.get_selection_owner(connection.intern_atom(selection)))
    finally:
        connection.close()


def _isolated(display: str, folder: Path) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if name not in _DESKTOP_VARIABLES}
    return inherited | {
        "DISPLAY": display,
        "XDG_SESSION_TYPE": "x11",
        "XDG_RUNTIME_DIR": str(folder),
        "QT_QPA_PLATFORM": "xcb",
    }
