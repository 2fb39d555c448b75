#!/usr/bin/env bash
# One command per model: ./train.sh chat | nli | embedder | traits. Does what is missing of tokenizer and pretraining first.
set -euo pipefail
cd "$(dirname "$0")"
model="${1:?usage: ./train.sh chat|nli|embedder|traits}"
out="${OUT:-out}"
# glibc gives large blocks back to the kernel and asks for them again at every step, which took a third of the time.
export GLIBC_TUNABLES="glibc.malloc.hugetlb=1:glibc.malloc.mmap_threshold=4294967296:glibc.malloc.trim_threshold=8589934592"
[ -f "$out/tokenizer.json" ] || python tokenizer.py "$out" "${VOCABULARY:-8192}"
[ -f "$out/pretrain.done" ] || {
  python pretrain.py "$out" --minutes "${PRETRAIN_MINUTES:-110}" --width "${WIDTH:-256}" --depth "${DEPTH:-6}"
  touch "$out/pretrain.done"
}
case "$model" in
  chat)
    python pretrain.py "$out" --start pretrain --name chat --masked 0 --time 512 --batch 10 --persona-times 12 --lr 8e-4 --minutes "${MINUTES:-12}"
    python evaluate_chat.py "$out"
    python export_chat.py "$out" ../models
    ;;
  nli)
    python train_nli.py "$out" --minutes 20 --lr 4e-4 --revalued 6000 --own 3000 --name nli-first
    python train_nli.py "$out" --minutes 8 --lr 2e-4 --revalued 5000 --own 6000 --stated 0.9 --start nli-first --name nli-second
    python merge_nli.py "$out" nli-first nli-second
    python evaluate_nli.py "$out"
    python export.py nli "$out" ../models
    ;;
  embedder)
    python train_embedder.py "$out" --minutes "${MINUTES:-16}"
    python export.py embedder "$out" ../models
    ;;
  traits)
    [ -f "$out/embedder.pt" ] || ./train.sh embedder
    python train_traits.py "$out" ../models
    ;;
  *) echo "unknown model $model; expected chat, nli, embedder or traits" >&2; exit 2 ;;
esac
python cards.py "$model" ../models
