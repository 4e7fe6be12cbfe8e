"""Where a service is reached: its own address, or one that replaces it."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from echoflow.errors import UsageError
from echoflow.text import tr

_AS_HTTP = {"ws": "http", "wss": "https"}
_AS_WEBSOCKET = {"http": "ws", "https": "wss"}

_HOME_NAMES = (".localhost", ".local", ".lan", ".internal", ".home.arpa")
"""Ends of names that no public name server knows (RFC 6761, 6762, 8375, and what home routers use)."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a service is reached instead of at its own address; either form, with http or with ws, is taken.

    Attributes:
        http: such as `http://127.0.0.1:9000`, without a slash at the end.
        websocket: the same place as `ws://127.0.0.1:9000`.
    """

    http: str
    websocket: str

    @property
    def place(self) -> str:
        """Host and port as a person may read them: without user name and password, which `http` may hold."""
        parts = urlsplit(self.http)
        host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
        return f"{host}:{parts.port}" if parts.port else f"{host}"

    @property
    def at_home(self) -> bool:
        """It is this computer or one beside it: free of charge, and behind no proxy."""
        return is_at_home(urlsplit(self.http).hostname or "")

    @classmethod
    def parse(cls, text: str, service: str) -> Address:
        """Reads an address; `service` is its name for people.

        Raises:
            UsageError: it is none.
        """
        try:
            parts = urlsplit(text.strip())
            usable = bool(parts.hostname) and parts.scheme in {*_AS_HTTP, *_AS_WEBSOCKET}
            _ = parts.port  # raises where it is no number
        except ValueError:
            usable = False
        if not usable:
            raise UsageError(
                tr(
                    "'{address}' is no address for {service}; write it like http://127.0.0.1:9000.",
                    address=text,
                    service=service,
                )
            )
        path = parts.path.rstrip("/")

        def with_scheme(names: dict[str, str]) -> str:
            return urlunsplit((names.get(parts.scheme, parts.scheme), parts.netloc, path, "", ""))

        return cls(with_scheme(_AS_HTTP), with_scheme(_AS_WEBSOCKET))


def is_at_home(host: str) -> bool:
    """Whether the host of an address, a name or a number, is this computer or one beside it."""
    host = host.rstrip(".")
    try:
        # is_private holds for loopback, link-local and the private ranges.
        return ipaddress.ip_address(host.split("%")[0]).is_private
    except ValueError:
        return "." not in host or host.endswith(_HOME_NAMES)
