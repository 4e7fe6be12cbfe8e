"""llama_cpp opens its libraries with ctypes, by full path in `llama_cpp/lib`, and they find each other there."""

from pathlib import Path

from PyInstaller.utils.hooks import get_package_paths

_LIBRARIES = Path(get_package_paths("llama_cpp")[1]) / "lib"
# mtmd is for images and audio; llama_cpp does not open it before that is asked for.
_NEEDED = ("libllama.", "libggml", "llama.", "ggml")


def _wanted(library: Path) -> bool:
    """False for the copies that the wheel holds under their full version (libllama.so.0.5.0); nobody opens those."""
    _, _, version = library.name.partition(".so.")
    return library.name.startswith(_NEEDED) and "." not in version


binaries = [(str(library), "llama_cpp/lib") for library in _LIBRARIES.iterdir() if _wanted(library)]
excludedimports = ["llama_cpp.server"]
