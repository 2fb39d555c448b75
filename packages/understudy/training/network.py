"""The one network: a small llama-style transformer (RMSNorm, RoPE, SwiGLU, tied embeddings).

Pretrained both as a causal and as a masked predictor of the next token (the hybrid objective of
GPT-BERT, Charpentier and Samuel 2024), so that fine-tuning may read in both directions.
"""
from __future__ import annotations

import math
from dataclasses import dataclass

import torch
import torch.nn as nn
import torch.nn.functional as F


@dataclass
class Shape:
    vocab: int = 8192
    width: int = 256
    depth: int = 6
    heads: int = 4
    context: int = 256
    dropout: float = 0.0

    @property
    def inner(self) -> int:
        return (int(8 * self.width / 3) + 63) // 64 * 64


class RMSNorm(nn.Module):
    def __init__(self, width: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y = x.float()
        return (y * torch.rsqrt(y.pow(2).mean(-1, keepdim=True) + 1e-5) * self.weight).to(x.dtype)


def rotate(x: torch.Tensor, cos: torch.Tensor, sin: torch.Tensor) -> torch.Tensor:
    a, b = x.chunk(2, -1)
    return x * cos + torch.cat([-b, a], -1) * sin


class Block(nn.Module):
    def __init__(self, s: Shape) -> None:
        super().__init__()
        self.heads = s.heads
        self.norm1, self.norm2 = RMSNorm(s.width), RMSNorm(s.width)
        self.qkv = nn.Linear(s.width, 3 * s.width, bias=False)
        self.out = nn.Linear(s.width, s.width, bias=False)
        self.gate_up = nn.Linear(s.width, 2 * s.inner, bias=False)
        self.down = nn.Linear(s.inner, s.width, bias=False)
        self.drop = nn.Dropout(s.dropout)

    def forward(self, x: torch.Tensor, cos: torch.Tensor, sin: torch.Tensor, mask: torch.Tensor | None) -> torch.Tensor:
        b, t, w = x.shape
        q, k, v = self.qkv(self.norm1(x)).view(b, t, 3, self.heads, w // self.heads).permute(2, 0, 3, 1, 4)
        q, k = rotate(q, cos, sin), rotate(k, cos, sin)
        y = F.scaled_dot_product_attention(q, k, v, attn_mask=mask, is_causal=mask is None)
        x = x + self.drop(self.out(y.transpose(1, 2).reshape(b, t, w)))
        gate, up = self.gate_up(self.norm2(x)).chunk(2, -1)
        return x + self.drop(self.down(F.silu(gate) * up))


class Transformer(nn.Module):
    """ids [batch, time] (+ optional embeddings to add) → hidden [batch, time, width]."""

    def __init__(self, s: Shape) -> None:
        super().__init__()
        self.shape = s
        self.embed = nn.Embedding(s.vocab, s.width)
        self.blocks = nn.ModuleList(Block(s) for _ in range(s.depth))
        self.norm = RMSNorm(s.width)
        self.drop = nn.Dropout(s.dropout)
        for name, p in self.named_parameters():
            if p.dim() > 1:
                deep = name.endswith(("out.weight", "down.weight"))
                nn.init.normal_(p, 0, 0.02 / (math.sqrt(2 * s.depth) if deep else 1))
        half = s.width // s.heads
        angle = torch.arange(s.context).float()[:, None] * 10000.0 ** (-torch.arange(0, half, 2).float() / half)
        angle = torch.cat([angle, angle], -1)
        self.register_buffer("cos", angle.cos(), persistent=False)
        self.register_buffer("sin", angle.sin(), persistent=False)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor | None = None, extra: torch.Tensor | None = None) -> torch.Tensor:
        """mask: None for causal, else additive and broadcastable to [batch, heads, time, time]."""
        x = self.embed(ids)
        x = self.drop(x if extra is None else x + extra)
        t = ids.shape[1]
        cos, sin = self.cos[:t].to(x.dtype), self.sin[:t].to(x.dtype)
        for block in self.blocks:
            x = block(x, cos, sin, mask)
        return self.norm(x)

    def logits(self, hidden: torch.Tensor) -> torch.Tensor:
        return F.linear(hidden, self.embed.weight)


def padding_mask(attention: torch.Tensor, dtype: torch.dtype = torch.float32) -> torch.Tensor:
    """attention [batch, time] of 1 and 0 → additive mask [batch, 1, 1, time]."""
    return (1 - attention[:, None, None, :].to(dtype)) * -1e4


def optimizer(model: nn.Module, lr: float, decay: float) -> torch.optim.Optimizer:
    """AdamW with decay on matrices only."""
    matrices = [p for p in model.parameters() if p.dim() > 1]
    rest = [p for p in model.parameters() if p.dim() <= 1]
    groups = [{"params": matrices, "weight_decay": decay}, {"params": rest, "weight_decay": 0.0}]
    return torch.optim.AdamW(groups, lr, betas=(0.9, 0.98), foreach=True)


def optimizers(model: nn.Module, lr: float, decay: float) -> list[torch.optim.Optimizer]:
    """Muon for the matrices of the blocks, its step as large as AdamW's; AdamW for embeddings and norms."""
    inner = [p for n, p in model.named_parameters() if p.dim() == 2 and "embed" not in n]
    outer = [p for n, p in model.named_parameters() if p.dim() < 2 or "embed" in n]
    return [
        torch.optim.Muon(inner, lr, weight_decay=decay, adjust_lr_fn="match_rms_adamw"),
        torch.optim.AdamW(outer, lr, betas=(0.9, 0.98), weight_decay=0.0, foreach=True),
    ]


def device() -> str:
    return "cuda" if torch.cuda.is_available() else "cpu"
