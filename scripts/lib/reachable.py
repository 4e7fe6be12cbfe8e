"""Whether a web address answers at all within four seconds: `python reachable.py URL`, exit status 0 if so.

Run before a package index is asked for one file after another, so that a machine without a way there waits once. Any
answer counts, an error page too. The limit holds for name resolution as well, which no socket timeout covers.
"""

import os
import sys
import threading
import urllib.error
import urllib.request

LIMIT = 4.0
"""Seconds: long enough for a slow line, short enough not to be noticed before a build of minutes."""


def answers(url: str) -> bool:
    """True if the host of `url` answers."""
    try:
        with urllib.request.urlopen(url, timeout=LIMIT):
            return True
    except urllib.error.HTTPError:
        return True
    except (OSError, ValueError):
        return False


def main() -> None:
    """Exit 0 if the address answers within the limit."""
    found: list[bool] = []
    asking = threading.Thread(target=lambda: found.append(answers(sys.argv[1])), daemon=True)
    asking.start()
    asking.join(LIMIT)
    os._exit(0 if found == [True] else 1)


if __name__ == "__main__":
    main()
