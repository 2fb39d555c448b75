"""Train the trait classifier: `python train_traits.py OUT_DIR MODELS_DIR` → MODELS_DIR/traits/{weights,training}.json.

Which Big Five trait a first-person statement speaks of and in which direction: multinomial logistic regression on the
vectors of the embedder. Model-written statements (Perez et al. 2022) that their writers' model was at least 80 % sure of,
split by statement (20 % to test, 10 % to choose the penalty).
"""
from __future__ import annotations

import json
import math
import sys
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from tokenizers import Tokenizer

from corpus import DATA, bucket, key
from embed_model import EmbedModel
from network import Shape
from train_embedder import embed

TRAITS = ("openness", "conscientiousness", "extraversion", "agreeableness", "neuroticism")
LABELS = [f"{trait} {direction}" for trait in TRAITS for direction in ("high", "low")]


def statements() -> dict[str, list[tuple[str, int]]]:
    """Split → (statement, label)."""
    out: dict[str, dict[str, tuple[str, int]]] = {"train": {}, "dev": {}, "test": {}}
    for t, trait in enumerate(TRAITS):
        for line in open(DATA / f"trait-statements/{trait}.jsonl", encoding="utf-8"):
            row = json.loads(line)
            if row["label_confidence"] < 0.8:
                continue
            b = bucket("trait-" + key(row["statement"]))
            part = "test" if b < 20 else "dev" if b < 30 else "train"
            out[part][key(row["statement"])] = (row["statement"], 2 * t + (row["answer_matching_behavior"].strip() == "No"))
    return {part: list(rows.values()) for part, rows in out.items()}


def fit(x: torch.Tensor, y: torch.Tensor, penalty: float) -> tuple[torch.Tensor, torch.Tensor]:
    weight = torch.zeros(len(LABELS), x.shape[1], requires_grad=True)
    bias = torch.zeros(len(LABELS), requires_grad=True)
    opt = torch.optim.LBFGS([weight, bias], max_iter=300, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        opt.zero_grad()
        value = F.cross_entropy(x @ weight.T + bias, y) + penalty * weight.pow(2).sum()
        value.backward()
        return value

    opt.step(loss)
    return weight.detach(), bias.detach()


def wilson(right: int, n: int) -> dict:
    """Share with its 95 % interval (Wilson 1927)."""
    z, p = 1.96, right / n
    middle, half = (p + z * z / (2 * n)) / (1 + z * z / n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return {"value": round(p, 4), "interval": [round(middle - half, 4), round(middle + half, 4)], "n": n}


def main() -> None:
    out, target = Path(sys.argv[1]), Path(sys.argv[2]) / "traits"
    target.mkdir(parents=True, exist_ok=True)
    tok = Tokenizer.from_file(str(out / "tokenizer.json"))
    saved = torch.load(out / "embedder.pt", weights_only=False, map_location="cpu")
    shape = Shape(**{**saved["shape"], "dropout": 0.0})
    model = EmbedModel(shape, torch.ones(shape.vocab))
    model.load_state_dict(saved["model"])
    parts = statements()
    x = {part: torch.from_numpy(embed(model, tok, [s for s, _ in rows], "cpu")) for part, rows in parts.items()}
    y = {part: torch.tensor([label for _, label in rows]) for part, rows in parts.items()}

    def right(part: str, weight: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
        return (x[part] @ weight.T + bias).argmax(1)

    tried = {penalty: fit(x["train"], y["train"], penalty) for penalty in (1e-6, 1e-5, 1e-4, 1e-3)}
    penalty = max(tried, key=lambda p: float((right("dev", *tried[p]) == y["dev"]).float().mean()))
    weight, bias = tried[penalty]
    said, truth = right("test", weight, bias), y["test"]
    scores = x["test"] @ weight.T + bias
    by_trait = {}
    for t, trait in enumerate(TRAITS):
        of = truth // 2 == t
        direction = (scores[of, 2 * t + 1] > scores[of, 2 * t]).long()
        by_trait[trait] = {"trait_and_direction": wilson(int((said[of] == truth[of]).sum()), int(of.sum())), "direction": wilson(int((direction == truth[of] % 2).sum()), int(of.sum()))}
    figures = {
        "train": len(y["train"]), "penalty": penalty, "trait_and_direction": wilson(int((said == truth).sum()), len(truth)), "trait": wilson(int((said // 2 == truth // 2).sum()), len(truth)), "by_trait": by_trait
    }
    (target / "weights.json").write_text(json.dumps({"labels": LABELS, "weights": np.round(weight.numpy(), 3).tolist(), "bias": np.round(bias.numpy(), 4).tolist()}) + "\n")
    (target / "training.json").write_text(json.dumps(figures, indent=1) + "\n")
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
