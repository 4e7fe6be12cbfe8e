"""A real Secret Service (gnome-keyring) on a session bus of its own, for programs that keep secrets.

The bus, the daemon and the files of the keyring belong to the block; the keyring and the bus of whoever runs the tests
are not touched. Needs the Debian packages dbus and gnome-keyring.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

PASSWORD = "open-sesame"
"""Of every keyring made here."""

_LIMIT_SECONDS = 60.0
"""Far above the second or two that bus, daemon and program take."""

_SESSION_VARIABLES = {
    "DBUS_SESSION_BUS_ADDRESS",
    "GNOME_KEYRING_CONTROL",
    "PYTHON_KEYRING_BACKEND",
    "DISPLAY",
    "WAYLAND_DISPLAY",
}


class SecretService:
    """The home of a keyring; made by `secret_service`.

    Attributes:
        home: private folder; the keyring is in it, and EchoFlow's own folders in `echoflow`.
    """

    def __init__(self, home: Path) -> None:
        self.home = home

    def run(
        self, program: str, *arguments: str, unlocked: bool = True, **variables: str
    ) -> subprocess.CompletedProcess[str]:
        """Runs the Python `program` on a new session bus, with the keyring unlocked or as one finds it after login.

        The same keyring is there for the next run.
        """
        unlock = 'printf "%s" "$PASSWORD" | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; '
        script = (unlock if unlocked else "") + 'exec "$@"'
        python = [sys.executable, "-c", program, *arguments]
        return self._run(["dbus-run-session", "--", "sh", "-c", script, "sh", *python], variables)

    def run_without_bus(self, program: str, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Runs the Python `program` where there is no session bus and so no keyring."""
        return self._run([sys.executable, "-c", program, *arguments], variables)

    @contextmanager
    def running(self, program: str, display: str) -> Iterator[subprocess.Popen[str]]:
        """The Python `program`, on a screen where the keyring, not unlocked yet, can ask for its password."""
        # GTK's accessibility would start one more daemon.
        environment = {**self._environment(), "DISPLAY": display, "NO_AT_BRIDGE": "1"}
        command = ["dbus-run-session", "--", sys.executable, "-c", program]
        with subprocess.Popen(
            command,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            cwd=self.home,
            start_new_session=True,
        ) as running:
            try:
                yield running
                running.wait(_LIMIT_SECONDS)
            except BaseException:
                # The bus with it, which would outlive the program; the keyring ends with the bus.
                os.killpg(running.pid, signal.SIGTERM)
                raise

    def _run(self, command: list[str], variables: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            command,
            env={**self._environment(), "PASSWORD": PASSWORD, **variables},
            capture_output=True,
            text=True,
            timeout=_LIMIT_SECONDS,
            check=False,
            cwd=self.home,
        )
        assert done.returncode == 0, done.stderr
        return done

    def _environment(self) -> dict[str, str]:
        kept = {
            name: value
            for name, value in os.environ.items()
            if name not in _SESSION_VARIABLES and not name.startswith("XDG_")
        }
        runtime = self.home / "run"
        runtime.mkdir(mode=0o700, exist_ok=True)
        own = {
            "HOME": str(self.home),
            "XDG_DATA_HOME": str(self.home / ".local" / "share"),
            "XDG_RUNTIME_DIR": str(runtime),
            "ECHOFLOW_HOME": str(self.home / "echoflow"),
        }
        return kept | own


@contextmanager
def secret_service() -> Iterator[SecretService]:
    """An empty home, in which the first unlocked run makes a keyring."""
    with tempfile.TemporaryDirectory(prefix="echoflow-keyring-", ignore_cleanup_errors=True) as folder:
        yield SecretService(Path(folder))
