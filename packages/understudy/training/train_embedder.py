"""Train the sentence embedder: `python train_embedder.py OUT_DIR --minutes 15` → OUT_DIR/embedder.pt, embedder.json.

Starts from OUT_DIR/pretrain.pt. Signals, in turn: STS-Benchmark train by the CoSENT order loss (Su 2022); paraphrases
of the persona grammar, same-triple PersonaChat sentences and counterfactual SNLI entailments against in-batch negatives,
with the contradiction as a hard one (Gao et al. 2021, SimCSE). Chosen on STS-B dev; STS-B test is read once, at the end.
"""
from __future__ import annotations

import argparse
import json
import random
import time
from collections import defaultdict
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from scipy.stats import spearmanr
from tokenizers import Tokenizer

from corpus import annotated_sentences, cad_pairs, sts_pairs
from embed_model import MAX_TOKENS, EmbedModel, collate
from network import Shape, device, optimizer
from nli_pairs import PairSampler
from persona_grammar import Grammar

LENGTH = 40


@torch.no_grad()
def embed(model: EmbedModel, tok: Tokenizer, texts: list[str], dev: str) -> np.ndarray:
    model.eval()
    rows = [e.ids[:MAX_TOKENS] for e in tok.encode_batch_fast(texts)]
    order = sorted(range(len(rows)), key=lambda i: len(rows[i]))
    out = np.zeros((len(rows), 2 * model.body.shape.width), dtype=np.float32)
    for at in range(0, len(order), 256):
        part = order[at : at + 256]
        with torch.autocast(dev, dtype=torch.bfloat16):
            out[part] = model(collate([rows[i] for i in part]).to(dev)).float().cpu().numpy()
    model.train()
    return out


def sts(model: EmbedModel, tok: Tokenizer, part: str, dev: str) -> float:
    pairs = list(sts_pairs(part))
    a, b = (embed(model, tok, [p[i] for p in pairs], dev) for i in (0, 1))
    return round(float(spearmanr((a * b).sum(1), [p[2] for p in pairs]).statistic), 4)


def retrieval(model: EmbedModel, tok: Tokenizer, dev: str) -> dict:
    """For each held-out PersonaChat utterance: is a persona line of the same triple the nearest of all held-out persona lines?"""
    held = [s for s in annotated_sentences() if s.split == "test" and s.triples]
    lines = [s for s in held if s.is_persona]
    asked = [s for s in held if not s.is_persona and any(s.triples & l.triples for l in lines)]
    sims = embed(model, tok, [s.text for s in asked], dev) @ embed(model, tok, [l.text for l in lines], dev).T
    ranks = [min(int((row > row[j]).sum()) for j, l in enumerate(lines) if s.triples & l.triples) for s, row in zip(asked, sims)]
    return {"n": len(asked), "lines": len(lines), "hits@1": round(float(np.mean([r == 0 for r in ranks])), 4), "hits@10": round(float(np.mean([r < 10 for r in ranks])), 4)}


def main() -> None:
    ap = argparse.ArgumentParser()
    ap.add_argument("out", type=Path)
    ap.add_argument("--minutes", type=float, default=15)
    ap.add_argument("--lr", type=float, default=5e-4)
    ap.add_argument("--dropout", type=float, default=0.15)
    ap.add_argument("--every", type=int, default=300)
    args = ap.parse_args()
    torch.manual_seed(0)
    rng = random.Random(0)
    tok = Tokenizer.from_file(str(args.out / "tokenizer.json"))
    saved = torch.load(args.out / "pretrain.pt", weights_only=False, map_location="cpu")
    shape = Shape(**{**saved["shape"], "dropout": args.dropout})
    counts = np.bincount(np.fromfile(next(args.out.glob("talks-*.bin")), dtype=np.uint16), minlength=shape.vocab)
    frequency = torch.from_numpy((counts + 1) / counts.sum()).float()
    dev = device()
    model = EmbedModel(shape, frequency).to(dev)
    model.body.load_state_dict(saved["model"])
    with torch.no_grad():
        model.words.weight.copy_(saved["model"]["embed.weight"])
    opt = optimizer(model, args.lr, 0.02)

    def ids(texts: list[str]) -> list[list[int]]:
        return [e.ids for e in tok.encode_batch_fast(texts)]

    train_sts = list(sts_pairs("train"))
    sts_ids = (ids([p[0] for p in train_sts]), ids([p[1] for p in train_sts]), [p[2] for p in train_sts])
    by_premise: dict[str, dict[int, str]] = defaultdict(dict)
    for p, h, label in cad_pairs("train"):
        by_premise[p][label] = h
    triples = [(p, d[0], d[2]) for p, d in by_premise.items() if 0 in d and 2 in d]
    triples = list(zip(*(ids([t[i] for t in triples]) for i in range(3))))
    captions = ids([s for p, h, _ in cad_pairs("train") for s in (p, h)] + [s for p in train_sts for s in p[:2]])
    sampler, grammar = PairSampler("train", 31), Grammar(32)
    same = [p for p in sampler.pairs(12000) if p[2] == 0]
    same = list(zip(ids([p[0] for p in same]), ids([p[1] for p in same])))

    def paraphrases() -> list[tuple[list[int], list[int]]]:
        made = [p for p in grammar.sample_pairs(12000) if p[2] == 0]
        return list(zip(ids([p[0] for p in made]), ids([p[1] for p in made])))

    said = paraphrases()

    def order_loss(a: torch.Tensor, b: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
        cos = (model(a) * model(b)).sum(-1) * 20
        wrong = (cos[:, None] - cos[None, :])[y[:, None] < y[None, :]]
        return torch.logsumexp(F.pad(wrong, (1, 0)), 0) / 4

    def contrast_loss(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
        """b holds the positives of a in order, and may hold more negatives behind them."""
        sims = model(a) @ model(b).T / 0.05
        y = torch.arange(len(a), device=a.device)
        loss = F.cross_entropy(sims, y)
        return loss if len(a) != len(b) else (loss + F.cross_entropy(sims.T, y)) / 2

    def batch() -> torch.Tensor:
        roll = rng.random()
        pad = lambda rows: collate(rows, LENGTH).to(dev)
        if roll < 0.4:
            at = rng.sample(range(len(train_sts)), 64)
            return order_loss(pad([sts_ids[0][i] for i in at]), pad([sts_ids[1][i] for i in at]), torch.tensor([sts_ids[2][i] for i in at]).to(dev))
        if roll < 0.58:
            part = rng.sample(triples, 48)
            return contrast_loss(pad([t[0] for t in part]), pad([t[1] for t in part] + [t[2] for t in part]))
        if roll < 0.72:
            part = rng.sample(captions, 64)
            return contrast_loss(pad(part), pad(part))
        part = rng.sample(same if roll < 0.86 else said, 64)
        return contrast_loss(pad([p[0] for p in part]), pad([p[1] for p in part]))

    print("before", sts(model, tok, "dev", dev), flush=True)
    started, step, best, best_state = time.time(), 0, -1.0, None
    budget = args.minutes * 60
    while (spent := time.time() - started) < budget:
        for g in opt.param_groups:
            g["lr"] = args.lr * min(1, (step + 1) / 100) * max(0.02, 1 - spent / budget)
        with torch.autocast(dev, dtype=torch.bfloat16):
            loss = batch()
        opt.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        opt.step()
        step += 1
        if step % 500 == 0:
            said = paraphrases()
        if step % args.every == 0:
            score = sts(model, tok, "dev", dev)
            print(step, f"{spent:.0f}s dev {score} share of words {float(torch.sigmoid(model.balance.detach())):.2f}", flush=True)
            if score > best:
                best, best_state = score, {k: v.clone() for k, v in model.state_dict().items()}
    if best_state and best > sts(model, tok, "dev", dev):
        model.load_state_dict(best_state)
    report = {"steps": step, "minutes": args.minutes, "sts_dev": sts(model, tok, "dev", dev), "sts_test": sts(model, tok, "test", dev), "retrieval": retrieval(model, tok, dev)}
    torch.save({"shape": asdict(shape), "model": model.state_dict()}, args.out / "embedder.pt")
    (args.out / "embedder.json").write_text(json.dumps(report, indent=1) + "\n")
    print("FINAL", json.dumps(report), flush=True)


if __name__ == "__main__":
    main()
