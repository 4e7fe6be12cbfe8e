"""The user's account at ElevenLabs: what is left of it, its voices, and voices of their own.

Speech goes over a WebSocket and has nothing to do with this; here is what is asked for now and then, over HTTP.
"""

from __future__ import annotations

import asyncio
import contextlib
import io
import json
import mimetypes
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from echoflow.audio.frames import CAPTURE_RATE, PLAYBACK_RATE, Samples
from echoflow.audio.sound_file import read_speech
from echoflow.clouds.addresses import Address
from echoflow.clouds.failures import failure
from echoflow.clouds.http import LazyClient, http_failures, once
from echoflow.errors import EngineError, Trouble, UserError
from echoflow.synthesis.elevenlabs_protocol import SERVICE, refusal
from echoflow.synthesis.synthesizer import Voice
from echoflow.synthesis.voice_sample import SampleReport, judge_sample
from echoflow.text import tr

if TYPE_CHECKING:
    import httpx
    from elevenlabs.client import AsyncElevenLabs
    from elevenlabs.core.api_error import ApiError
    from elevenlabs.types import Voice as ServiceVoice

_ADDRESS = "https://api.elevenlabs.io"

_SECONDS = 15.0
"""For an answer. The list of voices of a full account takes two."""

_CLONE_SECONDS = 120.0
"""For each step of cloning; the service listens to the recording before it answers."""

_PAGE = 100
_PAGES = 50
"""More pages than any account has; a service that always promises another one is not believed."""

_LARGEST_PREVIEW = 10_000_000
_PREVIEW_MODEL = "eleven_flash_v2_5"

_OWN_KINDS = frozenset({"cloned", "generated", "professional"})


_ONCE = once(_SECONDS)


@dataclass(frozen=True, slots=True)
class Subscription:
    """What the account may do.

    Attributes:
        characters_left: until `resets_at`.
        character_limit: in one period.
        resets_at: when the characters are given anew; None if the service does not say.
        may_clone: instant voice cloning is part of the plan.
        voices: voices of the user's own.
        voice_limit: how many there may be.
        tier: the plan's name.
    """

    characters_left: int
    character_limit: int
    resets_at: datetime | None
    may_clone: bool
    voices: int
    voice_limit: int
    tier: str


def _ignore(_item: str, _amount: float) -> None:
    pass


class ElevenLabsAccount:
    """Everything is called on one event loop; nothing connects before it is asked. All methods raise EngineError."""

    def __init__(
        self,
        key: str,
        address: Address | None = None,
        *,
        spent: Callable[[str, float], None] = _ignore,
        patience: float = _SECONDS,
    ) -> None:
        """Connects to nothing yet.

        Args:
            key: of the account.
            address: where the service is; its own if left out.
            spent: is told of "elevenlabs.characters", which only the preview of a voice without one costs.
            patience: seconds for one answer; cloning takes longer.
        """
        self._key = key
        self._address = address
        self._spent = spent
        self._patience = patience
        self._client = LazyClient(SERVICE, key, address, _SECONDS, self._make_client)

    async def subscription(self) -> Subscription:
        """What is left, and what is allowed."""
        client = await self._client.get()
        async with _failures(self._patience):
            found = await client.user.subscription.get(request_options=_ONCE)
            reset = found.next_character_count_reset_unix
            return Subscription(
                characters_left=max(0, found.character_limit - found.character_count),
                character_limit=found.character_limit,
                resets_at=datetime.fromtimestamp(reset, UTC) if reset else None,
                may_clone=bool(found.can_use_instant_voice_cloning),
                voices=found.voice_slots_used,
                voice_limit=found.voice_limit,
                tier=found.tier,
            )

    async def characters_left(self) -> int | None:
        """Characters that can still be spoken; None if the key is good but may not see that."""
        try:
            return (await self.subscription()).characters_left
        except _PermissionMissingError:
            return None

    async def voices(self) -> tuple[Voice, ...]:
        """The account's voices, the user's own first, each group by name."""
        client = await self._client.get()
        found: dict[str, Voice] = {}
        page: str | None = None
        async with _failures(self._patience):
            for _ in range(_PAGES):
                answer = await client.voices.search(page_size=_PAGE, next_page_token=page, request_options=_ONCE)
                found |= {one.voice_id: voice_of(one) for one in answer.voices}
                page = answer.next_page_token
                if not answer.has_more or not page:
                    break
        return tuple(sorted(found.values(), key=lambda voice: (not voice.own, voice.name.casefold())))

    async def preview(self, identifier: str) -> tuple[Samples, int]:
        """A few seconds of the voice as mono int16 samples, and their rate in Hz.

        The service keeps an example of most voices, which costs nothing; of the others a short sentence is spoken.
        """
        client = await self._client.get()
        async with _failures(self._patience):
            voice = await client.voices.get(identifier, request_options=_ONCE)
        if voice.preview_url and (example := await self._example(voice.preview_url)):
            return example
        sentence = tr("Hello! This is what I sound like.")
        async with _failures(self._patience):
            sound = bytearray()
            async for part in client.text_to_speech.convert(
                identifier,
                text=sentence,
                model_id=_PREVIEW_MODEL,
                output_format="pcm_24000",
                request_options=_ONCE,
            ):
                sound += part
        self._spent("elevenlabs.characters", len(sentence))
        return _samples(bytes(sound)), PLAYBACK_RATE

    async def clone(self, name: str, file: Path, on_progress: Callable[[float], None] = lambda _: None) -> Voice:
        """Makes a voice of a recording. Cancelling the task stops the upload; nothing is made then.

        Args:
            name: what the voice is to be called.
            file: the recording; see `judge_sample` for what it must be like.
            on_progress: receives the share that was sent, 0 to 1. At 1 the service works for some seconds more, and
                cancelling may come too late.

        Raises:
            UserError: the recording cannot be used, or has no name.
            EngineError: the service did not do it.
        """
        if not name.strip():
            raise UserError(tr("The voice needs a name."))
        report, content = await asyncio.to_thread(_read, file)
        if report.problem:
            raise UserError(report.sentence)
        client = await self._client.get()
        upload = _Upload(content, on_progress)
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        async with _failures(_CLONE_SECONDS):
            made = await client.voices.ivc.create(
                name=name.strip(),
                files=[(file.name, upload, kind)],
                labels={},
                request_options=once(_CLONE_SECONDS),
            )
            return Voice(made.voice_id, name.strip(), "", own=True)

    async def delete(self, identifier: str) -> None:
        """Deletes one of the user's own voices, for good."""
        client = await self._client.get()
        async with _failures(self._patience):
            await client.voices.delete(identifier, request_options=_ONCE)

    async def close(self) -> None:
        """Closes the connections."""
        await self._client.close()

    def _make_client(self, http: httpx.AsyncClient) -> AsyncElevenLabs:
        from elevenlabs.client import AsyncElevenLabs

        base = self._address.http if self._address else _ADDRESS
        return AsyncElevenLabs(api_key=self._key, base_url=base, httpx_client=http)

    async def _example(self, url: str) -> tuple[Samples, int] | None:
        """The service's own example; None if it cannot be had or understood. It lies elsewhere, so no key is sent."""
        import httpx

        if self._client.http is None:
            return None
        content = bytearray()
        with contextlib.suppress(httpx.HTTPError, httpx.InvalidURL):
            async with self._client.http.stream("GET", url, follow_redirects=True) as answer:
                if answer.status_code != 200:
                    return None
                async for part in answer.aiter_bytes():
                    content += part
                    if len(content) > _LARGEST_PREVIEW:
                        return None
            return await asyncio.to_thread(_decoded, bytes(content))
        return None


class _PermissionMissingError(EngineError):
    """The key is good, but was made without the right to this."""


class _Upload(io.BytesIO):
    """A file that tells how much of it was read; the HTTP library reads as fast as the network takes it."""

    def __init__(self, content: bytes, on_progress: Callable[[float], None]) -> None:
        super().__init__(content)
        self._size = max(1, len(content))
        self._on_progress = on_progress
        self._told = 0.0

    def read(self, size: int | None = -1, /) -> bytes:
        piece = super().read(size)
        share = min(1.0, self.tell() / self._size)
        if piece and share > self._told:
            self._told = share
            self._on_progress(share)
        return piece


def judge_file(file: Path) -> SampleReport:
    """What can be said of a recording on disk; takes a second for three minutes. Raises UserError if it is none."""
    return _read(file)[0]


def _read(file: Path) -> tuple[SampleReport, bytes]:
    speech = read_speech(file)
    try:
        content = file.read_bytes()
    except OSError as error:
        raise UserError(tr("“{path}” cannot be read: {reason}.", path=file, reason=error.strerror)) from error
    return judge_sample(speech, CAPTURE_RATE, len(content)), content


def voice_of(found: ServiceVoice) -> Voice:
    """A voice as EchoFlow shows it. Every voice there speaks all languages of the model."""
    kind = found.category or ""
    own = kind in _OWN_KINDS if found.is_owner else kind == "cloned" and found.is_owner is None
    labels = found.labels or {}
    words = [labels.get(name) or "" for name in ("accent", "description", "descriptive", "gender", "age")]
    description = ", ".join(dict.fromkeys(word.strip().replace("_", " ") for word in words if word.strip()))
    return Voice(
        identifier=found.voice_id,
        name=found.name or found.voice_id,
        language="",
        own=own,
        description=description[:1].upper() + description[1:],
    )


def account_refusal(status: int, body: object) -> EngineError:
    """What the service means that refused something of the account; `body` is its answer as JSON or text."""
    detail = body.get("detail") if isinstance(body, dict) else None
    name = str(detail.get("status") or detail.get("code") or "") if isinstance(detail, dict) else ""
    if sentence := _sentence(name):
        trouble = Trouble.FORBIDDEN if "cloning" in name else Trouble.REJECTED
        return EngineError(sentence, permanent=True, trouble=trouble)
    error = refusal(status, json.dumps(body, default=str).encode())
    if name == "missing_permissions":
        return _PermissionMissingError(str(error), permanent=True, trouble=Trouble.FORBIDDEN)
    return error


def _sentence(name: str) -> str | None:
    """Of what only concerns voices; None for all that `refusal` knows."""
    match name:
        case "voice_limit_reached":
            return tr("Your account at ElevenLabs holds no more voices of your own; delete one first.")
        case "can_not_use_instant_voice_cloning" | "voice_cloning_not_allowed":
            return tr("Your plan at ElevenLabs does not include cloning voices; choose a larger one there.")
        case "voice_add_edit_limit_reached" | "voice_add_edit_counter_exceeded":
            return tr("ElevenLabs lets your plan make no more voices this month; try again next month.")
        case "voice_not_found" | "voice_does_not_exist":
            return tr("There is no such voice in your account at ElevenLabs; look at the list of voices.")
        case "voice_cannot_be_deleted" | "cannot_delete_voice":
            return tr("Only voices that you have made yourself can be deleted at ElevenLabs.")
        case "voice_verification_required" | "requires_verification":
            return tr("ElevenLabs wants you to prove that the voice is yours; do so in your account there.")
        case "invalid_content" | "invalid_file_type" | "invalid_uploaded_file" | "corrupted_audio":
            return tr("ElevenLabs cannot read the recording; save it as WAV or MP3.")
        case "file_size_exceeded" | "upload_file_size_exceeded" | "max_file_size_exceeded":
            return tr("The recording is larger than 10 MB; save it as MP3 or FLAC, or cut it.")
        case _:
            return None


@contextlib.asynccontextmanager
async def _failures(seconds: float) -> AsyncIterator[None]:
    """Turns what goes wrong in the SDK into EngineError, after `seconds` at the latest."""
    from elevenlabs.core.api_error import ApiError

    async with http_failures(SERVICE, seconds):
        try:
            yield
        except ApiError as error:
            raise _explained(error) from None


def _explained(error: ApiError) -> EngineError:
    status = error.status_code or 500
    return account_refusal(status, error.body) if status >= 400 else failure(SERVICE, Trouble.BROKEN)


def _decoded(content: bytes) -> tuple[Samples, int] | None:
    import numpy as np
    import soundfile

    try:
        sound, rate = soundfile.read(io.BytesIO(content), dtype="float32", always_2d=True)
    except (soundfile.LibsndfileError, RuntimeError):
        return None
    mono: Samples = np.clip(np.round(sound.mean(axis=1) * 32_768), -32_768, 32_767).astype(np.int16)
    return (mono, int(rate)) if len(mono) else None


def _samples(content: bytes) -> Samples:
    import numpy as np

    samples: Samples = np.frombuffer(content[: len(content) // 2 * 2], dtype="<i2").astype(np.int16)
    return samples
