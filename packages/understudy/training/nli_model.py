"""The persona-NLI cross-encoder: shared transformer, read both ways, with word overlap marked per token."""
from __future__ import annotations

import torch
import torch.nn as nn
from tokenizers import Tokenizer

from network import Shape, Transformer, padding_mask
from tokenizer import BOS, PAD, SEP, SPECIAL

MAX_SIDE = 60  # tokens kept of each sentence


def canonical(tok: Tokenizer) -> torch.Tensor:
    """Token id → id of its plain form (no leading space, no plural s), so that overlap sees 'dogs' and ' dog' as one."""
    table = torch.arange(tok.get_vocab_size())
    first: dict[str, int] = {}
    for text, i in sorted(tok.get_vocab().items(), key=lambda item: item[1]):
        if i < len(SPECIAL):
            continue
        plain = text.removeprefix("Ġ")
        if len(plain) > 3 and plain.endswith("s"):
            plain = plain[:-1]
        table[i] = first.setdefault(plain, i)
    return table


class NliModel(nn.Module):
    """input_ids, segment_ids (0 outside, 1 premise, 2 hypothesis) [batch, time] → logits [batch, 3]: entail, neutral, contradict."""

    def __init__(self, shape: Shape, table: torch.Tensor, relations: int) -> None:
        super().__init__()
        self.body = Transformer(shape)
        self.mark = nn.Embedding(6, shape.width)
        nn.init.normal_(self.mark.weight, 0, 0.02)
        self.register_buffer("canonical", table)
        self.head = nn.Sequential(
            nn.Dropout(shape.dropout), nn.Linear(5 * shape.width, shape.width), nn.GELU(), nn.Dropout(shape.dropout), nn.Linear(shape.width, 3)
        )
        self.relation = nn.Linear(shape.width, relations)
        self.temperature, self.bias = 1.0, [0.0, 0.0, 0.0]  # calibration: softmax(logits / temperature + bias)

    def states(self, ids: torch.Tensor, segment: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """The first state and the mean states of premise and hypothesis, each [batch, width]."""
        plain = self.canonical[ids]
        other = (plain[:, :, None] == plain[:, None, :]) & (segment[:, :, None] + segment[:, None, :] == 3) & (segment[:, :, None] * segment[:, None, :] == 2)
        shared = other.any(-1).to(segment.dtype)
        hidden = self.body(ids, padding_mask((ids != PAD).to(segment.dtype)), self.mark(segment * 2 + shared))
        first = hidden[:, 0]

        def mean(which: int) -> torch.Tensor:
            weight = (segment == which).to(hidden.dtype)[:, :, None]
            return (hidden * weight).sum(1) / weight.sum(1).clamp(min=1)

        return first, mean(1), mean(2)

    def forward(self, ids: torch.Tensor, segment: torch.Tensor) -> torch.Tensor:
        first, p, h = self.states(ids, segment)
        return self.head(torch.cat([first, p, h, (p - h).abs(), p * h], -1))


def encode(premise: list[int], hypothesis: list[int]) -> tuple[list[int], list[int]]:
    """<bos> premise <sep> hypothesis <sep>, each side cut to MAX_SIDE tokens from the right."""
    p, h = premise[:MAX_SIDE], hypothesis[:MAX_SIDE]
    return [BOS, *p, SEP, *h, SEP], [0, *([1] * len(p)), 0, *([2] * len(h)), 0]


def collate(rows: list[tuple[list[int], list[int]]], length: int | None = None) -> tuple[torch.Tensor, torch.Tensor]:
    width = length or max(len(ids) for ids, _ in rows)
    ids = torch.full((len(rows), width), PAD)
    segment = torch.zeros(len(rows), width, dtype=torch.long)
    for i, (a, b) in enumerate(rows):
        ids[i, : len(a)] = torch.tensor(a)
        segment[i, : len(b)] = torch.tensor(b)
    return ids, segment
