"""The chat model as it runs: the shared transformer with a key-value cache, its residual streams, and a steering input."""
from __future__ import annotations

import torch
import torch.nn as nn
import torch.nn.functional as F

from network import Shape, Transformer, rotate


class ChatModel(nn.Module):
    """(input_ids [batch, time], attention_mask [batch, past + time], position_ids [batch, time], steering [layers, width],
    past key and value of every layer [batch, heads, past, width / heads])
    → logits [batch, time, vocab], residuals [layers + 1, batch, time, width], present keys and values.

    Residual 0 is the embedding, residual i + 1 the stream after block i with its steering vector added.
    """

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.body = Transformer(shape)

    def forward(self, input_ids, attention_mask, position_ids, steering, past):
        s = self.body.shape
        time, total = input_ids.shape[1], attention_mask.shape[1]
        key_at = torch.arange(total)[None, None, None, :]
        query_at = (torch.arange(time) + (total - time))[None, None, :, None]
        visible = (key_at <= query_at) & (attention_mask[:, None, None, :] > 0)
        mask = torch.where(visible, 0.0, -1e9)
        cos, sin = self.body.cos[position_ids][:, None], self.body.sin[position_ids][:, None]
        x = self.body.embed(input_ids)
        residuals, present = [x], []
        for i, block in enumerate(self.body.blocks):
            b, t, w = x.shape
            q, k, v = block.qkv(block.norm1(x)).view(b, t, 3, s.heads, w // s.heads).permute(2, 0, 3, 1, 4)
            q, k = rotate(q, cos, sin), rotate(k, cos, sin)
            k, v = torch.cat([past[2 * i], k], 2), torch.cat([past[2 * i + 1], v], 2)
            present += [k, v]
            weight = (q @ k.transpose(-1, -2) * (w // s.heads) ** -0.5 + mask).softmax(-1)
            x = x + block.out((weight @ v).transpose(1, 2).reshape(b, t, w))
            gate, up = block.gate_up(block.norm2(x)).chunk(2, -1)
            x = x + block.down(F.silu(gate) * up) + steering[i]
            residuals.append(x)
        return (self.body.logits(self.body.norm(x)), torch.stack(residuals), *present)


def no_past(shape: Shape, batch: int) -> tuple[torch.Tensor, ...]:
    return tuple(torch.zeros(batch, shape.heads, 0, shape.width // shape.heads) for _ in range(2 * shape.depth))
