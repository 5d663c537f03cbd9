"""A linear-chain conditional random field (Lafferty et al. 2001) that knows which labels may follow which."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

_IMPOSSIBLE = -10_000.0


class Crf(nn.Module):
    """Scores of the first label, of the last, and of each label after another."""

    def __init__(self, allowed: tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.bool_]]) -> None:
        super().__init__()
        follows, opens, closes = allowed
        labels = len(opens)
        self.follows, self.opens, self.closes = (
            nn.Parameter(torch.zeros(*shape)) for shape in ((labels, labels), (labels,), (labels,))
        )
        for name, allows in (("follows", follows), ("opens", opens), ("closes", closes)):
            self.register_buffer(f"bar_{name}", torch.where(torch.from_numpy(allows), 0.0, _IMPOSSIBLE))

    def scores(self) -> tuple[Tensor, Tensor, Tensor]:
        """Of following, opening and closing, the impossible ones far below all others."""
        return self.follows + self.bar_follows, self.opens + self.bar_opens, self.closes + self.bar_closes

    def loss(self, emissions: Tensor, labels: Tensor, lengths: Tensor) -> Tensor:
        """Negative log-likelihood, summed: emissions (passages, words, labels), labels (passages, words), lengths."""
        follows, opens, closes = self.scores()
        batch, words, _ = emissions.shape
        inside = torch.arange(words)[None, :] < lengths[:, None]
        right = (emissions.gather(2, labels.unsqueeze(-1)).squeeze(-1) * inside).sum()
        right = right + opens[labels[:, 0]].sum() + closes[labels[torch.arange(batch), lengths - 1]].sum()
        right = right + (follows[labels[:, :-1], labels[:, 1:]] * inside[:, 1:]).sum()
        reached = opens + emissions[:, 0]
        for word in range(1, words):
            further = torch.logsumexp(reached.unsqueeze(2) + follows, dim=1) + emissions[:, word]
            reached = torch.where(inside[:, word, None], further, reached)
        return torch.logsumexp(reached + closes, dim=1).sum() - right
