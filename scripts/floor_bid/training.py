"""The network in JAX and its training; the same network runs in numpy in `echoflow.audio.floor_bid`."""

from __future__ import annotations

import sys
from functools import partial
from typing import TypeAlias

import jax
import jax.numpy as jnp
import numpy as np
from floor_bid.examples import FRAMES
from numpy.typing import NDArray

CHANNELS = 80
DILATIONS = (1, 2, 4)
_FIRST_KERNEL, _KERNEL, _HIDDEN = 5, 3, 48

Weights: TypeAlias = dict[str, jax.Array]

FIRST_FRAME = 10
"""Of every second frame, the one that ends 225 ms into the sound, 125 ms after its onset: where judging begins."""


def initial_weights(seed: int, bands: int) -> Weights:
    """He initialisation."""
    dice = np.random.default_rng(seed)
    shapes = {"input": (_FIRST_KERNEL * bands, CHANNELS), "hidden": (3 * CHANNELS, _HIDDEN), "output": (_HIDDEN, 1)}
    shapes |= {f"block{index}": (_KERNEL * CHANNELS, CHANNELS) for index in range(len(DILATIONS))}
    weights = {}
    for name, shape in shapes.items():
        weights[f"{name}_weight"] = jnp.asarray(
            dice.standard_normal(shape) * np.sqrt(2 / shape[0]) * (0.5 if "block" in name else 1), jnp.float32
        )
        weights[f"{name}_bias"] = jnp.zeros(shape[1])
    return weights


def _causal(inputs: jax.Array, weight: jax.Array, bias: jax.Array, kernel: int, dilation: int) -> jax.Array:
    padded = jnp.pad(inputs, ((0, 0), ((kernel - 1) * dilation, 0), (0, 0)))
    taps = [padded[:, tap * dilation : tap * dilation + inputs.shape[1]] for tap in range(kernel)]
    return jnp.concatenate(taps, axis=-1) @ weight + bias


def _dropped(inputs: jax.Array, key: jax.Array, rate: float) -> jax.Array:
    kept = jax.random.bernoulli(key, 1 - rate, (inputs.shape[0], 1, inputs.shape[2]))
    return jnp.where(kept, inputs / (1 - rate), 0)


def logits(weights: Weights, inputs: jax.Array, key: jax.Array | None = None) -> jax.Array:
    """What the network says after every second frame: shape (examples, n) for inputs (examples, frames, bands)."""
    x = jax.nn.relu(_causal(inputs, weights["input_weight"], weights["input_bias"], _FIRST_KERNEL, 1)[:, ::2])
    for index, dilation in enumerate(DILATIONS):
        x = x + jax.nn.relu(
            _causal(x, weights[f"block{index}_weight"], weights[f"block{index}_bias"], _KERNEL, dilation)
        )
    mean = jnp.cumsum(x, axis=1) / jnp.arange(1, x.shape[1] + 1)[None, :, None]
    highest = jax.lax.cummax(x, axis=1)
    pooled = jnp.concatenate([x, mean, highest], axis=-1)
    if key is not None:
        pooled = _dropped(pooled, key, 0.2)
    hidden = jax.nn.relu(pooled @ weights["hidden_weight"] + weights["hidden_bias"])
    return (hidden @ weights["output_weight"] + weights["output_bias"])[..., 0]


def _loss(weights: Weights, inputs: jax.Array, bids: jax.Array, key: jax.Array) -> jax.Array:
    """Cross entropy of every frame, and of the worst frame of what is no bid: one is enough to silence us."""
    said = logits(weights, inputs, key)[:, FIRST_FRAME:]
    each = jnp.where(bids[:, None], jax.nn.softplus(-said), 1.5 * jax.nn.softplus(said))
    worst = jax.nn.logsumexp(4 * said, axis=1) / 4 - jnp.log(said.shape[1]) / 4
    decay = sum(jnp.sum(weights[name] ** 2) for name in weights if name.endswith("weight"))
    return each.mean() + jnp.where(bids, 0, jax.nn.softplus(worst)).mean() + 3e-5 * decay


def _varied(seen: NDArray[np.float32], dice: np.random.Generator) -> NDArray[np.float32]:
    """The examples in other throats (the bands stretched), other rooms (a curve over the bands), some bands lost."""
    count, _, bands = seen.shape
    places = np.clip(np.arange(bands) * dice.uniform(0.94, 1.07, (count, 1)), 0, bands - 1.001)
    lower = places.astype(int)
    share = (places - lower)[:, None, :].astype(np.float32)
    seen = (
        np.take_along_axis(seen, lower[:, None, :], 2) * (1 - share)
        + np.take_along_axis(seen, lower[:, None, :] + 1, 2) * share
    )
    knots = dice.uniform(-0.2, 0.2, (count, 5))
    across = np.linspace(0, 3.999, bands)
    left = across.astype(int)
    seen += (knots[:, left] * (1 - across + left) + knots[:, left + 1] * (across - left))[:, None, :].astype(np.float32)
    begin, width = dice.integers(0, bands, (count, 1)), dice.integers(0, 5, (count, 1))
    lost = (np.arange(bands) >= begin) & (np.arange(bands) < begin + width)
    return np.where(lost[:, None, :], np.float32(-1), seen)


@partial(jax.jit, donate_argnums=(0, 1))
def _step(
    weights: Weights,
    moments: tuple[Weights, Weights],
    inputs: jax.Array,
    bids: jax.Array,
    key: jax.Array,
    rate: jax.Array,
    number: jax.Array,
) -> tuple[Weights, tuple[Weights, Weights], jax.Array]:
    """One step of Adam."""
    loss, slope = jax.value_and_grad(_loss)(weights, inputs, bids, key)
    first = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, moments[0], slope)
    second = jax.tree.map(lambda m, g: 0.999 * m + 0.001 * g * g, moments[1], slope)

    def moved(w: jax.Array, m: jax.Array, v: jax.Array) -> jax.Array:
        return w - rate * (m / (1 - 0.9**number)) / (jnp.sqrt(v / (1 - 0.999**number)) + 1e-8)

    return jax.tree.map(moved, weights, first, second), (first, second), loss


def train(
    inputs: NDArray[np.float16],
    bids: NDArray[np.bool_],
    chances: NDArray[np.float64],
    *,
    steps: int,
    seed: int = 1,
    batch: int = 128,
) -> dict[str, NDArray[np.float32]]:
    """Fits the network to examples of shape (n, FRAMES, bands), each drawn by its chance; tells the loss meanwhile."""
    inputs = inputs[:, :FRAMES]
    dice = np.random.default_rng(seed)
    weights = initial_weights(seed, inputs.shape[2])
    moments = (jax.tree.map(jnp.zeros_like, weights), jax.tree.map(jnp.zeros_like, weights))
    drawn = dice.choice(len(inputs), (steps, batch), p=chances / chances.sum())
    losses = []
    for number, chosen in enumerate(drawn, start=1):
        rate = 2e-3 * min(1, number / 100) * (0.5 + 0.5 * np.cos(np.pi * number / steps)) + 1e-5
        seen = _varied(inputs[chosen].astype(np.float32), dice)
        weights, moments, loss = _step(
            weights, moments, seen, bids[chosen], jax.random.key(number), jnp.float32(rate), jnp.float32(number)
        )
        losses.append(float(loss))
        if number % 200 == 0:
            sys.stderr.write(f"step {number} of {steps}: loss {np.mean(losses[-200:]):.3f}\n")
    return {name: np.asarray(weight) for name, weight in weights.items()}
