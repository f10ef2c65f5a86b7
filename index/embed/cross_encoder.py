"""Any cross-encoder of sentence-transformers, by Hugging Face id or by folder.

Importing this loads nothing.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from index.embed.transformer import first_line, locate_model
from index.errors import EncoderError


def load_cross_encoder(model: str | Path, what: str) -> Any:  # noqa: ANN401  # the library has no types
    """Return a ``sentence_transformers.CrossEncoder``; loads torch.

    Args:
        model: A Hugging Face id, or a folder that holds a model.
        what: What it has to be, with its article: "an NLI cross-encoder".

    Raises:
        EncoderError: The model, or the library, is not there.
    """
    source, is_path = locate_model(model)
    try:
        from sentence_transformers import CrossEncoder
    except ImportError as error:
        message = f"The model {model} needs the package sentence-transformers: pip install it."
        raise EncoderError(message) from error
    try:
        return CrossEncoder(source, device="cpu", local_files_only=is_path)
    # The library lets anything through: OSError, ValueError, errors of the hub and of torch.
    except Exception as error:
        message = (
            f"The model {model} cannot be loaded ({first_line(error)}). Give the id of {what}, or the "
            "folder of one that is on this machine."
        )
        raise EncoderError(message) from error
