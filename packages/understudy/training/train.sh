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
    python train_nli.py "$out" --minutes "${FIRST_MINUTES:-16}" --lr 4e-4 --revalued 0 --name nli-first
    python train_nli.py "$out" --minutes "${MINUTES:-20}" --lr 3e-4 --start nli-first
    ;;
  embedder) python train_embedder.py "$out" --minutes "${MINUTES:-10}" ;;
  *) echo "unknown model $model; expected nli or embedder" >&2; exit 2 ;;
esac
python export.py "$model" "$out" ../models
python cards.py "$model" ../models
