"""Average two trained judges: `python merge_nli.py OUT_DIR A B` → OUT_DIR/nli.pt with the mean of A.pt and B.pt.

Two stages of one fine-tuning lie in one basin, and the mean of their weights keeps more of both than either end
(Wortsman et al. 2022, model soups).
"""
from __future__ import annotations

import sys
from pathlib import Path

import torch

if __name__ == "__main__":
    out = Path(sys.argv[1])
    a, b = (torch.load(out / f"{name}.pt", weights_only=False, map_location="cpu") for name in sys.argv[2:4])
    mean = {k: (a["model"][k] + v) / 2 if v.dtype.is_floating_point else v for k, v in b["model"].items()}
    torch.save({**b, "model": mean}, out / "nli.pt")
