"""Measure the persona-NLI judge: `python evaluate_nli.py OUT_DIR` → OUT_DIR/nli.json, and its calibration into OUT_DIR/nli.pt.

Calibration is set on dev people; every figure is on people, sentences or values that training never saw.
"""
from __future__ import annotations

import json
import os
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from corpus import annotated_sentences, cad_pairs, key, tidy
from network import Shape, device
from nli_model import NliModel, canonical, collate, encode
from nli_pairs import PairSampler, own_lines
from persona_grammar import Grammar

EVAL_SETS = Path(os.environ.get("DRAMATIS_DATA", Path(__file__).resolve().parents[4] / "shared" / "data")) / "research/dnli-eval-sets"


@torch.no_grad()
def predict(model: NliModel, tok: Tokenizer, pairs: list[tuple[str, str]], dev: str) -> np.ndarray:
    """Calibrated logits [pairs, 3], in order."""
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
    return out / model.temperature + np.array(model.bias, dtype=np.float32)


def probabilities(logits: np.ndarray) -> np.ndarray:
    e = np.exp(logits - logits.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)


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
        p = probabilities(logits)
        value = p[:, 0] - p[:, 2]
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


def calibrate(logits: np.ndarray, labels: list[int]) -> tuple[float, list[float]]:
    """Bias-corrected temperature scaling (Alexandari et al. 2020): p = softmax(logits / T + b), by likelihood.

    A missed contradiction costs a user more than a false one that they can read, and by likelihood alone recall stays behind
    precision. So the bias of contradiction is then raised in steps of 0.05 while the likelihood stays within 0.005 nats of
    its best.
    """
    z, y = torch.from_numpy(logits).double(), torch.tensor(labels)
    log_t = torch.zeros(1, dtype=torch.double, requires_grad=True)
    bias = torch.zeros(3, dtype=torch.double, requires_grad=True)
    opt = torch.optim.LBFGS([log_t, bias], max_iter=200, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        opt.zero_grad()
        value = torch.nn.functional.cross_entropy(z / log_t.exp() + bias, y) + 1e-6 * bias.pow(2).sum()
        value.backward()
        return value

    opt.step(loss)
    best = float(torch.nn.functional.cross_entropy(z / log_t.exp() + bias, y))
    step = torch.tensor([0.0, 0.0, 0.05], dtype=torch.double)
    raised = bias.detach().clone()
    while float(torch.nn.functional.cross_entropy(z / log_t.detach().exp() + raised + step, y)) < best + 0.005:
        raised += step
    centred = raised - raised.mean()
    return round(float(log_t.detach().exp()), 4), [round(float(b), 4) for b in centred]


def calibration_error(logits: np.ndarray, labels: list[int], bins: int = 15) -> float:
    """Expected calibration error of calibrated logits (Guo et al. 2017), equal bins of the highest probability."""
    p = probabilities(logits)
    conf, ok = p.max(1), p.argmax(1) == np.array(labels)
    which = np.minimum((conf * bins).astype(int), bins - 1)
    return round(float(sum(abs(ok[which == b].mean() - conf[which == b].mean()) * (which == b).mean() for b in range(bins) if (which == b).any())), 4)


def dev_pairs() -> list:
    return PairSampler("dev", 11).pairs(700, 300)


def report(model: NliModel, tok: Tokenizer) -> dict:
    """Calibrates the model on dev (sets model.temperature and model.bias) and measures it on everything held out."""
    dev = device()
    chosen = dev_pairs()
    model.temperature, model.bias = 1.0, [0.0, 0.0, 0.0]
    model.temperature, model.bias = calibrate(predict(model, tok, [p[:2] for p in chosen], dev), [p[2] for p in chosen])
    out: dict = {"temperature": model.temperature, "bias": model.bias}
    held = {
        "dev": chosen,
        "test": PairSampler("test", 12).pairs(1500),
        "test_stated": PairSampler("test", 14, stated_share=1.0).pairs(1200),
        "test_rewritten": PairSampler("test", 13).pairs(0, 600),
        "grammar_held_out": list(Grammar(7, holdout=True).sample_pairs(1500)),
        "own_lines": own_lines("test"),
        "cad_test": [(*p, "cad") for p in cad_pairs("test")],
    }
    for name, pairs in held.items():
        logits = predict(model, tok, [p[:2] for p in pairs], dev)
        labels = [p[2] for p in pairs]
        out[name] = {**scores(logits, labels, [p[3] for p in pairs]), "calibration_error": calibration_error(logits, labels)}
    if EVAL_SETS.exists():
        seen = {key(s.text) for s in annotated_sentences() if s.split == "train"}
        out["ranking"] = ranking(model, tok, seen, dev)
    return out


def main() -> None:
    out = Path(sys.argv[1])
    tok = Tokenizer.from_file(str(out / "tokenizer.json"))
    saved = torch.load(out / "nli.pt", weights_only=False, map_location="cpu")
    model = NliModel(Shape(**saved["shape"]), canonical(tok), len(saved["relations"])).to(device())
    model.load_state_dict(saved["model"])
    figures = {"pairs": saved["pairs"], **report(model, tok)}
    torch.save({**saved, "temperature": model.temperature, "bias": model.bias}, out / "nli.pt")
    (out / "nli.json").write_text(json.dumps(figures, indent=1) + "\n")
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
