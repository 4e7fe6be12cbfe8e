"""Short phrases on disk: found again, forgotten when there are too many, and never in the way."""

from __future__ import annotations

import asyncio
import io
import os
from pathlib import Path

import numpy as np
import pytest

from echoflow.synthesis.spoken_cache import (
    LONGEST_PHRASE,
    CachedSpeech,
    PhraseRecorder,
    PhraseShelf,
    SpokenCache,
    cache_key,
)
from echoflow.synthesis.synthesizer import SpokenChunk

RATE = 1000


def speech(samples: int = 100, characters: int = 5) -> CachedSpeech:
    sound = np.random.default_rng(samples).integers(-9000, 9000, samples).astype(np.int16)
    return CachedSpeech(sound, tuple(at / 10 for at in range(characters)))


def test_what_was_put_is_got_by_another_cache_of_the_same_folder(tmp_path: Path) -> None:
    async def check() -> None:
        kept = speech()
        await SpokenCache(tmp_path / "new" / "folder").put("a", kept)
        found = await SpokenCache(tmp_path / "new" / "folder").get("a")
        assert found is not None
        assert np.array_equal(found.samples, kept.samples)
        assert found.starts == kept.starts
        assert await SpokenCache(tmp_path).get("b") is None

    asyncio.run(check())


def test_the_least_recently_used_go_first(tmp_path: Path) -> None:
    async def check() -> None:
        size = size_of_one()
        cache = SpokenCache(tmp_path / "cache", largest=3 * size)
        for name in "abc":
            await cache.put(name, speech())
        assert await cache.get("a") is not None
        await cache.put("d", speech())
        assert [name for name in "abcd" if await cache.get(name)] == ["a", "c", "d"]
        assert sorted(file.stem for file in (tmp_path / "cache").iterdir()) == ["a", "c", "d"]

    asyncio.run(check())


def test_what_was_used_last_is_known_after_a_restart(tmp_path: Path) -> None:
    async def check() -> None:
        size = size_of_one()
        folder = tmp_path / "cache"
        for name in "ab":
            await SpokenCache(folder).put(name, speech())
        os.utime(folder / "a.npz", (2e9, 2e9))
        os.utime(folder / "b.npz", (1e9, 1e9))
        again = SpokenCache(folder, largest=2 * size)
        await again.put("c", speech())
        assert await again.get("a") is not None
        assert await again.get("b") is None

    asyncio.run(check())


def size_of_one() -> int:
    packed = io.BytesIO()
    np.savez(packed, samples=speech().samples, starts=np.array(speech().starts))
    return len(packed.getvalue())


@pytest.mark.parametrize("damage", ["empty", "cut", "flipped", "text", "wrong parts", "a folder"])
def test_a_damaged_file_is_removed_and_made_again(tmp_path: Path, damage: str) -> None:
    async def check() -> None:
        await SpokenCache(tmp_path).put("a", speech())
        file = tmp_path / "a.npz"
        whole = file.read_bytes()
        if damage == "wrong parts":
            np.savez(file, samples=np.zeros(5), starts=np.zeros(5))
        elif damage == "a folder":
            file.unlink()
            file.mkdir()
        else:
            middle = len(whole) // 4
            flipped = whole[:middle] + bytes([whole[middle] ^ 255]) + whole[middle + 1 :]
            file.write_bytes({"empty": b"", "cut": whole[:100], "flipped": flipped, "text": b"no speech"}[damage])
        cache = SpokenCache(tmp_path)
        assert await cache.get("a") is None
        assert damage == "a folder" or not file.exists()
        await cache.put("b", speech())
        assert await cache.get("b") is not None

    asyncio.run(check())


def test_a_folder_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    async def check() -> None:
        (tmp_path / "file").write_text("no folder")
        cache = SpokenCache(tmp_path / "file")
        await cache.load()
        await cache.put("a", speech())
        assert await cache.get("a") is None

    asyncio.run(check())


def test_what_was_left_half_written_is_cleared_away(tmp_path: Path) -> None:
    (tmp_path / "old.part").write_bytes(b"half")
    os.utime(tmp_path / "old.part", (1e9, 1e9))
    (tmp_path / "new.part").write_bytes(b"half")

    asyncio.run(SpokenCache(tmp_path).load())

    assert [file.name for file in tmp_path.iterdir()] == ["new.part"]


def test_no_text_is_to_be_read_in_the_folder(tmp_path: Path) -> None:
    async def check() -> None:
        shelf = PhraseShelf(SpokenCache(tmp_path), "elevenlabs", "Rachel")
        await shelf.keep("A secret.", speech(characters=9))

    asyncio.run(check())

    [file] = tmp_path.iterdir()
    assert "secret" not in file.name
    assert b"secret" not in file.read_bytes()


def test_every_condition_is_another_key() -> None:
    keys = {
        cache_key("Sure.", "elevenlabs", "a", "b"),
        cache_key("Sure.", "elevenlabs", "ab", ""),
        cache_key("Sure", "elevenlabs", "a", "b"),
        cache_key("Sure.", "elevenlabs", "b", "a"),
    }

    assert len(keys) == 4


def test_a_phrase_is_found_with_other_white_space_and_markdown(tmp_path: Path) -> None:
    async def check() -> None:
        shelf = PhraseShelf(SpokenCache(tmp_path), "voice")
        await shelf.keep("Sure. ", speech(characters=5))
        found = await shelf.find(" **Sure**. \n")
        assert found is not None
        assert found.text == " **Sure**. \n"
        assert found.starts == (0.0, 0.0, 0.0, 0.0, 0.1, 0.2, 0.3, 0.4, 0.4, 0.4, 0.4, 0.4)
        assert not found.estimated
        assert await shelf.find("Sure!") is None
        assert await shelf.find("x" * (LONGEST_PHRASE + 1)) is None
        assert await PhraseShelf(None, "voice").find("Sure.") is None

    asyncio.run(check())


def chunk(text: str, *, samples: int = 100, estimated: bool = False) -> SpokenChunk:
    starts = tuple(at / 100 for at in range(len(text)))
    return SpokenChunk(np.full(samples, len(text), np.int16), text, starts, estimated)


def test_the_recorded_phrase_ends_where_the_next_begins() -> None:
    recorder = PhraseRecorder("**Of** course, ")
    assert recorder.add(chunk("**Of** co"), RATE) is None
    assert recorder.add(chunk("urse, "), RATE) is None
    assert recorder.add(chunk(""), RATE) is None

    found = recorder.add(chunk("it is"), RATE)

    assert found is not None
    assert len(found.samples) == 300
    # O f space c o u r s e comma; the second chunk begins after 0.1 s.
    assert found.starts == pytest.approx((0.02, 0.03, 0.06, 0.07, 0.08, 0.1, 0.11, 0.12, 0.13, 0.14))
    assert recorder.finish() is None


def test_the_only_phrase_ends_with_the_reply() -> None:
    recorder = PhraseRecorder("好的。")
    recorder.add(chunk("好的"), RATE)
    recorder.add(chunk("。"), RATE)

    found = recorder.finish()

    assert found is not None
    assert len(found.starts) == 3


@pytest.mark.parametrize(
    "chunks",
    [
        [chunk("Sur"), chunk("e. And more")],
        [chunk("Sure. And")],
        [chunk("Sure. ", estimated=True), chunk("And")],
        [chunk("Sure. "), chunk("", samples=500), chunk("And", estimated=True)],
        [chunk("Su")],
    ],
)
def test_a_phrase_whose_end_is_not_known_for_sure_is_not_kept(chunks: list[SpokenChunk]) -> None:
    recorder = PhraseRecorder("Sure. ")

    assert [found for one in chunks if (found := recorder.add(one, RATE))] == []
    assert recorder.finish() is None


def test_a_long_phrase_is_not_kept() -> None:
    phrase = "This is a sentence that nobody will say again. "
    recorder = PhraseRecorder(phrase)
    recorder.add(chunk(phrase), RATE)

    assert recorder.finish() is None
