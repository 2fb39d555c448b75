"""Measure the chat model: `python evaluate_chat.py OUT_DIR [--name chat] [--split test]` → OUT_DIR/chat.json.

On PersonaChat conversations of people that training never saw, their replies foretold one by one: perplexity a token and a
word with their own persona, with none and with another's; and hits@1 of 20, the true reply among 19 of other
conversations, by its mean log-probability and by how much the conversation adds to it (log p(reply | all) - log p(reply),
Li et al. 2016), since what is said everywhere is likely everywhere. Intervals: 95 %, bootstrap over people.
"""
from __future__ import annotations

import argparse
import json
import math
import random
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from tokenizers import Tokenizer

from chat_model import ChatModel, no_past
from corpus import key, persona_ids
from network import Shape, device
from pretrain import chat_tokenizer
from talks import OTHER, PERSONA, SELF, Talk, held_out_sides, tidy
from tokenizer import BOS, PAD, SEP

CONTEXT = 512


def pieces(tok: Tokenizer, mark: str, texts: list[str]) -> list[list[int]]:
    m = tok.token_to_id(mark)
    return [[m, *e.ids, SEP] for e in tok.encode_batch_fast([tidy(t) for t in texts])]


class Side:
    """One person of one conversation: their persona, the turns, and which of the tokens are theirs."""

    def __init__(self, tok: Tokenizer, talk: Talk, me: int, owner: str) -> None:
        self.owner, self.me, self.talk = owner, me, talk
        self.persona = sum(pieces(tok, PERSONA, talk.personas[me]), [])
        self.turns = [pieces(tok, SELF if i % 2 == me else OTHER, [t])[0] for i, t in enumerate(talk.turns)]
        self.words = sum(len(t.split()) for t in talk.turns[me::2])

    def row(self, persona: list[int]) -> tuple[list[int], list[int]]:
        """Ids, and 1 where a token is a word of this person's reply."""
        ids, own = [BOS, *persona], [0] * (1 + len(persona))
        for i, turn in enumerate(self.turns):
            mine = i % 2 == self.me
            ids += turn
            own += [0, *([int(mine)] * (len(turn) - 2)), 0]
        return ids[:CONTEXT], own[:CONTEXT]


@torch.no_grad()
def losses(model: ChatModel, rows: list[tuple[list[int], list[int]]], dev: str) -> list[tuple[float, int]]:
    """Sum of the loss over own words, and their number, for every row."""
    out: list[tuple[float, int]] = [(0.0, 0)] * len(rows)
    order = sorted(range(len(rows)), key=lambda i: len(rows[i][0]))
    for at in range(0, len(order), 8):
        part = order[at : at + 8]
        width = max(len(rows[i][0]) for i in part)
        ids, own = torch.full((len(part), width), PAD), torch.zeros(len(part), width)
        for r, i in enumerate(part):
            ids[r, : len(rows[i][0])] = torch.tensor(rows[i][0])
            own[r, : len(rows[i][1])] = torch.tensor(rows[i][1], dtype=torch.float)
        with torch.autocast(dev, dtype=torch.bfloat16):
            logits = model.body.logits(model.body(ids[:, :-1].to(dev)))
        loss = F.cross_entropy(logits.float().flatten(0, 1), ids[:, 1:].flatten().to(dev), reduction="none").view(len(part), -1).cpu()
        for r, i in enumerate(part):
            out[i] = (float((loss[r] * own[r, 1:]).sum()), int(own[r, 1:].sum()))
    return out


def interval(values: np.ndarray) -> list[float]:
    return [round(float(np.quantile(values, q)), 4) for q in (0.025, 0.975)]


def perplexities(sides: list[Side], by: dict[str, list[tuple[float, int]]]) -> dict:
    """Per token and per word, with intervals; and what the persona helps, in nats a token, paired."""
    owners = sorted({s.owner for s in sides})
    index = {o: [i for i, s in enumerate(sides) if s.owner == o] for o in owners}
    rng = np.random.default_rng(0)
    draws = [[i for o in rng.choice(owners, len(owners)) for i in index[o]] for _ in range(2000)]
    everyone = list(range(len(sides)))
    tokens = np.array([n for _, n in by["persona"]])
    words = np.array([s.words for s in sides])
    out: dict = {"n": len(sides), "people": len(owners), "tokens": int(tokens.sum()), "words": int(words.sum()), "token": {}, "word": {}}
    for name, rows in by.items():
        nll = np.array([x for x, _ in rows])
        for unit, count in (("token", tokens), ("word", words)):
            def value(at: list[int]) -> float:
                return math.exp(nll[at].sum() / count[at].sum())

            out[unit][name] = round(value(everyone), 2)
            out[unit][f"{name}_interval"] = interval(np.array([value(d) for d in draws]))
    for other in ("none", "swapped"):
        gain = np.array([b[0] - a[0] for a, b in zip(by["persona"], by[other])])
        out[f"gain_over_{other}"] = {
            "value": round(float(gain.sum() / tokens.sum()), 4), "interval": interval(np.array([gain[d].sum() / tokens[d].sum() for d in draws])), "unit": "nats a token"
        }
    return out


@torch.no_grad()
def reply_losses(model: ChatModel, context: list[int], rows: list[list[int]]) -> tuple[torch.Tensor, torch.Tensor]:
    """Sum of the loss over each row after the context, its mark left out; and the number of tokens."""
    shape = model.body.shape
    ids = torch.tensor([context])
    steering = torch.zeros(shape.depth, shape.width)
    _, _, *past = model(ids, torch.ones_like(ids), torch.arange(len(context))[None], steering, no_past(shape, 1))
    width = max(map(len, rows))
    batch = torch.full((len(rows), width), PAD)
    for r, row in enumerate(rows):
        batch[r, : len(row)] = torch.tensor(row)
    mask = torch.cat([torch.ones(len(rows), len(context), dtype=torch.long), (batch != PAD).long()], 1)
    at = (torch.arange(width) + len(context)).expand(len(rows), width)
    logits, _, *_ = model(batch, mask, at, steering, tuple(p.expand(len(rows), -1, -1, -1) for p in past))
    loss = F.cross_entropy(logits[:, :-1].flatten(0, 1), batch[:, 1:].flatten(), ignore_index=PAD, reduction="none").view(len(rows), -1)
    return loss.sum(1), (batch[:, 1:] != PAD).sum(1)


def hits(model: ChatModel, sides: list[Side], n: int, with_persona: bool, rng: random.Random) -> dict:
    """Share of replies ranked above those of 19 other conversations."""
    replies = [(s, i) for s in sides for i in range(s.me, len(s.turns), 2) if len(s.turns[i]) > 4]
    right: dict[str, list[tuple[str, bool]]] = {"likelihood": [], "gain": []}
    for s, i in rng.sample(replies, min(n, len(replies))):
        rows = [s.turns[i], *(r.turns[j] for r, j in rng.sample([x for x in replies if x[0].talk is not s.talk], 19))]
        said = sum(s.turns[:i], [])
        loss, count = reply_losses(model, [BOS, *(s.persona if with_persona else []), *said][-CONTEXT + 90 :], rows)
        alone, _ = reply_losses(model, [BOS], rows)
        right["likelihood"].append((s.owner, bool((loss / count).argmin() == 0)))
        right["gain"].append((s.owner, bool(((loss - alone) / count).argmin() == 0)))
    return {name: share(found) for name, found in right.items()}


def share(found: list[tuple[str, bool]]) -> dict:
    owners = sorted({o for o, _ in found})
    by = {o: [r for p, r in found if p == o] for o in owners}
    rng = np.random.default_rng(1)
    draws = [np.mean(sum((by[o] for o in rng.choice(owners, len(owners))), [])) for _ in range(2000)]
    return {"value": round(float(np.mean([r for _, r in found])), 4), "interval": interval(np.array(draws)), "n": len(found)}


def main() -> None:
    ap = argparse.ArgumentParser()
    ap.add_argument("out", type=Path)
    ap.add_argument("--name", default="chat")
    ap.add_argument("--split", default="test")
    ap.add_argument("--hits", type=int, default=500)
    args = ap.parse_args()
    tok = chat_tokenizer(args.out)
    saved = torch.load(args.out / f"{args.name}.pt", weights_only=False, map_location="cpu")
    dev = device()
    model = ChatModel(Shape(**saved["shape"])).to(dev).eval()
    model.body.load_state_dict(saved["model"])
    ids = persona_ids()
    sides = [Side(tok, t, me, next((ids[key(x)] for x in t.personas[me] if key(x) in ids), "?")) for t, me in held_out_sides(args.split)]
    rng = random.Random(0)
    strangers = [rng.choice([o for o in sides if o.owner != s.owner]).persona for s in sides]
    by = {
        "persona": losses(model, [s.row(s.persona) for s in sides], dev),
        "none": losses(model, [s.row([]) for s in sides], dev),
        "swapped": losses(model, [s.row(p) for s, p in zip(sides, strangers)], dev),
    }
    figures = {"state": saved["state"], args.split: perplexities(sides, by)}
    if args.hits:
        model.to("cpu")
        for name, known in (("hits", True), ("hits_without_persona", False)):
            figures[args.split][name] = hits(model, sides, args.hits, known, random.Random(7))
    (args.out / f"{args.name}.json").write_text(json.dumps(figures, indent=1) + "\n")
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
