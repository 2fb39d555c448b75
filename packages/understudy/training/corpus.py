"""Read the openly licensed corpora into tidy lower-case text, with PersonaChat split by persona.

Every loader yields documents: a list of turns. Which sets are read, with their licences, is in
README.md. `DRAMATIS_DATA` names the folder that holds `open/`.
"""
from __future__ import annotations

import ast
import csv
import glob
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


def documents() -> Iterator[list[str]]:
    """Everything the models may be pretrained on. PersonaChat and its synthetic twin give train people only."""
    ids = persona_ids()
    held_out = {key(s.text) for s in annotated_sentences() if s.split != "train"}
    for d in personachat():
        if all(owner_split(p, ids) == "train" for p in d.personas):
            yield [*d.personas[0]]
            yield [*d.personas[1]]
            yield d.turns
    people = json.load(open(DATA / "personachat-persona-map/train_persona_map.json"))
    for wordings in people.values():
        lines = max(wordings, key=len)
        if not any(key(s) in held_out for s in lines):
            yield lines
    for row in csv.reader(open(DATA / "synthetic-persona-chat/Synthetic-Persona-Chat_valid.csv", encoding="utf-8")):
        sides = [row[0].split("\n"), row[1].split("\n")]
        if row[0].startswith("user 1") or any(owner_split(s, ids) != "train" for s in sides):
            continue
        yield sides[0]
        yield sides[1]
        yield [re.sub(r"^User ?\d: ?", "", x) for x in row[2].split("\n") if x.strip()]
    for path in sorted(glob.glob(str(DATA / "self-dialogue-corpus/corpus/**/*.csv"), recursive=True)):
        for row in csv.DictReader(open(path, encoding="utf-8", errors="ignore")):
            yield [row.get(f"Answer.sentence{i}") or "" for i in range(1, 11)]
    for path in sorted(glob.glob(str(DATA / "topical-chat/*.json"))):
        for talk in json.load(open(path)).values():
            yield [m["message"] for m in talk["content"]]
    for line in open(DATA / "star/dialogues.jsonl", encoding="utf-8"):
        yield star_turns(json.loads(line))
    yield from persuasion()
    for part in ("train", "valid"):
        for talk in json.load(open(DATA / f"casino/casino_{part}.json")):
            yield [m["text"] for m in talk["chat_logs"]]
    for path in sorted(glob.glob(str(DATA / "trait-statements/*.jsonl"))):
        statements = [json.loads(line)["statement"] for line in open(path)]
        yield from (statements[i : i + 4] for i in range(0, len(statements), 4))
    for line in open(DATA / "synthpai/comments_label_eval.jsonl", encoding="utf-8"):
        texts = [c["text"] for c in json.loads(line)["comments"]]
        yield from (texts[i : i + 4] for i in range(0, len(texts), 4))
    for premise, hypothesis, _ in cad_pairs("train"):
        yield [premise, hypothesis]
    for a, b, _ in sts_pairs("train"):
        yield [a, b]


def star_turns(talk: dict) -> list[str]:
    """STAR events are [who, action, text, …]; only what a user or wizard said counts."""
    return [e[2] for e in talk["turns"] if e[0] in ("User", "Wizard") and isinstance(e[2], str)]


def persuasion() -> Iterator[list[str]]:
    path = DATA / "persuasion-for-good/FullData/full_dialog.csv"
    talks: dict[str, list[str]] = {}
    for row in csv.DictReader(open(path, encoding="utf-8", errors="ignore")):
        talks.setdefault(row["B2"], []).append(row["Unit"])
    yield from talks.values()


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
