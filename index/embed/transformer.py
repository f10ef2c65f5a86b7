"""Any sentence-transformers model as an encoder, by id or folder, with its own prompts."""

from __future__ import annotations

import hashlib
import re
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from index.embed.encoder import BATCH, Progress, Vectors, clean_query, clean_text, in_batches
from index.errors import EncoderError

# The prompts of the e5 family, for its models that do not declare them.
_E5_PROMPTS = ("query: ", "passage: ")
_E5_INSTRUCT_PROMPTS = (
    "Instruct: Given a web search query, retrieve relevant passages that answer the query\nQuery: ",
    "",
)
_QUERY_PROMPT_NAMES = ("query",)
_PASSAGE_PROMPT_NAMES = ("passage", "document", "corpus")


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
        return in_batches(
            cleaned, self.dim, lambda batch: self._encode(batch, self._query_prompt), None
        )

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Return the vectors of passages; see ``Encoder``.

        A passage longer than the model's own limit is cut there by the model.
        """
        cleaned = [clean_text(text) for text in texts]
        return in_batches(
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
