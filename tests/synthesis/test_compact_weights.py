"""Packed weights are the weights, to the last bit, and words are tagged as before."""

from __future__ import annotations

from hibari.g2p import G2P
from hypothesis import given
from hypothesis import strategies as st

from echoflow.synthesis.compact_weights import CompactWeights

TAGGED = st.dictionaries(
    st.text(), st.dictionaries(st.sampled_from(["NN", "VBD", "JJ", "$"]), st.floats(allow_nan=False))
)

SENTENCES = (
    "The wind was blowing and I read the live record of a close match.",
    "They refuse to permit us to obtain the refuse permit.",
    "Xuqy Zorblat wound the bandage around the wound.",
)


@given(TAGGED)
def test_what_comes_out_is_what_went_in_order_included(weights: dict[str, dict[str, float]]) -> None:
    packed = CompactWeights(weights)
    for feature, each in weights.items():
        out = packed.get(feature)
        assert out is not None
        assert list(out.items()) == list(each.items())
    assert packed.get("no such feature, " + "".join(weights)) is None


def test_sentences_sound_as_before() -> None:
    g2p = G2P()
    before = [g2p(sentence) for sentence in SENTENCES]
    g2p.tagger.weights = CompactWeights(g2p.tagger.weights)
    assert [g2p(sentence) for sentence in SENTENCES] == before
