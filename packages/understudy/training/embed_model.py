"""The sentence embedder: the mean of word vectors beside the mean of contextual states, rare words weighing more."""
from __future__ import annotations

import torch
import torch.nn as nn
import torch.nn.functional as F

from network import Shape, Transformer, padding_mask
from tokenizer import PAD

MAX_TOKENS = 126


class EmbedModel(nn.Module):
    """input_ids [batch, time] → unit vectors [batch, 2 * width].

    Token weights start at a/(a + p(token)), the smooth inverse frequency of Arora et al. 2017, and are learnt on.
    """

    def __init__(self, shape: Shape, frequency: torch.Tensor) -> None:
        super().__init__()
        self.body = Transformer(shape)
        self.words = nn.Embedding(shape.vocab, shape.width)
        self.weight = nn.Embedding(shape.vocab, 1)
        with torch.no_grad():
            sif = 1e-3 / (1e-3 + frequency)
            self.weight.weight.copy_(torch.log(sif)[:, None])
        self.balance = nn.Parameter(torch.tensor(0.0))

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        real = (ids != PAD).float()
        w = (torch.exp(self.weight(ids).float()) * real[:, :, None] + 1e-6 * real[:, :, None])
        w = w / w.sum(1, keepdim=True).clamp(min=1e-9)
        hidden = self.body(ids, padding_mask(real)).float()
        share = torch.sigmoid(self.balance)
        word = F.normalize((self.words(ids).float() * w).sum(1), dim=-1)
        context = F.normalize((hidden * w).sum(1), dim=-1)
        return torch.cat([word * torch.sqrt(share), context * torch.sqrt(1 - share)], -1)


def collate(rows: list[list[int]], length: int | None = None) -> torch.Tensor:
    width = length or max(len(r) for r in rows)
    ids = torch.full((len(rows), width), PAD)
    for i, r in enumerate(rows):
        ids[i, : min(len(r), width)] = torch.tensor(r[:width])
    return ids
