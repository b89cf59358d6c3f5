"""LAC, Baidu's lexical analysis of Chinese: words, parts of speech and names in one pass, with numpy alone.

The network is the small one that jieba 0.42.1 carries (``jieba/lac_small``; Apache-2.0, Baidu; Jiao, Sun and Sun 2018,
Chinese Lexical Analysis with Deep Bi-GRU-CRF Network, arXiv:1807.01882): characters embedded in 128 dimensions, two
layers of gated recurrent units run both ways, a linear chain over 57 labels. Its own code needs PaddlePaddle; the
weights are plain arrays behind a short header.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from detente.errors import ModelMissingError

WIDTH = 128
LABELS = 57
# Sentences run together: more are no faster, and each holds memory.
BATCH = 64
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Direction:
    """One layer in one direction: input weights (inputs x 3*128), recurrent ones (128 x 256, 128 x 128), biases."""

    inputs: Floats
    bias: Floats
    gates: Floats
    candidate: Floats


@dataclass(frozen=True, slots=True)
class Network:
    """The whole network: characters and labels by number, and the weights."""

    characters: dict[str, int]
    labels: tuple[str, ...]
    embedding: Floats
    layers: tuple[tuple[Direction, Direction], ...]
    output: Floats
    output_bias: Floats
    start: Floats
    end: Floats
    steps: Floats


def tag(sentences: Sequence[str]) -> list[list[tuple[str, str]]]:
    """Return the words of each sentence with their tags; the words of a sentence joined give it back.

    Tags are those of LAC: parts of speech of the People's Daily corpus, and PER, LOC, ORG, TIME.

    Raises:
        ModelMissingError: jieba or its model files are not there.
    """
    network = load()
    out: list[list[tuple[str, str]]] = [[] for _ in sentences]
    order = sorted((n for n, s in enumerate(sentences) if s), key=lambda n: len(sentences[n]))
    for at in range(0, len(order), BATCH):
        batch = order[at : at + BATCH]
        for n, scores in zip(batch, _scores(network, [sentences[n] for n in batch]), strict=True):
            out[n] = list(_words(sentences[n], [network.labels[i] for i in _viterbi(network, scores)]))
    return out


def _scores(network: Network, sentences: Sequence[str]) -> Iterator[Floats]:
    """Yield the scores of the labels (characters x 57) of each sentence."""
    lengths = np.array([len(s) for s in sentences])
    longest = int(lengths.max())
    unknown = network.characters["OOV"]
    ids = np.zeros((longest, len(sentences)), dtype=np.int64)
    for n, sentence in enumerate(sentences):
        ids[: len(sentence), n] = [network.characters.get(c, unknown) for c in sentence]
    # Row t of a sentence read backwards is its row length - 1 - t; what lies behind the end stays where it is.
    steps = np.arange(longest)[:, None]
    backwards = np.where(steps < lengths, lengths - 1 - steps, steps)
    columns = np.arange(len(sentences))
    hidden: Floats = network.embedding[ids]
    for forward, reverse in network.layers:
        left = _run(forward, hidden)
        right = _run(reverse, hidden[backwards, columns])[backwards, columns]
        hidden = np.concatenate([left, right], axis=2)
    emitted = hidden @ network.output + network.output_bias
    for n, length in enumerate(lengths):
        yield emitted[:length, n]


def _run(layer: Direction, inputs: Floats) -> Floats:
    """Return the states (characters x sentences x 128) of a layer of gated recurrent units."""
    given = inputs @ layer.inputs + layer.bias
    state = np.zeros((inputs.shape[1], WIDTH), dtype=np.float32)
    out = np.empty((*inputs.shape[:2], WIDTH), dtype=np.float32)
    for t, step in enumerate(given):
        gates = 1 / (1 + np.exp(-(step[:, : 2 * WIDTH] + state @ layer.gates)))
        update, reset = gates[:, :WIDTH], gates[:, WIDTH:]
        candidate = np.tanh(step[:, 2 * WIDTH :] + (reset * state) @ layer.candidate)
        state = state + update * (candidate - state)
        out[t] = state
    return out


def _viterbi(network: Network, scores: Floats) -> list[int]:
    """Return the best path through a linear chain."""
    best = network.start + scores[0]
    back = []
    for row in scores[1:]:
        through = best[:, None] + network.steps
        back.append(through.argmax(axis=0))
        best = through.max(axis=0) + row
    path = [int((best + network.end).argmax())]
    for choices in reversed(back):
        path.append(int(choices[path[-1]]))
    return path[::-1]


def _words(sentence: str, labels: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the words that labels such as "PER-B", "PER-I", "O" make of characters."""
    start = 0
    for n in range(1, len(sentence) + 1):
        begins = n == len(sentence) or labels[n].endswith("-B") or (labels[n] == "O" and labels[n - 1] != "O")
        if begins:
            yield sentence[start:n], labels[start].split("-")[0]
            start = n


@cache
def load() -> Network:
    """Return the network, loaded once per process.

    Raises:
        ModelMissingError: jieba or its model files are not there.
    """
    spec = find_spec("jieba")
    folder = (
        Path(spec.submodule_search_locations[0]) / "lac_small" if spec and spec.submodule_search_locations else None
    )
    if folder is None or not (folder / "model_baseline" / "word_emb").is_file():
        raise ModelMissingError("the Chinese model (jieba 0.42.1) is not installed; pip install 'detente[zh]'")
    characters = {word: int(n) for n, word in _pairs(folder / "word.dic")}
    labels = tuple(label for _, label in _pairs(folder / "tag.dic"))
    weights = folder / "model_baseline"
    chain = _array(weights / "crfw", LABELS)
    return Network(
        characters,
        labels,
        _array(weights / "word_emb", WIDTH),
        ((_direction(weights, 0), _direction(weights, 1)), (_direction(weights, 2), _direction(weights, 3))),
        _array(weights / "fc_4.w_0", LABELS),
        _array(weights / "fc_4.b_0", LABELS)[0],
        chain[0],
        chain[1],
        chain[2:],
    )


def _pairs(path: Path) -> Iterator[tuple[str, str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        number, tab, word = line.partition("\t")
        if tab:
            yield number, word


def _direction(weights: Path, n: int) -> Direction:
    """Read one direction: the recurrent weights lie as a block of 128 x 256 and, behind it, one of 128 x 128."""
    recurrent = _array(weights / f"gru_{n}.w_0", 3 * WIDTH).reshape(-1)
    cut = 2 * WIDTH * WIDTH
    bias = _array(weights / f"fc_{n}.b_0", 3 * WIDTH)[0] + _array(weights / f"gru_{n}.b_0", 3 * WIDTH)[0]
    return Direction(
        _array(weights / f"fc_{n}.w_0", 3 * WIDTH),
        bias,
        recurrent[:cut].reshape(WIDTH, 2 * WIDTH),
        recurrent[cut:].reshape(WIDTH, WIDTH),
    )


def _array(path: Path, columns: int) -> Floats:
    """Read the numbers at the end of a variable's file: 32-bit floats behind a header of less than one row."""
    data = path.read_bytes()
    rows = len(data) // (4 * columns)
    return np.frombuffer(data[-rows * columns * 4 :], dtype="<f4").reshape(rows, columns)
