"""The user's choices survive restarts, editing by hand and accidents."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path

import pytest

from echoflow.conversation.talk_key import TalkMode
from echoflow.errors import UserError
from echoflow.store.settings import Settings, load, save
from echoflow.store.settings_words import MEANINGS


def test_what_was_chosen_is_there_the_next_time(tmp_path: Path) -> None:
    chosen = Settings(voice="heart", microphone="内置麦克风")
    save(chosen, tmp_path / "settings.toml")
    assert load(tmp_path / "settings.toml") == (chosen, [])


def test_a_first_start_has_defaults(tmp_path: Path) -> None:
    assert load(tmp_path / "settings.toml") == (Settings(), [])


def test_an_invalid_value_is_named_and_its_default_used(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('voice = 3\nspeaker = "Headphones"\n')
    settings, problems = load(file)
    assert settings == Settings(speaker="Headphones")
    assert len(problems) == 1
    assert "'voice'" in problems[0]
    assert file.read_text().startswith("voice = 3")


def test_a_damaged_file_is_kept_aside(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("voice = \nwhat I wrote")
    settings, problems = load(file)
    assert settings == Settings(first_start_done=True), "whoever has settings is no newcomer"
    assert str(file) in problems[0]

    save(Settings(voice="heart"), file)
    assert load(file) == (Settings(voice="heart"), [])
    assert "what I wrote" in (tmp_path / "settings.damaged.toml").read_text()


def test_settings_of_a_newer_version_are_kept(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("[weather]\nopacity = 0.5\n")
    save(Settings(), file)
    assert "opacity = 0.5" in file.read_text()


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    missing = tmp_path / "missing" / "settings.toml"
    with pytest.raises(UserError, match="missing"):
        save(Settings(), missing)


def test_a_file_that_is_none_is_named_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").mkdir()
    with pytest.raises(UserError, match=r"settings\.toml"):
        save(Settings(), tmp_path / "settings.toml")
    assert [file.name for file in tmp_path.iterdir()] == ["settings.toml"]


def test_a_file_in_another_encoding_is_kept_aside(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_bytes('# 我的设置\nvoice = "heart"\n'.encode("gbk"))
    save(Settings(voice="heart"), tmp_path / "settings.toml")
    assert load(tmp_path / "settings.toml")[0].voice == "heart"
    assert (tmp_path / "settings.damaged.toml").exists()


@pytest.mark.parametrize(
    "line",
    [
        "gpu_layers = 1.5",
        "kv_type = 'q3'",
        "temperature = true",
        "top_k = -1",
        "context_length = 'long'",
        "hotkey = 1",
        "mode = 'walkie-talkie'",
        "mode = ['tap']",
        "thinking_cue = 'yes'",
        "thinking_cue = 1",
        "vocabulary = 'Echo'",
        "vocabulary = ['Echo', 3]",
        "vocabulary = ['Echo', ' ']",
        "deepgram_url = 9000",
        "deepgram_model = 'whisper'",
        "monthly_budget = -1",
        "monthly_budget = nan",
        "prices = 3",
    ],
)
def test_each_kind_of_value_is_checked(tmp_path: Path, line: str) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(line)
    settings, problems = load(file)
    assert settings == Settings()
    assert line.split()[0] in problems[0]


@pytest.mark.parametrize("mode", TalkMode)
def test_every_mode_can_be_chosen(tmp_path: Path, mode: TalkMode) -> None:
    (tmp_path / "settings.toml").write_text(f'mode = "{mode.value}"\n')
    assert load(tmp_path / "settings.toml") == (Settings(mode=mode.value), [])


def test_what_a_switch_must_be_is_said(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('thinking_cue = "off"\n')
    _, [problem] = load(tmp_path / "settings.toml")
    assert "true or false" in problem
    (tmp_path / "settings.toml").write_text("thinking_cue = false\n")
    assert load(tmp_path / "settings.toml") == (Settings(thinking_cue=False), [])


def test_numbers_are_taken(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("gpu_layers = 35\ntemperature = 1\n")
    assert load(file) == (Settings(gpu_layers=35, temperature=1), [])


def test_words_of_the_user_survive(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    save(Settings(vocabulary=("EchoFlow", "王小明")), file)
    assert load(file) == (Settings(vocabulary=("EchoFlow", "王小明")), [])
    assert "王小明" in file.read_text(encoding="utf-8")


def test_prices_survive_and_the_default_ones_are_not_written(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    save(Settings(), file)
    assert "prices" not in file.read_text()
    save(Settings(prices={"deepgram.nova-3": 0.004, "openai.input_tokens": 0.0}), file)
    settings, problems = load(file)
    assert settings.prices == {"deepgram.nova-3": 0.004, "openai.input_tokens": 0.0}
    assert not problems


@pytest.mark.parametrize("name", ['"deepgram.nova-3"', "deepgram.nova-3"])
def test_a_price_may_be_named_with_and_without_quotes(tmp_path: Path, name: str) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(f"[prices]\n{name} = 1\n")
    assert load(file) == (Settings(prices={"deepgram.nova-3": 1.0}), [])
    save(load(file)[0], file)
    assert load(file) == (Settings(prices={"deepgram.nova-3": 1.0}), [])


@pytest.mark.parametrize("value", ["-1", "true", "'free'", "inf", "nan", "[1]"])
def test_a_bad_price_is_named_and_the_others_count(tmp_path: Path, value: str) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(f'[prices]\n"deepgram.flux" = {value}\n"elevenlabs.characters" = 0.1\n')
    settings, [problem] = load(file)
    assert settings == Settings(prices={"elevenlabs.characters": 0.1})
    assert "'prices.deepgram.flux'" in problem
    assert "0 to 10000" in problem


def test_a_price_of_nothing_known_is_named_and_kept(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('[prices]\n"deepgram.nova-9" = 1.5\n')
    settings, [problem] = load(file)
    assert settings == Settings()
    assert "'deepgram.nova-9'" in problem
    assert "deepgram.nova-3" in problem
    save(settings, file)
    assert "deepgram.nova-9" in file.read_text()


def test_settings_with_prices_can_be_compared_and_hashed() -> None:
    assert Settings(prices={"deepgram.flux": 1.0}) != Settings()
    assert {Settings(): 1}[Settings()] == 1


def test_each_setting_stands_in_the_file_with_what_it_means(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    save(Settings(), file)
    text = file.read_text(encoding="utf-8")
    assert '# Possible: "hold", "tap", "hands_free".\nmode = "hold"' in text
    assert "# From 0 to 36500.\nhistory_days = 0" in text
    entries = text.split("\n\n")
    assert all(entry.startswith("# ") for entry in entries), "nothing is left unexplained"
    assert {one.name for one in fields(Settings)} == set(MEANINGS)


def test_saving_again_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    save(Settings(theme="dark"), file)
    before = file.read_bytes()
    save(Settings(theme="dark"), file)
    assert file.read_bytes() == before


def test_what_the_user_wrote_beside_the_settings_stays(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    mine = (
        "# mine\ntop_k = 4_0 # I like round numbers\nopacity = 0.5\n\n# of no concern here\n[weather]\ncity = '北京'\n"
    )
    file.write_text(mine, encoding="utf-8")
    save(replace(load(file)[0], theme="dark"), file)
    text = file.read_text(encoding="utf-8")
    assert text.startswith("# mine\ntop_k = 4_0 # I like round numbers\nopacity = 0.5\n")
    assert text.endswith("\n\n# of no concern here\n[weather]\ncity = '北京'\n")
    assert load(file) == (Settings(theme="dark"), [])


@pytest.mark.parametrize(
    ("written", "comment"),
    [
        ("voice = 3", "not usable: 3"),
        ("voice = ['a',\n 3] # best", "best; not usable: ['a', 3]"),
        ("overlay = 1", "not usable: 1"),
        ("[voice]\na = 1", "not usable: a = 1"),
        ("prices = 3", "not usable: prices = 3"),
    ],
)
def test_a_value_that_cannot_be_used_becomes_a_comment(tmp_path: Path, written: str, comment: str) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(f"{written}\n")
    settings, [_] = load(file)
    assert file.read_text() == f"{written}\n", "reading changes nothing"
    save(replace(settings, theme="dark"), file)
    assert load(file) == (Settings(theme="dark"), [])
    assert comment in [line.partition("# ")[2] for line in file.read_text().splitlines()]


def test_a_list_of_several_lines_is_not_mistaken_for_a_table(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('vocabulary = [\n  "Echo",\n  "Flow",\n]\nnested = [\n[1],\n[2],\n]\n[weather]\n')
    save(load(file)[0], file)
    assert load(file) == (Settings(vocabulary=("Echo", "Flow")), [])
    assert "[1],\n[2]," in file.read_text()


def test_a_file_from_another_editor_is_read_and_kept_in_its_form(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_bytes(b'\xef\xbb\xbfvoice = "heart"\r\ntheme = "light"\r\n')
    assert load(file) == (Settings(voice="heart", theme="light"), [])
    save(Settings(voice="heart", theme="dark"), file)
    assert load(file) == (Settings(voice="heart", theme="dark"), [])
    assert b"\r\r" not in file.read_bytes()
    assert b"\n" not in file.read_bytes().replace(b"\r\n", b"")


@pytest.mark.parametrize("names", [["cloud9"], ["deepgram"]])
def test_each_stage_knows_which_engines_can_stand_in(tmp_path: Path, names: list[str]) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(f"thinking_fallback = {names}\n")
    settings, [problem] = load(file)
    assert settings.thinking_fallback == ("local",)
    assert "openai" in problem


def test_nothing_may_stand_in(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    save(Settings(recognition_fallback=()), file)
    assert load(file) == (Settings(recognition_fallback=()), [])
