"""One running app per user and home folder; a second start sends the first one a command instead.

The wire: a client writes one line, the name of a command; the app answers `ok` and closes. Anything else is dropped.
"""

from __future__ import annotations

import getpass
import hashlib
import logging
import os
import time

from PySide6.QtCore import QDir, QLockFile, QObject, QTimer, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from echoflow.paths import config_folder

_log = logging.getLogger(__name__)

COMMANDS = frozenset({"show", "talk", "stop", "toggle", "quit"})
_ACKNOWLEDGEMENT = b"ok\n"
_LONGEST_LINE = 32
_CLIENT_MILLISECONDS = 2_000
"""A client that has not said anything by then is sent away."""


def server_name() -> str:
    """The name of this user's app with this ECHOFLOW_HOME; short enough for a socket's path."""
    user = str(os.getuid()) if hasattr(os, "getuid") else getpass.getuser()
    digest = hashlib.sha256(f"{user}\0{config_folder().resolve()}".encode()).hexdigest()
    return f"echoflow-{digest[:16]}"


def send_command(name: str, timeout: float = 2.0) -> bool:
    """Tell the running app `name`; False if there is none, or it has not acknowledged within `timeout` seconds.

    Blocks, and needs no Qt application.
    """
    deadline = time.monotonic() + timeout

    def remaining() -> int:
        return max(1, round((deadline - time.monotonic()) * 1000))

    socket = QLocalSocket()
    socket.connectToServer(server_name())
    if not socket.waitForConnected(remaining()):
        return False
    socket.write(f"{name}\n".encode())
    answer = b""
    while not answer.endswith(b"\n") and socket.waitForReadyRead(remaining()):
        answer += socket.readAll().data()
    socket.abort()
    return answer == _ACKNOWLEDGEMENT


class SingleInstance(QObject):
    """The right to be the running app, and its ear for commands."""

    command_received = Signal(str)
    """One of `COMMANDS`, sent by another start of the app."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = QLockFile(QDir.temp().filePath(f"{server_name()}.lock"))
        # Only a dead owner makes a lock stale, not its age; so a crash is taken over and two starts can not race.
        self._lock.setStaleLockTime(0)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._welcome)
        self._clients: set[_Client] = set()

    def claim(self) -> bool:
        """Become the running app; False if another one is."""
        if not self._lock.tryLock(0):
            return False
        # The owner of the lock may clear away the socket that a crash has left.
        QLocalServer.removeServer(server_name())
        if not self._server.listen(server_name()):
            _log.warning("no commands can be received: %s", self._server.errorString())
        return True

    def close(self) -> None:
        """Let the next start be the running app."""
        for client in list(self._clients):
            client.dismiss()
        self._server.close()
        self._lock.unlock()

    @Slot()
    def _welcome(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            client = _Client(socket)
            self._clients.add(client)
            client.said.connect(self._take)
            client.left.connect(self._forget)
            client.listen()

    @Slot(str)
    def _take(self, command: str) -> None:
        self.command_received.emit(command)

    @Slot(object)
    def _forget(self, client: _Client) -> None:
        self._clients.discard(client)


class _Client(QObject):
    """One connection. Python owns it; as a child of its socket it would be deleted with it, once by each of them."""

    said = Signal(str)
    left = Signal(object)

    def __init__(self, socket: QLocalSocket) -> None:
        super().__init__()
        self._socket = socket
        socket.setReadBufferSize(_LONGEST_LINE + 1)
        socket.disconnected.connect(self._leave)
        socket.readyRead.connect(self._read)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self.dismiss)

    def listen(self) -> None:
        """Wait for its line, or read it if it is there."""
        self._patience.start(_CLIENT_MILLISECONDS)
        self._read()

    @Slot()
    def dismiss(self) -> None:
        """Hang up."""
        self._socket.abort()

    @Slot()
    def _read(self) -> None:
        if self._socket.canReadLine():
            command = bytes(self._socket.readLine().data()).strip().decode("ascii", "replace")
            if command in COMMANDS:
                # Acknowledged first: whoever receives `quit` may be gone before the loop turns again.
                self._socket.write(_ACKNOWLEDGEMENT)
                self._socket.flush()
                self._socket.disconnectFromServer()
                self.said.emit(command)
            else:
                self.dismiss()
        elif self._socket.bytesAvailable() > _LONGEST_LINE:
            self.dismiss()

    @Slot()
    def _leave(self) -> None:
        self._patience.stop()
        self._socket.deleteLater()
        self.left.emit(self)
