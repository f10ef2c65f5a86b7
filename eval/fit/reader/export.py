"""The trained reader as the file that ``qa.reader`` reads: matrices in int8 with a scale a row."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from eval.fit.reader.network import MATRICES, NORMS, ReaderNetwork
from index.embed.bulk.weights import WeightsFile

Arrays = dict[str, npt.NDArray[np.generic]]

_MOST = 127


def arrays_of(network: ReaderNetwork, file: WeightsFile, pieces: Sequence[int]) -> Arrays:
    """Return the arrays of a network and its tokenizer; see ``qa.reader.network`` and ``qa.reader.pieces``.

    Args:
        network: It.
        file: The encoder's weights, from which the vectors of pieces are taken as they are.
        pieces: Numbers of those that are kept.
    """
    held = {name: weight.detach().float().numpy() for name, weight in network.weights.items()}
    arrays: Arrays = {"layers": np.asarray(network.layers)}
    arrays["vectors"], arrays["vectors_scale"] = file.packed("emb.word", np.asarray(pieces))
    for name in ("positions", "norm", "pool_bias", "head", "head_bias"):
        arrays[name] = held[name].astype(np.float16 if name == "positions" else np.float32)
    matrices = [f"{at}_{name}" for at in range(network.layers) for name in MATRICES]
    for name in (*matrices, "pool"):
        arrays[name], arrays[f"{name}_scale"] = rounded(held[name])
        arrays[f"{name}_bias"] = held[f"{name}_bias"]
    for at in range(network.layers):
        arrays |= {f"{at}_{name}": held[f"{at}_{name}"] for name in NORMS}
    read = file.read_pieces()
    words = [read.words[at] for at in pieces]
    arrays["words"] = _lines(words)
    arrays["scores"] = np.asarray([read.scores[at] for at in pieces], dtype=np.float32)
    alike = [f"{chr(code)}{told}" for code, told in read.characters.items()]
    arrays["characters"] = _lines([line for line in alike if "\n" not in line])
    return arrays


def rounded(
    matrix: npt.NDArray[np.float32],
) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float32]]:
    """Return a matrix in int8 and what each of its rows is multiplied by: its largest number by 127."""
    scales = np.abs(matrix).max(axis=1) / _MOST
    scales[scales == 0] = 1
    return np.round(matrix / scales[:, None]).astype(np.int8), scales.astype(np.float32)


def write_reader(path: Path, arrays: Arrays) -> None:
    """Write the file; not compressed, since int8 hardly shrinks and unpacking takes time."""
    with path.open("wb") as stream:
        np.savez(stream, allow_pickle=False, **arrays)


def _lines(texts: Sequence[str]) -> npt.NDArray[np.uint8]:
    return np.frombuffer("\n".join(texts).encode("utf-8", "surrogatepass"), dtype=np.uint8)
