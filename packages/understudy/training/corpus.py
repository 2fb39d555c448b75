"""Read the openly licensed corpora into tidy lower-case text, with PersonaChat split by persona.

Which sets are read, with their licences, is in README.md; talks.py makes of them what is pretrained on. `DRAMATIS_DATA` names the folder that holds `open/`.
"""
from __future__ import annotations

import ast
import csv
import hashlib
import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

DATA = Path(os.environ.get("DRAMATIS_DATA", Path(__file__).resolve().parents[4] / "shared" / "data")) / "open"
csv.field_size_limit(10**8)

QUOTES = str.maketrans({"’": "'", "‘": "'", "`": "'", "“": '"', "”": '"', "…": "..."})


def tidy(text: str) -> str:
    """Lower case, plain quotes, no space before punctuation or inside contractions; printable ASCII only."""
    s = re.sub(r"\s+", " ", text.translate(QUOTES).lower())
    s = re.sub(r" n't\b", "n't", s)
    s = re.sub(r" ?' ?(s|m|re|ve|ll|d|t)\b", r"'\1", s)
    s = re.sub(r" ([.,!?;:])", r"\1", s)
    return re.sub(r"[^\x20-\x7e]", "", s).strip()


def key(text: str) -> str:
    """Letters and digits only: two spellings of one sentence have one key."""
    return re.sub(r"[^a-z0-9]", "", text.lower())


def bucket(name: str) -> int:
    """A stable number 0..99 for a name, the same on every machine."""
    return int(hashlib.sha256(name.encode()).hexdigest()[:8], 16) % 100


def split_of(persona_id: str) -> str:
    """train 78 %, dev 8 %, test 14 % of PersonaChat-valid people."""
    b = bucket("persona-" + persona_id)
    return "test" if b < 14 else "dev" if b < 22 else "train"


@dataclass
class Sentence:
    """A PersonaChat sentence with the Dialogue NLI triples people attached to it."""

    text: str
    triples: frozenset[tuple[str, str, str]]
    split: str
    is_persona: bool


@dataclass
class Dialogue:
    turns: list[str] = field(default_factory=list)
    personas: tuple[list[str], list[str]] = field(default_factory=lambda: ([], []))
    triples: list[frozenset] = field(default_factory=list)
    persona_triples: list[tuple[str, frozenset]] = field(default_factory=list)


def personachat() -> Iterator[Dialogue]:
    """PersonaChat validation dialogues. personas[0] speaks the even turns (the file's 'partner')."""
    current = Dialogue()
    for line in open(DATA / "personachat-valid/valid_both_original_dialogueNLI.txt", encoding="utf-8"):
        body, *rest = line.rstrip("\n").split("\t")
        triples = frozenset(tuple(ast.literal_eval(x)) for x in rest if x.startswith("["))
        if "persona: " in body:
            if current.turns:
                yield current
                current = Dialogue()
            owner = 0 if body.startswith("partner") else 1
            text = body.split("persona: ", 1)[1]
            current.personas[owner].append(text)
            current.persona_triples.append((text, triples))
        else:
            text = rest[0] if body.isdigit() else re.sub(r"^\d+ ", "", body)
            current.turns.append(text)
            current.triples.append(triples)
    if current.turns:
        yield current


def persona_ids() -> dict[str, str]:
    """Sentence key → id of the PersonaChat-valid person it describes."""
    groups = json.load(open(DATA / "personachat-persona-map/valid_persona_map.json"))
    return {key(s): pid for pid, wordings in groups.items() for lines in wordings for s in lines}


def owner_split(lines: list[str], ids: dict[str, str]) -> str:
    """Split of the person these persona lines describe; an unknown person goes to test, never to train."""
    found = [ids[key(s)] for s in lines if key(s) in ids]
    return split_of(max(set(found), key=found.count)) if found else "test"


def annotated_sentences() -> list[Sentence]:
    """All PersonaChat-valid sentences, one record per text, in one split each (test wins over dev over train)."""
    ids = persona_ids()
    rank = {"train": 0, "dev": 1, "test": 2}
    best: dict[str, Sentence] = {}

    def add(text: str, triples: frozenset, split: str, is_persona: bool) -> None:
        k = key(text)
        old = best.get(k)
        if old and rank[old.split] > rank[split]:
            split = old.split
        best[k] = Sentence(tidy(text), triples | (old.triples if old else frozenset()), split, is_persona or bool(old and old.is_persona))

    for d in personachat():
        splits = [owner_split(p, ids) for p in d.personas]
        for text, triples in d.persona_triples:
            add(text, triples, splits[0 if text in d.personas[0] else 1], True)
        for i, (text, triples) in enumerate(zip(d.turns, d.triples)):
            add(text, triples, splits[i % 2], False)
    return list(best.values())


def cad_pairs(part: str) -> Iterator[tuple[str, str, int]]:
    """Counterfactually revised SNLI: (premise, hypothesis, 0 entail | 1 neutral | 2 contradict)."""
    labels = {"entailment": 0, "neutral": 1, "contradiction": 2}
    for row in csv.reader(open(DATA / f"cad-nli/NLI/all_combined/{part}.tsv", encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row[-1] in labels:
            yield tidy(row[0]), tidy(row[1]), labels[row[-1]]


def sts_pairs(part: str) -> Iterator[tuple[str, str, float]]:
    """STS-Benchmark: (sentence, sentence, similarity 0..5)."""
    for a, b, score in csv.reader(open(DATA / f"stsb-en/stsb-en-{part}.csv", encoding="utf-8")):
        yield tidy(a), tidy(b), float(score)
