"""Small real cross-encoders, of random weights."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def make_cross_encoder(
    folder: Path, characters: str, seed: int, room: int, **config: Any
) -> Any:  # the library has no types
    """Return a model and save its tokenizer in ``folder``; the caller saves the model.

    Args:
        folder: Where to.
        characters: What it knows.
        seed: Of the weights.
        room: Tokens that it reads at most.
        config: What else its configuration has.
    """
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizer

    torch.manual_seed(seed)
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *characters]
    vocabulary = {word: number for number, word in enumerate(dict.fromkeys(words))}
    model = BertForSequenceClassification(
        BertConfig(
            vocab_size=len(vocabulary),
            hidden_size=16,
            num_hidden_layers=1,
            num_attention_heads=2,
            intermediate_size=32,
            max_position_embeddings=room,
            **config,
        )
    )
    BertTokenizer(vocab=vocabulary, model_max_length=room).save_pretrained(folder)
    return model
