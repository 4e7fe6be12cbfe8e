"""Turn-taking, history and timing as pure Python: no I/O, no threads, no Qt, no clock of its own."""
