#!/usr/bin/env bash
# One command per model: ./train.sh nli | embedder. Does what is missing of tokenizer and pretraining first.
set -euo pipefail
cd "$(dirname "$0")"
model="${1:?usage: ./train.sh nli|embedder}"
out="${OUT:-out}"
[ -f "$out/tokenizer.json" ] || python tokenizer.py "$out" "${VOCABULARY:-8192}"
[ -f "$out/pretrain.done" ] || {
  python pretrain.py "$out" --minutes "${PRETRAIN_MINUTES:-55}" --width "${WIDTH:-256}" --depth "${DEPTH:-6}"
  touch "$out/pretrain.done"
}
case "$model" in
  nli)
    python train_nli.py "$out" --minutes 16 --lr 4e-4 --revalued 0 --own 0 --name nli-first
    python train_nli.py "$out" --minutes 20 --lr 3e-4 --own 0 --start nli-first --name nli-second
    python train_nli.py "$out" --minutes 11 --lr 2e-4 --revalued 5000 --start nli-second --name nli-third
    python merge_nli.py "$out" nli-second nli-third
    python evaluate_nli.py "$out"
    ;;
  embedder) python train_embedder.py "$out" --minutes "${MINUTES:-10}" ;;
  *) echo "unknown model $model; expected nli or embedder" >&2; exit 2 ;;
esac
python export.py "$model" "$out" ../models
python cards.py "$model" ../models
