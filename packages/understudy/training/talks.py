"""Conversations in the form the models read: persona lines, then turns with a mark for whose they are.

    <bos> <persona> line <sep> line <sep> … <other> turn <sep> <self> turn <sep> …

<self> is who has the persona. A conversation is told from one side, drawn anew each time it is read.
Besides talk there are two control forms: `<other> utterance <sep> <fact> statement <sep>` reads a persona
statement from an utterance, and questions about a persona answered yes or no.
"""
from __future__ import annotations

import csv
import glob
import json
import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from corpus import DATA, annotated_sentences, cad_pairs, key, owner_split, persona_ids, personachat, sts_pairs, tidy
from nli_pairs import PairSampler
from persona_grammar import Grammar

PERSONA, SELF, OTHER, FACT = "<persona>", "<self>", "<other>", "<fact>"
MARKS = (PERSONA, SELF, OTHER, FACT)
Piece = tuple[str, str]  # mark and text


@dataclass
class Talk:
    """Turns that alternate between two people, and what is known of each. Person 0 speaks first."""

    turns: list[str]
    personas: tuple[list[str], list[str]] = field(default_factory=lambda: ([], []))


def persona_talks(split: str) -> Iterator[Talk]:
    """PersonaChat and its synthetic twin, of conversations where both people are in the split."""
    ids = persona_ids()
    for d in personachat():
        if all(owner_split(p, ids) == split for p in d.personas):
            yield Talk(d.turns, d.personas)
    for row in csv.reader(open(DATA / "synthetic-persona-chat/Synthetic-Persona-Chat_valid.csv", encoding="utf-8")):
        sides = (row[0].split("\n"), row[1].split("\n"))
        if not row[0].startswith("user 1") and all(owner_split(s, ids) == split for s in sides):
            turns = [re.sub(r"^User ?\d: ?", "", x) for x in row[2].split("\n") if x.strip()]
            # A sentence with a name left open, such as "I'm [User 2].", is no sentence.
            yield Talk([re.sub(r"[^.!?]*\[[^\]]*\][^.!?]*[.!?]?", "", x) for x in turns], sides)


def held_out_sides(split: str) -> list[tuple[Talk, int]]:
    """PersonaChat conversations, with the person (0 or 1) whose replies are to be foretold: of this split, the conversation in no training."""
    ids = persona_ids()
    talks = [(Talk(d.turns, d.personas), [owner_split(p, ids) for p in d.personas]) for d in personachat()]
    return [(talk, side) for talk, splits in talks for side in (0, 1) if splits[side] == split]


def other_talks() -> Iterator[Talk]:
    """Conversations of people of whom nothing is known."""
    for path in sorted(glob.glob(str(DATA / "self-dialogue-corpus/corpus/**/*.csv"), recursive=True)):
        for row in csv.DictReader(open(path, encoding="utf-8", errors="ignore")):
            yield Talk([row.get(f"Answer.sentence{i}") or "" for i in range(1, 11)])
    for path in sorted(glob.glob(str(DATA / "topical-chat/*.json"))):
        for talk in json.load(open(path)).values():
            yield Talk([m["message"] for m in talk["content"]])
    for line in open(DATA / "star/dialogues.jsonl", encoding="utf-8"):
        yield Talk(joined((e[0], e[2]) for e in json.loads(line)["turns"] if e[0] in ("User", "Wizard") and e[1] in ("utter", "pick_suggestion") and e[2]))
    rows = list(csv.DictReader(open(DATA / "persuasion-for-good/FullData/full_dialog.csv", encoding="utf-8", errors="ignore")))
    for _, talk in groupby(rows, lambda row: row["B2"]):
        yield Talk(joined((row["B4"], row["Unit"]) for row in talk))
    for part in ("train", "valid"):
        for talk in json.load(open(DATA / f"casino/casino_{part}.json")):
            yield Talk(joined((m["id"], m["text"]) for m in talk["chat_logs"]))


def joined(said: Iterable[tuple[str, str]]) -> list[str]:
    """Turns that alternate: what one person says in a row is one turn."""
    return [" ".join(text for _, text in part) for _, part in groupby(said, lambda x: x[0])]


def monologues() -> Iterator[list[str]]:
    """Lines about one person, or loose sentences: no conversation."""
    held_out = {key(s.text) for s in annotated_sentences() if s.split != "train"}
    for wordings in json.load(open(DATA / "personachat-persona-map/train_persona_map.json")).values():
        for lines in wordings[:3]:
            if not any(key(s) in held_out for s in lines):
                yield [s + "." for s in lines]
    for path in sorted(glob.glob(str(DATA / "trait-statements/*.jsonl"))):
        by_answer: dict[str, list[str]] = {}
        for line in open(path):
            row = json.loads(line)
            by_answer.setdefault(row["answer_matching_behavior"], []).append(row["statement"])
        for statements in by_answer.values():
            yield from (statements[i : i + 4] for i in range(0, len(statements), 4))
    for line in open(DATA / "synthpai/comments_label_eval.jsonl", encoding="utf-8"):
        texts = [c["text"] for c in json.loads(line)["comments"]]
        yield from (texts[i : i + 4] for i in range(0, len(texts), 4))
    for premise, hypothesis, _ in cad_pairs("train"):
        yield [premise, hypothesis]
    for a, b, _ in sts_pairs("train"):
        yield [a, b]


OWN = re.compile(r"\b(i|i'm|i've|my)\b")


def statements_in(turns: list[str]) -> list[str]:
    """First-person sentences of 4 to 14 words that are no question."""
    found = []
    for turn in turns:
        for s in re.findall(r"[^.!?]+[.!?]?", turn):
            s = s.strip()
            if 4 <= len(s.split()) <= 14 and not s.endswith("?") and OWN.match(s):
                found.append(s)
    return found


def from_side(talk: Talk, me: int, lines: list[str]) -> list[Piece]:
    """These persona lines, then the talk as `me` (0 or 1) tells it."""
    return [(PERSONA, tidy(s)) for s in lines] + [(SELF if i % 2 == me else OTHER, t) for i, t in enumerate(map(tidy, talk.turns)) if t]


def told(talk: Talk, rng: random.Random, known: float = 0.85) -> list[Piece]:
    """The talk from a side drawn by lot. With chance 1 - `known` the persona is left out; who has none may be given what they say themselves."""
    me = rng.randrange(2)
    lines = list(talk.personas[me])
    if not lines and rng.random() < 0.35:
        own = statements_in([tidy(t) for t in talk.turns[me::2]])
        lines = rng.sample(own, min(len(own), rng.randint(2, 4)))
    rng.shuffle(lines)
    return from_side(talk, me, lines if rng.random() < known else [])


YOUR = {"i": "you", "i'm": "you are", "my": "your", "me": "you", "mine": "yours", "myself": "yourself", "am": "are", "i've": "you have", "i'd": "you would", "i'll": "you will"}
ASK = [
    (r"^i (?:am|'m) ", "are you "), (r"^i'm ", "are you "), (r"^i was ", "were you "), (r"^i've ", "have you "), (r"^i can ", "can you "),
    (r"^i would ", "would you "),
    (r"^i (?:really |also |just )?(?=[a-z]+ )", "do you "), (r"^my (.+?) is ", r"is your \1 "), (r"^my (.+?) are ", r"are your \1 "),
]


def question(statement: str) -> str | None:
    """A yes-or-no question that asks for the statement, or None where no rule fits."""
    s = tidy(statement).rstrip(".!")
    if len(s.split()) > 13 or re.search(r"[.!?;]|\b(not|never|no|cannot)\b|n't\b|^i \w+ed ", s):
        return None
    for pattern, start in ASK:
        if re.match(pattern, s):
            asked = re.sub(pattern, start, s)
            return " ".join(YOUR.get(w, w) for w in asked.split()) + "?"
    return None


class Forms:
    """Generated short documents: yes-or-no questions about a persona, and statements read from utterances; train people only."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.sampler = PairSampler("train", seed)
        self.grammar = Grammar(seed)
        self.lines = [s.text for s in self.sampler.personas]

    def answers(self, n: int) -> Iterator[list[Piece]]:
        """Persona, question, yes or no with the statement that decides it."""
        rng = self.rng
        pairs = [p for p in self.sampler.pairs(n // 3, n // 4) if len(p[0].split()) < 16 and "?" not in p[0]] + list(self.grammar.sample_pairs(n))
        for premise, hypothesis, label, _ in pairs:
            asked = question(hypothesis)
            if not asked:
                continue
            others = rng.sample(self.lines, rng.randint(1, 4))
            lines = [premise, *others]
            rng.shuffle(lines)
            fact = premise.rstrip(".!")
            reply = (rng.choice([f"yes, {fact}.", f"yes. {fact}.", f"yes i do, {fact}." if asked.startswith("do ") else f"yes, {fact}."]) if label == 0
                     else rng.choice([f"no, {fact}.", f"no. {fact}."]) if label == 2
                     else rng.choice(["no, not really.", "no.", "i do not know.", "no, i can't say that."]))
            yield [(PERSONA, x) for x in lines] + [(OTHER, asked), (SELF, reply)]

    def readings(self, n: int) -> Iterator[list[Piece]]:
        """An utterance and the persona line that shares its triple."""
        s = self.sampler
        triples = [t for t, ss in s.by_triple.items() if any(x.is_persona for x in ss) and any(not x.is_persona for x in ss)]
        for _ in range(n):
            options = s.by_triple[self.rng.choice(triples)]
            said = self.rng.choice([x for x in options if not x.is_persona])
            line = self.rng.choice([x for x in options if x.is_persona])
            yield [(OTHER, said.text), (FACT, line.text)]


QUESTIONS, READINGS = 6000, 4000  # generated documents in an epoch


def documents(seed: int, persona_times: int) -> Iterator[list[Piece]]:
    """One reading of everything, in no order: each talk from one side, those whose personas are known several times."""
    rng = random.Random(seed)
    for talk in persona_talks("train"):
        for _ in range(persona_times):
            yield told(talk, rng)
    for talk in other_talks():
        yield told(talk, rng)
    for lines in monologues():
        yield [(PERSONA, t) for t in map(tidy, lines) if t]
    forms = Forms(seed)
    yield from forms.answers(QUESTIONS)
    yield from forms.readings(READINGS)
