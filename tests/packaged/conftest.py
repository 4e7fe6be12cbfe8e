"""These tests are of the packaged program; `scripts/test --packaged` names it."""

import os

collect_ignore_glob = [] if "ECHOFLOW_PROGRAM" in os.environ else ["test_*.py"]
