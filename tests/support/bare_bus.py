"""A session bus that can start nothing: on it is what the test puts there, whatever is installed on the machine.

Needs the Debian package dbus.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_CONFIGURATION = """\
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir={folder}</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""
"""Without folders of services, of which the usual one has those of the machine."""


@contextmanager
def bare_bus() -> Iterator[str]:
    """The address of a bus; it has ended when the block is left, and all connections with it."""
    with tempfile.TemporaryDirectory(prefix="echoflow-bus-") as folder:
        configuration = Path(folder) / "bus.conf"
        configuration.write_text(_CONFIGURATION.format(folder=folder))
        command = ["dbus-daemon", f"--config-file={configuration}", "--nofork", "--print-address"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as daemon:
            assert daemon.stdout is not None
            try:
                yield daemon.stdout.readline().strip()
            finally:
                daemon.terminate()
