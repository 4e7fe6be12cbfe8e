"""Which of Deepgram's models hears a language, how it is asked for, and what it is paid as."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from echoflow.audio.frames import CAPTURE_RATE

FLUX_LANGUAGES = ("en", "es", "fr", "de", "hi", "ru", "pt", "ja", "it", "nl")
"""What flux-general-multi understands, from Deepgram's documentation; Chinese is not among it."""

ENDPOINTING_MS = 100
"""How much silence nova-3 takes for the end of speech. Of each pause only about 200 ms of silence are sent, so it must
be less than that; with 100 the final result is on its way before it is asked for, and a stop consonant, which is 50 to
80 ms of silence, does not yet cut a word's sentence in two."""

EAGER_THRESHOLD = 0.45
"""How sure Flux is that the speaker is done when it says so early (0.3 to 0.9); Deepgram's guide names 0.4 to 0.5 for
replies that are prepared in secret."""

END_THRESHOLD = 0.7
"""How sure it is when it says so for good (0.5 to 1.0); its own default."""


@dataclass(frozen=True, slots=True)
class Model:
    """One model for one language.

    Attributes:
        name: as Deepgram calls it.
        language: ISO 639-1 code of what is spoken, or `multi`.
        flux: it follows the turns of a conversation and is spoken to by the second version of the interface.
        item: what its seconds are counted as.
    """

    name: str
    language: str
    flux: bool
    item: str

    def query(self, keyterms: tuple[str, ...]) -> dict[str, Any]:
        """The parameters of the SDK's `connect`; `keyterms` are words it would not expect."""
        query: dict[str, Any] = {
            "model": self.name,
            "encoding": "linear16",
            "sample_rate": CAPTURE_RATE,
            # What the user says is not for training anybody's models.
            "mip_opt_out": True,
        }
        if keyterms:
            query["keyterm"] = list(keyterms)
        return query | (self._flux_query() if self.flux else self._nova_query())

    def _flux_query(self) -> dict[str, Any]:
        query: dict[str, Any] = {"eager_eot_threshold": EAGER_THRESHOLD, "eot_threshold": END_THRESHOLD}
        if self.name == "flux-general-multi":
            query["language_hint"] = [self.language]
        return query

    def _nova_query(self) -> dict[str, Any]:
        # No utterance_end_ms: it needs a second of silence, which is never sent. No vad_events: our own is sooner.
        return {
            "language": self.language,
            "channels": 1,
            "interim_results": True,
            "smart_format": True,
            "punctuate": True,
            "endpointing": ENDPOINTING_MS,
            # Known to the service, not to the SDK: smart_format otherwise waits for more of an entity.
            "request_options": {"additional_query_parameters": {"no_delay": "true"}},
        }


def model_for(language: str, wish: str = "auto") -> Model:
    """The model that hears `language` best, or the one wished for.

    Flux wherever it knows the language, because it hears where a turn ends; nova-3 for all else, whatever was wished.

    Args:
        language: ISO 639-1 code.
        wish: `auto`, `flux`, `nova-3`, or a model's own name.
    """
    if wish not in ("auto", "flux", "flux-general-en", "flux-general-multi") or language not in FLUX_LANGUAGES:
        name = wish if wish.startswith("nova") else "nova-3"
        item = "deepgram.nova-3-multilingual" if language == "multi" else "deepgram.nova-3"
        return Model(name, language, flux=False, item=item)
    if language == "en" and wish != "flux-general-multi":
        return Model("flux-general-en", language, flux=True, item="deepgram.flux")
    return Model("flux-general-multi", language, flux=True, item="deepgram.flux-multilingual")
