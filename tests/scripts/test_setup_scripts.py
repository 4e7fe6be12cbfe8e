"""The decisions of the setup scripts, and what they say when they cannot go on."""

import http.server
import os
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from support.waiting import wait_until

ROOT = Path(__file__).resolve().parents[2]
REACHABLE = ROOT / "scripts" / "lib" / "reachable.py"


def bash(command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs a command with the functions of scripts/lib, as scripts/setup has them."""
    variables = {name: value for name, value in os.environ.items() if not name.startswith(("ECHOFLOW_", "LC_", "LANG"))}
    prelude = f"""
        set -euo pipefail
        root={ROOT}; venv={sys.prefix}; stamp=/nonexistent/stamp
        for part in messages system python llama; do . "$root/scripts/lib/$part.sh"; done
    """
    return subprocess.run(
        ["bash", "-c", prelude + command],
        env={**variables, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("driver", "variants"),
    [
        ("", ""),
        ("11.8", ""),
        ("12.1", "cu121"),
        ("12.4", "cu124 cu123 cu122 cu121"),
        ("12.7", "cu126 cu125 cu124 cu123 cu122 cu121"),
        ("13.0", "cu129 cu128 cu126 cu125 cu124 cu123 cu122 cu121"),
    ],
)
def test_only_wheels_that_the_graphics_driver_can_run_are_tried_newest_first(driver: str, variants: str) -> None:
    printed = bash(f"llama_gpu_variants '{driver}'").stdout.split()
    assert [variant for variant in printed if variant != "metal"] == variants.split()


def test_the_drivers_cuda_version_is_read_from_its_own_tool(tmp_path: Path) -> None:
    tool = tmp_path / "nvidia-smi"
    tool.write_text(
        "#!/bin/sh\necho '| NVIDIA-SMI 550.54.14    Driver Version: 550.54.14    CUDA Version: 12.4     |'\n"
    )
    tool.chmod(0o755)
    assert bash("driver_cuda_version", PATH=f"{tmp_path}:{os.environ['PATH']}").stdout.strip() == "12.4"


def test_a_driver_that_does_not_answer_counts_as_none(tmp_path: Path) -> None:
    tool = tmp_path / "nvidia-smi"
    tool.write_text("#!/bin/sh\necho 'NVIDIA-SMI has failed'\nexit 9\n")
    tool.chmod(0o755)
    done = bash("driver_cuda_version", PATH=f"{tmp_path}:{os.environ['PATH']}")
    assert (done.returncode, done.stdout) == (0, "")


def test_a_chosen_python_that_does_not_do_is_named_in_one_sentence() -> None:
    done = bash("python=$(choose_python); echo going on", ECHOFLOW_PYTHON="/bin/false")
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr == "ECHOFLOW_PYTHON names no Python 3.11, 3.12 or 3.13: /bin/false\n"


def test_the_chosen_python_is_taken() -> None:
    assert bash("choose_python", ECHOFLOW_PYTHON=sys.executable).stdout.strip() == sys.executable


def test_chinese_where_the_locale_is_chinese() -> None:
    done = bash("step 1 'System libraries' '系统库'", LANG="zh_CN.UTF-8")
    assert done.stderr == "[1/4] 系统库\n"


def test_the_applications_own_language_setting_comes_first() -> None:
    assert bash("say English 中文", LANG="zh_CN.UTF-8", ECHOFLOW_LANGUAGE="en").stderr == "English\n"


def test_a_missing_library_is_named_by_its_package() -> None:
    done = bash("runtime_libraries='libnowhere.so.9 libnowhere9'; missing_runtime_packages")
    assert done.stdout.split() == (["libnowhere9"] if sys.platform == "linux" else [])


def test_without_the_right_to_install_the_command_is_named() -> None:
    done = bash(
        """
        has_apt() { true; }; id() { echo 1000; }; sudo() { false; }
        apt_install 'libraries for sound' '声音库' libportaudio2 || echo refused
        """
    )
    assert done.stdout == "refused\n"
    assert "sudo apt-get install libportaudio2" in done.stderr


def test_ending_a_long_command_ends_what_it_started(tmp_path: Path) -> None:
    pid_file = tmp_path / "pid"
    os.mkfifo(pid_file)
    prelude = f'. "{ROOT}/scripts/lib/messages.sh"; patiently /dev/null sh -c "sleep 60 & echo \\$! >{pid_file}; wait"'
    running = subprocess.Popen(["bash", "-c", prelude], stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    grandchild = int(pid_file.read_text())
    running.terminate()
    assert running.wait(timeout=10) != 0
    wait_until(lambda: not Path(f"/proc/{grandchild}/exe").exists(), "the end of what it started")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_setup_explains_itself_without_setting_anything_up(language: str) -> None:
    done = subprocess.run(
        [ROOT / "scripts" / "setup", "--help"],
        env={**os.environ, "ECHOFLOW_LANGUAGE": language},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1


def test_setup_refuses_an_unknown_level() -> None:
    done = subprocess.run([ROOT / "scripts" / "setup", "everything"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "scripts/setup [app|dev]" in done.stderr


class _Refusing(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_error(404)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class's name
        pass


def reachable(url: str) -> bool:
    return subprocess.run([sys.executable, REACHABLE, url], check=False).returncode == 0


def test_a_host_that_answers_is_reachable_even_if_it_refuses() -> None:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Refusing) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            assert reachable(f"http://127.0.0.1:{server.server_port}/cpu/")
        finally:
            server.shutdown()
            thread.join()


def test_a_closed_port_is_not_reachable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    assert not reachable(f"http://127.0.0.1:{port}/")


def test_an_address_that_is_none_is_not_reachable() -> None:
    assert not reachable("not an address")
