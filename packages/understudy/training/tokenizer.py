"""Train the byte-level BPE that all models share: `python tokenizer.py OUT_DIR [VOCAB]` → tokenizer.json.

Lower-cases inside the tokenizer, so callers pass raw text. The format is the common tokenizer.json.
"""
from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers

from talks import documents

SPECIAL = ["<pad>", "<bos>", "<sep>", "<mask>", "<cls>", "<unk>"]
PAD, BOS, SEP, MASK, CLS, UNK = range(6)


def texts() -> Iterator[str]:
    for pieces in documents(seed=0, persona_times=1):
        yield from (text for _, text in pieces)


def build(vocab: int) -> Tokenizer:
    tok = Tokenizer(models.BPE(unk_token="<unk>"))
    tok.normalizer = normalizers.Sequence(
        [
            normalizers.NFKC(),
            normalizers.Lowercase(),
            normalizers.Replace(Regex("[’‘`]"), "'"),
            normalizers.Replace(Regex("[“”]"), '"'),
            normalizers.Replace(Regex(r" (?=[.,!?;:])"), ""),
            normalizers.Replace(Regex(r" (?='(?:s|m|re|ve|ll|d|t)\b)"), ""),
            normalizers.Replace(Regex(r" n't\b"), "n't"),
            normalizers.Replace(Regex(r"\s+"), " "),
            normalizers.Strip(),
            normalizers.Prepend(" "),
        ]
    )
    tok.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(r"'(?:[sdmt]|ll|ve|re)\b| ?\p{L}+| ?\p{N}{1,3}| ?[^\s\p{L}\p{N}]+|\s+"), "isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tok.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=vocab, special_tokens=SPECIAL, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), min_frequency=3, show_progress=False
    )
    tok.train_from_iterator(texts(), trainer)
    return tok


if __name__ == "__main__":
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    build(int(sys.argv[2]) if len(sys.argv) > 2 else 8192).save(str(out / "tokenizer.json"))
