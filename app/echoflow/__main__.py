"""`python -m echoflow`, and the frozen program."""

from echoflow.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
