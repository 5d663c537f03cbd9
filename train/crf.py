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
        return _partition(emissions, follows, opens, closes, lengths).sum() - right

    def expected(self, emissions: Tensor, lengths: Tensor) -> tuple[Tensor, Tensor]:
        """How probable each label is of each word, (passages, words, labels), 0 beyond a passage's end.

        And how often each label is expected after each other one in a passage, (passages, labels, labels).
        """
        follows, opens, closes = (score.detach() for score in self.scores())
        told = emissions.detach().requires_grad_()
        after = follows.expand(len(emissions), -1, -1).clone().requires_grad_()
        with torch.enable_grad():
            # what the sum over all chains grows by, as a score grows, is how often that score is expected in a chain
            probable, counted = torch.autograd.grad(
                _partition(told, after, opens, closes, lengths).sum(), (told, after)
            )
        return probable, counted

    def taught(self, emissions: Tensor, probable: Tensor, counted: Tensor, lengths: Tensor) -> Tensor:
        """Cross-entropy of chains from what another model expects of them, summed; arguments as of ``expected``."""
        follows, opens, closes = self.scores()
        right = (emissions * probable).sum() + (follows * counted.sum(dim=0)).sum()
        last = probable[torch.arange(len(lengths)), lengths - 1]
        right = right + (opens * probable[:, 0]).sum() + (closes * last).sum()
        return _partition(emissions, follows, opens, closes, lengths).sum() - right


def _partition(emissions: Tensor, follows: Tensor, opens: Tensor, closes: Tensor, lengths: Tensor) -> Tensor:
    """The logarithm of the sum over all chains, of each passage; ``follows`` may differ by passage."""
    inside = torch.arange(emissions.shape[1])[None, :] < lengths[:, None]
    reached = opens + emissions[:, 0]
    for word in range(1, emissions.shape[1]):
        further = torch.logsumexp(reached.unsqueeze(2) + follows, dim=1) + emissions[:, word]
        reached = torch.where(inside[:, word, None], further, reached)
    return torch.logsumexp(reached + closes, dim=1)
