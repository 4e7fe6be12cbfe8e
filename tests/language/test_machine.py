from __future__ import annotations

import os
import sys
from pathlib import Path

from echoflow.language.machine import available_memory, cgroup_available, parse_meminfo, physical_cores

MEMINFO = """MemTotal:       24684544 kB
MemFree:         1000000 kB
MemAvailable:   20000000 kB
"""


def test_available_and_not_free_memory_counts() -> None:
    assert parse_meminfo(MEMINFO) == 20_000_000 * 1024
    assert parse_meminfo("MemTotal: 1 kB\n") is None


def test_a_container_may_take_up_to_its_limit(tmp_path: Path) -> None:
    (tmp_path / "memory.max").write_text("1000000\n")
    (tmp_path / "memory.current").write_text("700000\n")
    (tmp_path / "memory.stat").write_text("anon 500000\ninactive_file 100000\nactive_file 50000\n")
    assert cgroup_available(tmp_path) == 450_000


def test_no_limit_and_no_control_group_are_unknown(tmp_path: Path) -> None:
    assert cgroup_available(tmp_path) is None
    (tmp_path / "memory.max").write_text("max\n")
    (tmp_path / "memory.current").write_text("700000\n")
    (tmp_path / "memory.stat").write_text("anon 1\n")
    assert cgroup_available(tmp_path) is None


def test_this_machine() -> None:
    assert 1 <= physical_cores() <= (os.cpu_count() or 1)
    if sys.platform == "linux":
        memory = available_memory()
        assert memory is not None
        assert memory > 0
