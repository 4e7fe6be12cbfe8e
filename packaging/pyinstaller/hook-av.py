"""In place of PyInstaller's own hook, which would look for the parts of the real PyAV; see `placeholders/av`."""
