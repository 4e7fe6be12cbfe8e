import importlib.util
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


def _load_script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("translations", ROOT / "scripts" / "translations.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


translations = _load_script()
USED = translations.sentences()
TRANSLATED: dict[str, str] = translations.load()


def _fields(sentence: str) -> list[str]:
    return sorted(re.findall(r"\{[^}]*\}", sentence))


def test_every_sentence_can_be_read_from_the_source() -> None:
    assert USED.unreadable == []


def test_every_sentence_is_translated() -> None:
    assert [sentence for sentence in USED.found if not TRANSLATED.get(sentence)] == []


def test_nothing_is_translated_that_is_not_said_any_more() -> None:
    assert sorted(set(TRANSLATED) - set(USED.found)) == []


@pytest.mark.parametrize("sentence", sorted(sentence for sentence, text in TRANSLATED.items() if text))
def test_a_translation_has_the_fields_of_its_sentence(sentence: str) -> None:
    assert _fields(TRANSLATED[sentence]) == _fields(sentence)


def test_a_sentence_that_is_no_literal_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(translations, "ROOT", tmp_path)
    source = tmp_path / "module.py"
    source.write_text('tr("Fine.")\ntr(f"Hello {name}.")\ntext.tr(sentence)\n')
    found = translations.Sentences()

    found.read(source)

    assert found.found == {"Fine.": ["module.py:1"]}
    assert found.unreadable == ["module.py:2", "module.py:3"]


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "echoflow_zh_CN.ts"
    entries = {'Use "a" & <b>.': "使用“a”和 <b>。", "Not yet.": ""}

    translations.write(entries, path)

    assert translations.load(path) == entries


def test_an_app_in_chinese_speaks_chinese(tmp_path: Path) -> None:
    """In a process of its own, compiled from the source: a translator would stay with this one."""
    folder = tmp_path / "resources" / "translations"
    folder.mkdir(parents=True)
    compiled = folder / "echoflow_zh_CN.qm"
    release = Path(sys.executable).with_name("pyside6-lrelease")
    subprocess.run([release, "-silent", translations.FILE, "-qm", compiled], check=True)
    program = f"""
import os, pathlib
os.environ["ECHOFLOW_LANGUAGE"] = "zh_CN"
from PySide6.QtCore import QCoreApplication
from echoflow import text
from echoflow.ui.translation import install_translations
text.resources_folder = lambda: pathlib.Path({str(tmp_path / "resources")!r})
app = QCoreApplication([])
install_translations(app)
print(text.tr("Hold {{keys}} and talk.", keys="F9"), QCoreApplication.translate("QPlatformTheme", "Cancel"))
"""

    said = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True, encoding="utf-8")

    assert said.stdout.strip() == "按住 F9 说话。 取消"
