"""argparse in the user's language: the help, and one sentence for what is wrong."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from typing import Any, NoReturn

from echoflow.errors import UsageError
from echoflow.text import tr


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence instead of printing the usage; takes no abbreviations of options."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"allow_abbrev": False, "formatter_class": _Formatter, **options, "add_help": False})
        # argparse takes its own words from gettext, whose catalogue only a Python built for the language has.
        self._positionals.title = tr("arguments")
        self._optionals.title = tr("options")
        self.add_argument("-h", "--help", action="help", help=tr("show this help and exit"))

    def error(self, message: str) -> NoReturn:
        """Raises UsageError with argparse's finding in the user's language."""
        raise UsageError(_sentence(message, self.prog))


class _Formatter(argparse.HelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, tr("usage: ") if prefix is None else prefix)


def _sentence(message: str, program: str) -> str:
    hint = f"{program} --help"
    if found := re.match(r"unrecognized arguments: (.+)", message):
        return tr("Unknown option: {option}. '{hint}' lists what there is.", option=found[1], hint=hint)
    if found := re.match(r"the following arguments are required: (.+)", message):
        return tr("Missing: {arguments}. '{hint}' explains.", arguments=found[1], hint=hint)
    if found := re.match(r"argument (.+?): invalid choice: (.+?) \(choose from (.+)\)", message):
        return tr("{value} is not one of: {choices}. '{hint}' explains.", value=found[2], choices=found[3], hint=hint)
    if found := re.match(r"argument (.+?): expected (?:one|at least one) argument", message):
        return tr("{option} needs a value. '{hint}' explains.", option=found[1], hint=hint)
    if found := re.match(r"argument (.+?): ignored explicit argument (.+)", message):
        return tr("{option} takes no value. '{hint}' explains.", option=found[1], hint=hint)
    if found := re.match(r"argument (.+?): invalid .+ value: (.+)", message):
        return tr(
            "{value} is no number that {option} takes. '{hint}' explains.", value=found[2], option=found[1], hint=hint
        )
    return f"{message}. {hint}"
