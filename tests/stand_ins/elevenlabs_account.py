"""What an account at ElevenLabs holds, its limits, and how the service words what it refuses."""

from __future__ import annotations

import itertools
import re
import uuid
from dataclasses import dataclass, field
from typing import Any

RACHEL = "21m00Tcm4TlvDq8ikWAM"

_NO_CHINESE = ("en", "ja", "de", "hi", "fr", "ko", "pt", "it", "es", "id", "nl", "tr")
_THIRTY_TWO = (*_NO_CHINESE, "zh", "fil", "pl", "sv", "bg", "ro", "ar", "cs", "el", "fi", "hr", "ms", "sk", "da", "ta")

MODELS: dict[str, tuple[str, ...]] = {
    "eleven_v3": _THIRTY_TWO,
    "eleven_flash_v2_5": (*_THIRTY_TWO, "uk", "ru", "hu", "no", "vi"),
    "eleven_turbo_v2_5": (*_THIRTY_TWO, "uk", "ru", "hu", "no", "vi"),
    "eleven_multilingual_v2": (*_THIRTY_TWO, "uk", "ru"),
    "eleven_flash_v2": ("en",),
    "eleven_turbo_v2": ("en",),
}
"""The models and their languages."""

NOT_ON_SOCKETS = frozenset({"eleven_v3"})
"""Models for which the upgrade is refused with 403."""

CHOOSES_LANGUAGE_ITSELF = frozenset({"eleven_multilingual_v2"})
"""Models that refuse a `language_code`."""

_NEEDS_PRO = frozenset({"free", "starter", "creator"})
_LOOKS_LIKE_A_KEY = re.compile(r"sk_[0-9a-f]+")


class RefusedError(Exception):
    """The service says no.

    Attributes:
        status: of the HTTP answer.
        code: the service's word for it.

    """

    def __init__(self, status: int, code: str, message: str, kind: str = "invalid_request") -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self._kind = kind

    def body(self) -> dict[str, Any]:
        """As JSON; older answers had only `status` and `message` of it."""
        detail = {"type": self._kind, "code": self.code, "message": self.message, "status": self.code}
        return {"detail": {**detail, "request_id": uuid.uuid4().hex}}


def refused_key(key: str) -> RefusedError:
    """A wrong key: 400 if it looks like one, 401 if not; as recorded from the service in September 2026."""
    if not key:
        message = "Neither authorization header nor xi-api-key received, please provide one."
        return RefusedError(401, "needs_authorization", message, "authentication_error")
    if _LOOKS_LIKE_A_KEY.fullmatch(key):
        return RefusedError(400, "invalid_api_key", "Invalid API key", "authentication_error")
    return RefusedError(401, "unauthorized", "Invalid API key", "authentication_error")


@dataclass(slots=True)
class StandInVoice:
    """One voice of the account.

    Attributes:
        category: `premade` came with the account, `cloned` was made by its owner.
        samples: file names and bytes of what it was cloned from.

    """

    voice_id: str
    name: str
    category: str = "premade"
    description: str = ""
    labels: dict[str, str] = field(default_factory=dict)
    samples: dict[str, bytes] = field(default_factory=dict)

    @property
    def own(self) -> bool:
        """Made by the account's owner."""
        return self.category == "cloned"

    def as_json(self, base: str) -> dict[str, Any]:
        """As the service describes it; only a voice that was not cloned has a preview."""
        return {
            "voice_id": self.voice_id,
            "name": self.name,
            "category": self.category,
            "description": self.description or None,
            "labels": self.labels,
            "preview_url": None if self.own else f"{base}/previews/{self.voice_id}.mp3",
            "samples": [
                {"sample_id": f"{self.voice_id}-{at}", "file_name": name, "size_bytes": len(content)}
                for at, (name, content) in enumerate(self.samples.items())
            ]
            or None,
            "is_owner": self.own,
            "is_legacy": False,
            "available_for_tiers": [],
            "high_quality_base_model_ids": ["eleven_flash_v2_5", "eleven_multilingual_v2"],
        }


def _voices() -> dict[str, StandInVoice]:
    return {
        voice.voice_id: voice
        for voice in (
            StandInVoice(
                RACHEL,
                "Rachel",
                labels={"accent": "american", "description": "calm", "gender": "female", "age": "young"},
            ),
            StandInVoice("JBFqnCBsd6RMkjVDRZzb", "George", labels={"accent": "british", "description": "warm"}),
            StandInVoice("EXAVITQu4vr4xnSDxMaL", "Sarah", labels={"accent": "american", "description": "confident"}),
        )
    }


@dataclass(slots=True)
class Account:
    """May be changed at any time; the next request sees it.

    Attributes:
        key: the only one that is accepted; any that is not empty if it is empty.
        missing_permissions: what the key may not do: `user_read`, `voices_read`, `voices_write`, `models_read`,
            `text_to_speech`.
        character_count: characters used this month; grows with what is spoken.
        voice_limit: how many voices of one's own there may be.

    """

    key: str = ""
    missing_permissions: set[str] = field(default_factory=set)
    tier: str = "pro"
    status: str = "active"
    character_count: int = 0
    character_limit: int = 500_000
    next_character_count_reset_unix: int = 1_800_000_000
    can_use_instant_voice_cloning: bool = True
    voice_limit: int = 30
    voices: dict[str, StandInVoice] = field(default_factory=_voices)
    _numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    def check_key(self, key: str, permission: str = "") -> None:
        """Raises RefusedError for a wrong key, and for one that lacks the permission."""
        if not key or (self.key and key != self.key):
            raise refused_key(key)
        if permission in self.missing_permissions:
            message = f"The API key you used is missing the permission {permission} to execute this operation."
            raise RefusedError(401, "missing_permissions", message, "authentication_error")

    def check_format(self, output_format: str) -> None:
        """Raises RefusedError if the tier may not have this output format."""
        if output_format.startswith(("pcm_44100", "pcm_48000", "wav_44100", "wav_48000")) and self.tier in _NEEDS_PRO:
            message = f"Requested output format {output_format} is only allowed for Pro tier and above."
            raise RefusedError(403, "subscription_required", message, "forbidden")

    def voice(self, identifier: str, status: int) -> StandInVoice:
        """The voice, or RefusedError with this HTTP status: 404 for speech, 400 for the rest."""
        if identifier not in self.voices:
            message = f"A voice with voice_id '{identifier}' was not found."
            raise RefusedError(status, "voice_not_found", message, "not_found")
        return self.voices[identifier]

    def charge(self, characters: int) -> None:
        """Counts characters that are spoken; RefusedError if there are not so many left."""
        left = self.character_limit - self.character_count
        if characters > left:
            message = (
                f"This request exceeds your quota of {self.character_limit}. You have {max(left, 0)} credits "
                f"remaining, while {characters} credits are required for this request."
            )
            raise RefusedError(401, "quota_exceeded", message, "quota_exceeded")
        self.character_count += characters

    @property
    def own_voices(self) -> int:
        """Voice slots that are used."""
        return sum(voice.own for voice in self.voices.values())

    def check_cloning(self) -> None:
        """Raises RefusedError if the account may make no voice, or no more."""
        if not self.can_use_instant_voice_cloning:
            message = "Your subscription does not include instant voice cloning. Please upgrade your plan."
            raise RefusedError(400, "can_not_use_instant_voice_cloning", message, "payment_required")
        if self.own_voices >= self.voice_limit:
            message = (
                f"You have reached your maximum amount of custom voices ({self.own_voices} / {self.voice_limit}). "
                "You can upgrade your subscription to increase your custom voice limit."
            )
            raise RefusedError(400, "voice_limit_reached", message)

    def clone(self, name: str, samples: dict[str, bytes], description: str, labels: dict[str, str]) -> StandInVoice:
        """Adds a voice."""
        identifier = f"cloned{next(self._numbers):014d}"
        voice = StandInVoice(identifier, name, "cloned", description, labels, samples)
        self.voices[identifier] = voice
        return voice

    def delete(self, identifier: str) -> None:
        """Deletes a voice of one's own; RefusedError for any other."""
        if not self.voice(identifier, 400).own:
            raise RefusedError(400, "voice_cannot_be_deleted", "You can not delete a voice that you do not own.")
        del self.voices[identifier]

    def subscription(self) -> dict[str, Any]:
        """As the service describes it."""
        return {
            "tier": self.tier,
            "status": self.status,
            "character_count": self.character_count,
            "character_limit": self.character_limit,
            "next_character_count_reset_unix": self.next_character_count_reset_unix,
            "max_credit_limit_extension": 0,
            "can_extend_character_limit": False,
            "allowed_to_extend_character_limit": False,
            "voice_slots_used": self.own_voices,
            "voice_limit": self.voice_limit,
            "can_extend_voice_limit": False,
            "can_use_instant_voice_cloning": self.can_use_instant_voice_cloning,
            "can_use_professional_voice_cloning": False,
            "professional_voice_slots_used": 0,
            "professional_voice_slots_used_in_workspace": 0,
            "professional_voice_limit": 0,
            "voice_add_edit_counter": 0,
            "current_overage": {"amount": "0", "currency": "usd"},
            "open_invoices": [],
            "has_open_invoices": False,
        }


def model_as_json(identifier: str) -> dict[str, Any]:
    """A model as the service describes it."""
    return {
        "model_id": identifier,
        "name": identifier.replace("_", " ").title(),
        "can_do_text_to_speech": True,
        "can_do_voice_conversion": False,
        "token_cost_factor": 1.0,
        "maximum_text_length_per_request": 40_000 if "flash" in identifier else 10_000,
        "languages": [{"language_id": language, "name": language} for language in MODELS[identifier]],
        "model_rates": {"character_cost_multiplier": 0.5 if "flash" in identifier else 1.0},
        "concurrency_group": "turbo" if "v2_5" in identifier else "standard",
    }
