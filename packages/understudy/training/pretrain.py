"""Pretrain the shared transformer: `python pretrain.py OUT_DIR --minutes 60 [--width 256 --depth 6]`.

Hybrid objective: a batch is causal, or (with --masked probability) bidirectional with 20 % of tokens
replaced by <mask>; in both the state at position t predicts token t+1. Checkpoints every five minutes;
started again with the same OUT_DIR it goes on where it stopped. Seeded; the length is wall-clock time.
"""
from __future__ import annotations

import argparse
import json
import math
import time
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from tokenizers import Tokenizer

from corpus import documents, tidy
from network import Shape, Transformer, device, optimizer
from tokenizer import BOS, MASK, SEP, SPECIAL


def shard(out: Path, tok: Tokenizer) -> np.ndarray:
    """The whole corpus as one uint16 stream, documents shuffled, cached in OUT_DIR/corpus.bin."""
    path = out / "corpus.bin"
    if not path.exists():
        docs = [[t for t in map(tidy, turns) if t] for turns in documents()]
        docs = [d for d in docs if d]
        np.random.default_rng(0).shuffle(docs)
        flat = tok.encode_batch_fast([t for d in docs for t in d])
        ids: list[int] = []
        at = 0
        for d in docs:
            ids.append(BOS)
            for _ in d:
                ids.extend(flat[at].ids)
                ids.append(SEP)
                at += 1
        np.array(ids, dtype=np.uint16).tofile(path)
    return np.fromfile(path, dtype=np.uint16)


def causal_loss(model: Transformer, x: torch.Tensor) -> torch.Tensor:
    """x [batch, time + 1]: every token from those before it."""
    return F.cross_entropy(model.logits(model(x[:, :-1])).flatten(0, 1), x[:, 1:].flatten())


def masked_loss(model: Transformer, x: torch.Tensor, hidden: torch.Tensor) -> torch.Tensor:
    """hidden: flat positions in x[:, 1:] whose tokens are hidden and to be told from both sides."""
    target = x[:, 1:].flatten()
    seen = x.clone()
    seen[:, 1:] = target.scatter(0, hidden, MASK).view_as(x[:, 1:])
    both_ways = torch.zeros(1, 1, 1, x.shape[1] - 1, device=x.device)
    states = model(seen[:, :-1], both_ways).flatten(0, 1)
    return F.cross_entropy(model.logits(states[hidden]), target[hidden])


def draw_hidden(x: torch.Tensor, gen: torch.Generator) -> torch.Tensor:
    """A fifth of the positions of x[:, 1:], the same count every time; markers are never drawn."""
    target = x[:, 1:].flatten()
    chance = torch.rand(target.shape, generator=gen) + (target.cpu() < len(SPECIAL)) * 1.0
    return chance.topk(len(target) // 5, largest=False).indices.to(x.device)


def main() -> None:
    ap = argparse.ArgumentParser()
    ap.add_argument("out", type=Path)
    ap.add_argument("--minutes", type=float, default=60)
    ap.add_argument("--width", type=int, default=256)
    ap.add_argument("--depth", type=int, default=6)
    ap.add_argument("--heads", type=int, default=4)
    ap.add_argument("--batch", type=int, default=32)
    ap.add_argument("--time", type=int, default=128)
    ap.add_argument("--lr", type=float, default=1.5e-3)
    ap.add_argument("--masked", type=float, default=0.4)
    args = ap.parse_args()

    torch.manual_seed(0)
    gen, rng = torch.Generator().manual_seed(0), np.random.default_rng(0)
    tok = Tokenizer.from_file(str(args.out / "tokenizer.json"))
    data = shard(args.out, tok)
    print(f"{len(data) / 1e6:.2f}M tokens", flush=True)
    held, data = data[: 60_000], data[60_000:]
    shape = Shape(vocab=tok.get_vocab_size(), width=args.width, depth=args.depth, heads=args.heads)
    dev = device()
    model = Transformer(shape).to(dev)
    opt = optimizer(model, args.lr, 0.1)
    state = {"step": 0, "seconds": 0.0, "tokens": 0}
    ckpt = args.out / "pretrain.pt"
    if ckpt.exists():
        saved = torch.load(ckpt, weights_only=False)
        model.load_state_dict(saved["model"])
        opt.load_state_dict(saved["optimizer"])
        state = saved["state"]
    causal, masked = torch.compile(causal_loss), torch.compile(masked_loss)
    print(sum(p.numel() for p in model.parameters()) / 1e6, "M parameters", flush=True)

    def save() -> None:
        torch.save({"shape": asdict(shape), "model": model.state_dict(), "optimizer": opt.state_dict(), "state": state}, ckpt)

    @torch.no_grad()
    def evaluate() -> dict:
        model.eval()
        n = (len(held) - 1) // args.time
        x = torch.stack([torch.from_numpy(held[i * args.time : (i + 1) * args.time + 1].astype(np.int64)) for i in range(n)]).to(dev)
        g = torch.Generator().manual_seed(1)
        with torch.autocast(dev, dtype=torch.bfloat16):
            parts = [b for b in x.split(args.batch) if len(b) == args.batch]
            scores = {
                "causal": float(np.mean([float(causal(model, b)) for b in parts])),
                "masked": float(np.mean([float(masked(model, b, draw_hidden(b, g))) for b in parts])),
            }
        model.train()
        return {k: round(v, 4) for k, v in scores.items()}

    budget, started, base, saved_at, ema = args.minutes * 60, time.time(), state["seconds"], time.time(), None
    n = (len(data) - 1) // args.time
    order: list[int] = []
    while state["seconds"] < budget:
        part = state["seconds"] / budget
        for g in opt.param_groups:
            g["lr"] = args.lr * min(1, (state["step"] + 1) / 150) * (0.03 + 0.97 * 0.5 * (1 + math.cos(math.pi * part)))
        if len(order) < args.batch:
            offset = int(rng.integers(args.time))
            order = [int(i) * args.time + offset for i in rng.permutation(n - 1)]
        x = torch.stack([torch.from_numpy(data[o : o + args.time + 1].astype(np.int64)) for o in (order.pop() for _ in range(args.batch))]).to(dev)
        with torch.autocast(dev, dtype=torch.bfloat16):
            both = rng.random() < args.masked
            loss = masked(model, x, draw_hidden(x, gen)) if both else causal(model, x)
        opt.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        opt.step()
        state["step"] += 1
        state["tokens"] += args.batch * args.time
        state["seconds"] = base + time.time() - started
        if state["step"] % 50 == 0:
            ema = float(loss) if ema is None else 0.8 * ema + 0.2 * float(loss)
            print(f"{state['step']} {state['tokens'] / 1e6:.2f}M tokens {state['seconds']:.0f}s loss {ema:.3f}", flush=True)
        if time.time() - saved_at > 300:
            print("held out", evaluate(), flush=True)
            save()
            saved_at = time.time()
    print("FINAL", json.dumps({**state, **evaluate()}), flush=True)
    save()


if __name__ == "__main__":
    main()
