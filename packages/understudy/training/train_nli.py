"""Fine-tune the persona-NLI judge: `python train_nli.py OUT_DIR --minutes 30` → OUT_DIR/NAME.pt.

Starts from OUT_DIR/pretrain.pt. Data: pairs from PersonaChat-valid triples (train people), rewritten
sentences, the persona grammar, counterfactual SNLI. A second head learns which relation each sentence
states. merge_nli.py and evaluate_nli.py follow.
"""
from __future__ import annotations

import argparse
import json
import random
import time
from collections import defaultdict
from dataclasses import asdict
from pathlib import Path

import torch
import torch.nn.functional as F
from tokenizers import Tokenizer

from corpus import annotated_sentences, cad_pairs
from evaluate_nli import dev_pairs, predict, scores
from network import Shape, device, optimizer
from nli_model import NliModel, canonical, collate, encode
from nli_pairs import Pair, PairSampler, co_occurring, own_lines
from persona_grammar import Grammar
from tokenizer import MASK, SPECIAL

BUCKETS = (32, 56, 123)


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


def main() -> None:
    ap = argparse.ArgumentParser()
    ap.add_argument("out", type=Path)
    ap.add_argument("--minutes", type=float, default=30)
    ap.add_argument("--lr", type=float, default=4e-4)
    ap.add_argument("--batch", type=int, default=64)
    ap.add_argument("--dropout", type=float, default=0.1)
    ap.add_argument("--name", default="nli")
    ap.add_argument("--revalued", type=int, default=7000, help="pairs a round with values from the lexicons in real sentences")
    ap.add_argument("--own", type=int, default=8000, help="pairs a round of a persona line and what its own person said")
    ap.add_argument("--stated", type=float, default=0.75, help="share of real pairs whose triples must stand in their sentences")
    ap.add_argument("--start", help="go on from this trained judge instead of the pretrained network")
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
    chosen_on = dev_pairs()
    cad = [(*p, "cad") for p in cad_pairs("train")]
    neighbours = co_occurring()
    own = own_lines("train")

    dev = device()
    model = NliModel(shape, canonical(tok), len(relations)).to(dev)
    model.body.load_state_dict(saved["model"])
    before = 0
    if args.start:
        first = torch.load(args.out / f"{args.start}.pt", weights_only=False, map_location=dev)
        model.load_state_dict(first["model"])
        before = first["pairs"]
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
    sampler = PairSampler("train", 21, args.stated)
    grammar = Grammar(22)
    budget = args.minutes * 60

    def fresh() -> Pairs:
        part = sampler.pairs(2600, 2200, args.revalued) + list(grammar.sample_pairs(9000))
        return Pairs(tok, part + rng.sample(cad, 3000) + rng.sample(neighbours, 800) + rng.sample(own, args.own))

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
            logits = predict(model, tok, [p[:2] for p in chosen_on], dev)
            print("dev", json.dumps(scores(logits, [p[2] for p in chosen_on], [p[3] for p in chosen_on])), flush=True)
            model.load_state_dict(live)
            torch.save({"shape": asdict(shape), "relations": relations, "model": average, "pairs": before + pairs_seen}, args.out / f"{args.name}.pt")

    model.load_state_dict(average)
    torch.save({"shape": asdict(shape), "relations": relations, "model": average, "pairs": before + pairs_seen}, args.out / f"{args.name}.pt")
    print("FINAL", step, "steps", before + pairs_seen, "pairs", flush=True)


if __name__ == "__main__":
    main()
