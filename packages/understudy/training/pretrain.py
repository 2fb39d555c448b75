"""Pretrain the shared language model: `python pretrain.py OUT_DIR --minutes 60 [--width 256 --depth 6]`.

It reads conversations in the form of talks.py, each told anew every epoch. Hybrid objective: a batch is
causal, or (with --masked probability) bidirectional with 20 % of tokens replaced by <mask>; in both the
state at position t predicts token t+1. Matrices are trained by Muon (Jordan et al. 2024), the rest by AdamW.
Checkpoints every five minutes; started again with the same OUT_DIR it goes on where it stopped. Seeded;
the length is wall-clock time.
"""
from __future__ import annotations

import argparse
import json
import random
import time
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from tokenizers import AddedToken, Tokenizer

from network import Shape, Transformer, device, optimizers
from talks import MARKS, Piece, documents, from_side, held_out_sides
from tokenizer import BOS, MASK, SEP, SPECIAL


def chat_tokenizer(out: Path) -> Tokenizer:
    """The shared tokenizer with a token for every mark of talks.py after its last."""
    tok = Tokenizer.from_file(str(out / "tokenizer.json"))
    tok.add_special_tokens([AddedToken(m, special=True, normalized=False) for m in MARKS])
    return tok


def save_tokenizer(tok: Tokenizer, models: Path) -> None:
    """The one file that every bundled model reads with."""
    compact = json.dumps(json.loads(tok.to_str()), ensure_ascii=False, separators=(",", ":"))
    (models / "tokenizer.json").write_text(compact + "\n")


def encoded(tok: Tokenizer, docs: list[list[Piece]]) -> list[list[int]]:
    """Documents as token ids: <bos>, then for every piece its mark, its text and <sep>."""
    flat = iter(tok.encode_batch_fast([text for d in docs for _, text in d]))
    mark = {m: tok.token_to_id(m) for m in MARKS}
    out = []
    for d in docs:
        ids = [BOS]
        for m, _ in d:
            ids += [mark[m], *next(flat).ids, SEP]
        out.append(ids)
    return out


def epoch(out: Path, tok: Tokenizer, seed: int, persona_times: int) -> np.ndarray:
    """One reading of the corpus as one uint16 stream, documents shuffled, cached in OUT_DIR."""
    path = out / f"talks-{persona_times}-{seed}.bin"
    if not path.exists():
        docs = [d for d in documents(seed, persona_times) if d]
        random.Random(seed).shuffle(docs)
        np.concatenate([np.array(ids, dtype=np.uint16) for ids in encoded(tok, docs)]).tofile(path)
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


def draw_hidden(x: torch.Tensor, marks_from: int, gen: torch.Generator) -> torch.Tensor:
    """A fifth of the positions of x[:, 1:], the same count every time; no marker and no id from `marks_from` on is drawn."""
    target = x[:, 1:].flatten().cpu()
    marker = (target < len(SPECIAL)) | (target >= marks_from)
    chance = torch.rand(target.shape, generator=gen) + marker * 1.0
    return chance.topk(len(target) // 5, largest=False).indices.to(x.device)


def windows(ids: np.ndarray, at: list[int], time_: int) -> torch.Tensor:
    return torch.stack([torch.from_numpy(ids[o : o + time_ + 1].astype(np.int64)) for o in at])


def main() -> None:
    ap = argparse.ArgumentParser()
    ap.add_argument("out", type=Path)
    ap.add_argument("--minutes", type=float, default=60)
    ap.add_argument("--width", type=int, default=256)
    ap.add_argument("--depth", type=int, default=6)
    ap.add_argument("--heads", type=int, default=4)
    ap.add_argument("--batch", type=int, default=24)
    ap.add_argument("--time", type=int, default=256)
    ap.add_argument("--lr", type=float, default=1.5e-3)
    ap.add_argument("--masked", type=float, default=0.35)
    ap.add_argument("--persona-times", type=int, default=2, help="how often an epoch reads a conversation of which the personas are known")
    ap.add_argument("--start", help="go on from this checkpoint of OUT_DIR; its marks may be missing")
    ap.add_argument("--name", default="pretrain")
    args = ap.parse_args()

    torch.manual_seed(0)
    gen, rng = torch.Generator().manual_seed(0), np.random.default_rng(0)
    tok = chat_tokenizer(args.out)
    marks_from = tok.token_to_id(MARKS[0])
    shape = Shape(vocab=tok.get_vocab_size(), width=args.width, depth=args.depth, heads=args.heads, context=1024)
    dev = device()
    model = Transformer(shape).to(dev)
    opts = optimizers(model, args.lr, 0.1)
    state = {"step": 0, "seconds": 0.0, "tokens": 0, "epoch": 0, "before": 0}
    ckpt = args.out / f"{args.name}.pt"
    if ckpt.exists():
        saved = torch.load(ckpt, weights_only=False)
        model.load_state_dict(saved["model"])
        for opt, old in zip(opts, saved["optimizers"]):
            opt.load_state_dict(old)
        state = saved["state"]
    elif args.start:
        saved = torch.load(args.out / f"{args.start}.pt", weights_only=False)
        old = saved["model"]["embed.weight"]
        missing = model.embed.weight.detach()[len(old) :] * 0.1 + old[SEP]
        model.load_state_dict({**saved["model"], "embed.weight": torch.cat([old, missing])})
        state["before"] = saved["state"]["tokens"] + saved["state"].get("before", 0)
    causal, masked = torch.compile(causal_loss), torch.compile(masked_loss)
    print(sum(p.numel() for p in model.parameters()) / 1e6, "M parameters", flush=True)

    held = np.concatenate([np.array(ids) for ids in encoded(tok, [from_side(t, me, t.personas[me]) for t, me in held_out_sides("dev")])])

    def save() -> None:
        torch.save({"shape": asdict(shape), "model": model.state_dict(), "optimizers": [o.state_dict() for o in opts], "state": state}, ckpt)

    @torch.no_grad()
    def evaluate() -> dict:
        """Mean loss a token on the conversations of dev people."""
        model.eval()
        n = (len(held) - 1) // args.time // args.batch * args.batch
        parts = windows(held, [i * args.time for i in range(n)], args.time).to(dev).split(args.batch)
        g = torch.Generator().manual_seed(1)
        with torch.autocast(dev, dtype=torch.bfloat16):
            scores = {
                "causal": float(np.mean([float(causal(model, b)) for b in parts])),
                "masked": float(np.mean([float(masked(model, b, draw_hidden(b, marks_from, g))) for b in parts])),
            }
        model.train()
        return {k: round(v, 4) for k, v in scores.items()}

    budget, started, base, saved_at, ema = args.minutes * 60, time.time(), state["seconds"], time.time(), None
    data, order = np.zeros(0, dtype=np.uint16), []
    while state["seconds"] < budget:
        part = state["seconds"] / budget
        for g in (g for o in opts for g in o.param_groups):
            g["lr"] = args.lr * min(1, (state["step"] + 1) / 150) * min(1, 1.03 - part)
        if len(order) < args.batch:
            data = epoch(args.out, tok, state["epoch"], args.persona_times)
            state["epoch"] += 1
            offset = int(rng.integers(args.time))
            order = [int(i) * args.time + offset for i in rng.permutation((len(data) - 1) // args.time - 1)]
        x = windows(data, [order.pop() for _ in range(args.batch)], args.time).to(dev)
        with torch.autocast(dev, dtype=torch.bfloat16):
            both = rng.random() < args.masked
            loss = masked(model, x, draw_hidden(x, marks_from, gen)) if both else causal(model, x)
        for o in opts:
            o.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        for o in opts:
            o.step()
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
