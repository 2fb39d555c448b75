"""Fit how far a question calls for a persona line from the cosine of the two: `python fit_relevance.py OUT_DIR`.

A line is called for where the reply to the question shares a Dialogue NLI triple with it. Logistic regression on PersonaChat
validation conversations of train people, both classes weighing the same; what it reaches is read on dev people. Prints the
constants of packages/dramatis/src/measure/relevance.ts.
"""
from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import torch
from scipy.optimize import minimize
from scipy.stats import rankdata
from tokenizers import Tokenizer

from corpus import owner_split, persona_ids, personachat
from embed_model import EmbedModel
from network import Shape
from train_embedder import embed


def cases(split: str) -> list[tuple[str, str, bool]]:
    """(question, persona line, whether the reply to the question shows the line)."""
    ids = persona_ids()
    found = []
    for d in personachat():
        for side in (0, 1):
            lines = [(text, triples) for text, triples in d.persona_triples if text in d.personas[side] and triples]
            if owner_split(d.personas[side], ids) != split:
                continue
            for t in range(1, len(d.turns)):
                if t % 2 == side:
                    found += [(d.turns[t - 1], text, bool(triples & d.triples[t])) for text, triples in lines]
    return found


def main() -> None:
    out = Path(sys.argv[1])
    tok = Tokenizer.from_file(str(out / "tokenizer.json"))
    saved = torch.load(out / "embedder.pt", weights_only=False, map_location="cpu")
    shape = Shape(**{**saved["shape"], "dropout": 0.0})
    model = EmbedModel(shape, torch.ones(shape.vocab))
    model.load_state_dict(saved["model"])
    at = {}
    for split in ("train", "dev"):
        rows = cases(split)
        texts = sorted({t for q, line, _ in rows for t in (q, line)})
        vectors = dict(zip(texts, embed(model, tok, texts, "cpu")))
        at[split] = (np.array([vectors[q] @ vectors[line] for q, line, _ in rows]), np.array([y for *_, y in rows]))
    cosine, shown = at["train"]
    weight = np.where(shown, 0.5 / shown.mean(), 0.5 / (1 - shown.mean()))

    def loss(p: np.ndarray) -> float:
        z = (cosine - p[0]) / p[1]
        return float((weight * np.logaddexp(0, np.where(shown, -z, z))).mean())

    midpoint, slope = minimize(loss, [0.3, 0.1], method="Nelder-Mead").x
    cosine, shown = at["dev"]
    ranks = rankdata(cosine)
    n = int(shown.sum())
    area = (ranks[shown].sum() - n * (n + 1) / 2) / (n * (len(shown) - n))
    print(f"midpoint {midpoint:.3f} slope {slope:.3f}; dev: area under the curve {area:.3f}, {n} of {len(shown)} lines shown")


if __name__ == "__main__":
    main()
