"""Which model hears which language, and how it is asked for."""

from __future__ import annotations

import pytest

from echoflow.recognition.deepgram_models import model_for


@pytest.mark.parametrize(
    ("language", "wish", "name", "item"),
    [
        ("en", "auto", "flux-general-en", "deepgram.flux"),
        ("en", "flux", "flux-general-en", "deepgram.flux"),
        ("en", "nova-3", "nova-3", "deepgram.nova-3"),
        ("en", "flux-general-multi", "flux-general-multi", "deepgram.flux-multilingual"),
        ("fr", "auto", "flux-general-multi", "deepgram.flux-multilingual"),
        ("zh", "auto", "nova-3", "deepgram.nova-3"),
        ("zh", "flux", "nova-3", "deepgram.nova-3"),
        ("ko", "auto", "nova-3", "deepgram.nova-3"),
        ("multi", "auto", "nova-3", "deepgram.nova-3-multilingual"),
    ],
)
def test_the_model_follows_from_the_language_and_the_wish(language: str, wish: str, name: str, item: str) -> None:
    model = model_for(language, wish)

    assert (model.name, model.item) == (name, item)
    assert model.flux is name.startswith("flux")


def test_nova_is_asked_for_one_language_and_the_users_words() -> None:
    query = model_for("zh").query(("EchoFlow", "two words"))

    assert query["language"] == "zh"
    assert query["keyterm"] == ["EchoFlow", "two words"]
    assert query["mip_opt_out"] is True
    assert query["interim_results"] is True


def test_flux_is_told_the_language_only_where_it_knows_several() -> None:
    assert "language_hint" not in model_for("en").query(())
    assert model_for("de").query(())["language_hint"] == ["de"]
    assert "keyterm" not in model_for("en").query(())
