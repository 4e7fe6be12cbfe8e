"""Keeps the translation file in step with the sentences in the code.

    python scripts/translations.py              add what is missing, as unfinished; drop what is stale
    python scripts/translations.py --fill FILE  also take translations from FILEs: English, a tab, Chinese on each line

The compiled file is made from it by `pyside6-lrelease` (see `scripts/setup`).
"""

from __future__ import annotations

import argparse
import ast
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ROOT / "app" / "echoflow"
FILE = ROOT / "resources" / "translations" / "echoflow_zh_CN.ts"
CONTEXT = "echoflow"


class Sentences:
    """The sentences that Python files pass to `tr` or `tr_noop`.

    Attributes:
        found: every sentence, with the places it is used at.
        unreadable: places where `tr` is given something else than a literal.

    """

    def __init__(self) -> None:
        self.found: dict[str, list[str]] = {}
        self.unreadable: list[str] = []

    def read(self, path: Path) -> None:
        """Add the sentences of a file."""
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and _name_of(node.func) in ("tr", "tr_noop")):
                continue
            place = f"{path.relative_to(ROOT)}:{node.lineno}"
            sentence = node.args[0] if node.args else None
            if isinstance(sentence, ast.Constant) and isinstance(sentence.value, str):
                self.found.setdefault(sentence.value, []).append(place)
            else:
                self.unreadable.append(place)


def sentences() -> Sentences:
    """Those of the whole app."""
    result = Sentences()
    for path in sorted(SOURCES.rglob("*.py")):
        result.read(path)
    return result


def load(path: Path = FILE) -> dict[str, str]:
    """The translation of each sentence in the file; empty where it is unfinished."""
    if not path.exists():
        return {}
    translations = {}
    for message in ET.parse(path).iter("message"):
        translation = message.find("translation")
        is_finished = translation is not None and translation.get("type") != "unfinished"
        text = (translation.text or "") if translation is not None and is_finished else ""
        translations[message.findtext("source", "")] = text
    return translations


def write(translations: dict[str, str], path: Path = FILE) -> None:
    """Write the file, sorted by sentence, so that two people's additions rarely meet."""
    root = ET.Element("TS", version="2.1", language="zh_CN", sourcelanguage="en")
    context = ET.SubElement(root, "context")
    ET.SubElement(context, "name").text = CONTEXT
    for sentence, text in sorted(translations.items()):
        message = ET.SubElement(context, "message")
        ET.SubElement(message, "source").text = sentence
        translation = ET.SubElement(message, "translation")
        if text:
            translation.text = text
        else:
            translation.set("type", "unfinished")
    ET.indent(root, "    ")
    document = ET.tostring(root, encoding="unicode")
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{document}\n', encoding="utf-8")


def main() -> int:
    """Update the file; 1 if something is left to translate."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fill", type=Path, nargs="+", action="extend", default=[], metavar="FILE")
    known = load()
    for path in parser.parse_args().fill:
        lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
        known |= {parts[0]: parts[1].strip() for parts in lines if len(parts) == 2 and parts[1].strip()}
    used = sentences()
    write({sentence: known.get(sentence, "") for sentence in used.found})
    unfinished = [sentence for sentence in used.found if not known.get(sentence)]
    for place in used.unreadable:
        sys.stderr.write(f"{place}: the sentence has to be a literal\n")
    for sentence in unfinished:
        sys.stderr.write(f"{used.found[sentence][0]}: to be translated: {sentence}\n")
    return 1 if unfinished or used.unreadable else 0


def _name_of(function: ast.expr) -> str | None:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else None


if __name__ == "__main__":
    sys.exit(main())
