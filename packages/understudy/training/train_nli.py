"""Fine-tune the persona-NLI judge: `python train_nli.py OUT_DIR --minutes 30` → OUT_DIR/nli.pt, nli.json.

Starts from OUT_DIR/pretrain.pt. Data: pairs from PersonaChat-valid triples (train people), rewritten
sentences, the persona grammar, counterfactual SNLI. A second head learns which relation each sentence
states. The reported figures are on people and sentences that training never saw.
"""
from __future__ import annotations

import argparse
import json
import os
import random
import time
from collections import defaultdict
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from tokenizers import Tokenizer

from corpus import annotated_sentences, cad_pairs, key, tidy
from network import Shape, device, optimizer
from nli_model import NliModel, canonical, collate, encode
from nli_pairs import Pair, PairSampler, co_occurring
from persona_grammar import Grammar
from tokenizer import MASK, SPECIAL

BUCKETS = (32, 56, 123)
EVAL_SETS = Path(os.environ.get("DRAMATIS_DATA", Path(__file__).resolve().parents[4] / "shared" / "data")) / "research/dnli-eval-sets"


class Pairs:
    """Tokenised pairs with label and kind, cut into shuffled batches of one length bucket each."""

    def __init__(self, tok: Tokenizer, pairs: list[Pair]) -> None:
        sides = [e.ids for e in tok.encode_batch_fast([s for p in pairs for s in p[:2]])]
        self.sides = list(zip(sides[0::2], sides[1::2]))
        self.texts = pairs
        self.labels = [p[2] for p in pairs]
        self.kinds = [p[3] for p in pairs]

    def batches(self, size: int, rng: random.Random, swap: bool) -> list[tuple[torch.Tensor, torch.Tensor, torch.Tensor, list[int]]]:
        buckets: dict[int, list] = defaultdict(list)
        for i, (a, b) in enumerate(self.sides):
            if swap and self.labels[i] > 0 and rng.random() < 0.5:
                a, b = b, a
            row = encode(a, b)
            buckets[next(x for x in BUCKETS if x >= len(row[0]))].append((row, i))
        out = []
        for length, rows in buckets.items():
            rng.shuffle(rows)
            for at in range(0, len(rows) - size + 1, size):
                part = rows[at : at + size]
                ids, segment = collate([r for r, _ in part], length)
                out.append((ids, segment, torch.tensor([self.labels[i] for _, i in part]), [i for _, i in part]))
        rng.shuffle(out)
        return out


@torch.no_grad()
def predict(model: NliModel, tok: Tokenizer, pairs: list[tuple[str, str]], dev: str) -> np.ndarray:
    """Logits [pairs, 3], in order."""
    sides = [e.ids for e in tok.encode_batch_fast([s for p in pairs for s in p])]
    rows = [encode(a, b) for a, b in zip(sides[0::2], sides[1::2])]
    order = sorted(range(len(rows)), key=lambda i: len(rows[i][0]))
    out = np.zeros((len(rows), 3), dtype=np.float32)
    model.eval()
    for at in range(0, len(order), 256):
        part = order[at : at + 256]
        ids, segment = collate([rows[i] for i in part])
        with torch.autocast(dev, dtype=torch.bfloat16):
            out[part] = model(ids.to(dev), segment.to(dev)).float().cpu().numpy()
    model.train()
    return out


def scores(logits: np.ndarray, labels: list[int], kinds: list[str]) -> dict:
    """Accuracy, recall and precision by label, accuracy by kind."""
    y, p = np.array(labels), logits.argmax(1)
    names = ("entail", "neutral", "contradict")
    out: dict = {"n": len(y), "accuracy": round(float((y == p).mean()), 4)}
    for c, name in enumerate(names):
        if (y == c).any() and (p == c).any():
            out[name] = {"recall": round(float((p[y == c] == c).mean()), 4), "precision": round(float((y[p == c] == c).mean()), 4)}
    by = defaultdict(list)
    for k, ok in zip(kinds, y == p):
        by[k].append(bool(ok))
    out["kinds"] = {k: [round(float(np.mean(v)), 3), len(v)] for k, v in sorted(by.items())}
    return out


def ranking(model: NliModel, tok: Tokenizer, seen: set[str], dev: str) -> dict:
    """Share of (entailing, contradicting) candidate pairs ranked right by p(entail) - p(contradict), per evaluation set.

    `unseen` keeps only candidates whose text training never held.
    """
    out = {}
    for path in sorted(EVAL_SETS.glob("valid_*.jsonl")):
        rows = [json.loads(line) for line in open(path, encoding="utf-8")]
        pairs, at = [], []
        for d in rows:
            start = len(pairs)
            pairs += [(tidy(d["relevant_persona_sentence"]), tidy(c)) for kind in ("similar", "neg") for c in d["candidates"][kind]]
            at.append((start, start + len(d["candidates"]["similar"]), len(pairs)))
        logits = predict(model, tok, pairs, dev)
        e = np.exp(logits - logits.max(1, keepdims=True))
        e /= e.sum(1, keepdims=True)
        value = e[:, 0] - e[:, 2]
        for name, keep in (("all", lambda t: True), ("unseen", lambda t: key(t) not in seen)):
            right = total = 0.0
            for a, b, c in at:
                good = [value[i] for i in range(a, b) if keep(pairs[i][1])]
                bad = [value[i] for i in range(b, c) if keep(pairs[i][1])]
                for g in good:
                    right += sum((g > x) + 0.5 * (g == x) for x in bad)
                total += len(good) * len(bad)
            out[f"{path.stem.removeprefix('valid_')}/{name}"] = round(float(right / max(total, 1)), 4)
    return out


def temperature(logits: np.ndarray, labels: list[int]) -> float:
    """The one number that logits are divided by so that probabilities mean what they say (Guo et al. 2017)."""
    grid = np.exp(np.linspace(np.log(0.3), np.log(6), 200))
    y = np.array(labels)

    def loss(t: float) -> float:
        z = logits / t
        z = z - z.max(1, keepdims=True)
        return float(-(z[np.arange(len(y)), y] - np.log(np.exp(z).sum(1))).mean())

    return round(float(min(grid, key=loss)), 4)


def calibration_error(logits: np.ndarray, labels: list[int], t: float, bins: int = 15) -> float:
    z = logits / t
    p = np.exp(z - z.max(1, keepdims=True))
    p /= p.sum(1, keepdims=True)
    conf, ok = p.max(1), p.argmax(1) == np.array(labels)
    which = np.minimum((conf * bins).astype(int), bins - 1)
    return round(float(sum(abs(ok[which == b].mean() - conf[which == b].mean()) * (which == b).mean() for b in range(bins) if (which == b).any())), 4)


def main() -> None:
    ap = argparse.ArgumentParser()
    ap.add_argument("out", type=Path)
    ap.add_argument("--minutes", type=float, default=30)
    ap.add_argument("--lr", type=float, default=4e-4)
    ap.add_argument("--batch", type=int, default=64)
    ap.add_argument("--dropout", type=float, default=0.1)
    ap.add_argument("--name", default="nli")
    ap.add_argument("--every", type=int, default=1000)
    args = ap.parse_args()
    torch.manual_seed(0)
    rng = random.Random(0)
    tok = Tokenizer.from_file(str(args.out / "tokenizer.json"))
    saved = torch.load(args.out / "pretrain.pt", weights_only=False, map_location="cpu")
    shape = Shape(**{**saved["shape"], "dropout": args.dropout})

    sentences = annotated_sentences()
    relations = sorted({t[1] for s in sentences for t in s.triples})
    relation_of = {s.text: [relations.index(t[1]) for t in s.triples] for s in sentences if s.split == "train"}
    seen = {key(s.text) for s in sentences if s.split == "train"}
    dev_pairs = PairSampler("dev", 11).pairs(700, 300)
    test_pairs = PairSampler("test", 12).pairs(1500)
    test_rewritten = PairSampler("test", 13).pairs(0, 600)
    held_grammar = list(Grammar(7, holdout=True).sample_pairs(1500))
    cad, cad_test = [(*p, "cad") for p in cad_pairs("train")], [(*p, "cad") for p in cad_pairs("test")]
    neighbours = co_occurring()

    dev = device()
    model = NliModel(shape, canonical(tok), len(relations)).to(dev)
    model.body.load_state_dict(saved["model"])
    opt = optimizer(model, args.lr, 0.05)
    average = {k: v.clone() for k, v in model.state_dict().items()}

    def loss_of(ids: torch.Tensor, segment: torch.Tensor, y: torch.Tensor, stated: torch.Tensor, known: torch.Tensor) -> torch.Tensor:
        first, p, h = model.states(ids, segment)
        verdict = model.head(torch.cat([first, p, h, (p - h).abs(), p * h], -1)).float()
        loss = F.cross_entropy(verdict, y, label_smoothing=0.03)
        said = model.relation(torch.stack([p, h], 1)).float()
        extra = F.binary_cross_entropy_with_logits(said, stated, reduction="none").mean(-1)
        return loss + 2.0 * (extra * known).sum() / known.sum().clamp(min=1)

    step_loss = torch.compile(loss_of)
    started, step, pairs_seen, ema, round_, pending = time.time(), 0, 0, None, 0, []
    sampler = PairSampler("train", 21)
    grammar = Grammar(22)
    budget = args.minutes * 60

    def fresh() -> Pairs:
        part = sampler.pairs(3300, 2500) + list(grammar.sample_pairs(11000))
        return Pairs(tok, part + rng.sample(cad, 3000) + rng.sample(neighbours, 800))

    current = None
    while (spent := time.time() - started) < budget:
        if not pending:
            round_ += 1
            current = fresh()
            pending = current.batches(args.batch, rng, swap=True)
        ids, segment, y, at = pending.pop()
        hide = (torch.rand(ids.shape) < 0.04) & (ids >= len(SPECIAL))
        ids = torch.where(hide, MASK, ids)
        stated = torch.zeros(len(at), 2, len(relations))
        known = torch.zeros(len(at), 2)
        for row, i in enumerate(at):
            for side in (0, 1):
                found = relation_of.get(current.texts[i][side])
                if found and not (current.labels[i] > 0):
                    stated[row, side, found] = 1
                    known[row, side] = 1
        for g in opt.param_groups:
            g["lr"] = args.lr * min(1, (step + 1) / 150) * max(0.0, 1 - spent / budget)
        with torch.autocast(dev, dtype=torch.bfloat16):
            loss = (step_loss if ids.shape[1] < BUCKETS[-1] else loss_of)(ids.to(dev), segment.to(dev), y.to(dev), stated.to(dev), known.to(dev))
        opt.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        opt.step()
        step += 1
        pairs_seen += len(y)
        keep = min(0.998, step / (step + 50))
        with torch.no_grad():
            for k, v in model.state_dict().items():
                if v.dtype.is_floating_point:
                    average[k].lerp_(v, 1 - keep)
        if step % 100 == 0:
            ema = float(loss.detach()) if ema is None else 0.7 * ema + 0.3 * float(loss.detach())
            print(f"{step} round {round_} {spent:.0f}s {pairs_seen / (spent + 1):.0f} pairs/s loss {ema:.3f}", flush=True)
        if step % args.every == 0:
            live = {k: v.clone() for k, v in model.state_dict().items()}
            model.load_state_dict(average)
            logits = predict(model, tok, [p[:2] for p in dev_pairs], dev)
            print("dev", json.dumps(scores(logits, [p[2] for p in dev_pairs], [p[3] for p in dev_pairs])), flush=True)
            print("ranking", ranking(model, tok, seen, dev), flush=True)
            model.load_state_dict(live)
            torch.save({"shape": asdict(shape), "relations": relations, "model": average}, args.out / f"{args.name}.pt")

    model.load_state_dict(average)
    report: dict = {"steps": step, "pairs": pairs_seen, "minutes": args.minutes}
    dev_logits = predict(model, tok, [p[:2] for p in dev_pairs], dev)
    t = temperature(dev_logits, [p[2] for p in dev_pairs])
    report["temperature"] = t
    for name, pairs in (("dev", dev_pairs), ("test", test_pairs), ("test_rewritten", test_rewritten), ("grammar_held_out", held_grammar), ("cad_test", cad_test)):
        logits = predict(model, tok, [p[:2] for p in pairs], dev)
        labels = [p[2] for p in pairs]
        report[name] = {**scores(logits, labels, [p[3] for p in pairs]), "calibration_error": calibration_error(logits, labels, t)}
    if EVAL_SETS.exists():
        report["ranking"] = ranking(model, tok, seen, dev)
    torch.save({"shape": asdict(shape), "relations": relations, "model": average, "temperature": t}, args.out / f"{args.name}.pt")
    (args.out / f"{args.name}.json").write_text(json.dumps(report, indent=1) + "\n")
    print("FINAL", json.dumps(report), flush=True)


if __name__ == "__main__":
    main()
