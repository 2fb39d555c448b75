"""Sentence pairs with a label, from the triples of PersonaChat-valid and from rewritten sentences.

The rule is Dialogue NLI's (Welleck et al. 2019): the same triple entails; another value of an exclusive
relation, like against dislike, have against have not, or another number contradicts; the rest is neutral.
A pair is (premise, hypothesis, label, kind) with 0 entail, 1 neutral, 2 contradict.
"""
from __future__ import annotations

import json
import random
import re
from collections import Counter, defaultdict

import lexicons as lex
from corpus import DATA, Sentence, annotated_sentences, key, owner_split, persona_ids, personachat, tidy

Pair = tuple[str, str, int, str]

EXCLUSIVE = set(
    """has_profession employed_by_general employed_by_company marital_status live_in_citystatecountry attend_school
    want_job has_age favorite_color favorite_food favorite_animal favorite_music favorite_music_artist favorite_movie
    favorite_sport favorite_season favorite_drink favorite_show favorite_hobby favorite_activity favorite_place
    favorite_book place_origin gender physical_attribute school_status job_status has_degree live_in_general
    nationality""".split()
)
NUMBERS = "two three four five six seven eight nine ten eleven twelve".split()
DIGITS = [str(i) for i in range(2, 13)]


def bare(value: str) -> str:
    return re.sub(r"^\d+ ", "", value)


def stem(word: str) -> str:
    """The word without a common ending, where three letters or more are left."""
    for ending in ("ing", "ers", "ies", "er", "es", "ed", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def stated(sentence: Sentence) -> frozenset[tuple]:
    """The triples whose value stands in the sentence. Those of a persona line were written for it and all count; those of
    an utterance were passed on from the persona line it echoes, and one in five says something the utterance does not."""
    if sentence.is_persona:
        return sentence.triples
    words = {stem(w) for w in re.findall(r"[a-z0-9']+", sentence.text)}
    return frozenset(t for t in sentence.triples if any(stem(w) in words for w in bare(t[2]).split() if len(w) > 2))


def is_like(relation: str) -> bool:
    return relation.startswith(("like_", "favorite")) or relation in ("have_pet", "has_hobby")


def contradicts(a: tuple, b: tuple) -> bool:
    """Two triples that cannot both hold."""
    if a[0] != b[0]:
        return False
    va, vb = bare(a[2]), bare(b[2])
    if a[1] == b[1] and a[1] in EXCLUSIVE:
        return va not in vb and vb not in va
    for x, y in ((a, b), (b, a)):
        if bare(x[2]) == bare(y[2]):
            if x[1] == "dislike" and is_like(y[1]):
                return True
            if x[1] == "not_have" and y[1].startswith("have"):
                return True
    return False


def swappable() -> dict[str, tuple[str, ...]]:
    """Relation → values that may stand for its own in a real sentence."""
    places = (*lex.STATES, *lex.COUNTRIES, *(c for cs in (*lex.STATES.values(), *lex.COUNTRIES.values()) for c in cs))
    jobs, foods, pets = (tuple(v for vs in group.values() for v in vs) for group in (lex.PROFESSIONS, lex.FOODS, lex.PETS))
    games = (*lex.TEAM_SPORTS, *lex.SOLO_SPORTS)
    drinks = tuple(v for vs in lex.DRINKS.values() for v in vs)
    ages = tuple(str(n) for n in range(5, 95))
    return {
        "has_profession": jobs, "previous_profession": jobs, "want_job": jobs, "employed_by_company": lex.COMPANIES,
        "live_in_citystatecountry": places, "place_origin": places, "has_age": ages, "favorite_color": lex.COLORS,
        "favorite_food": foods, "like_food": foods, "favorite_drink": drinks, "like_drink": drinks,
        "favorite_music": lex.MUSIC_GENRES, "like_music": lex.MUSIC_GENRES, "favorite_music_artist": lex.ARTISTS,
        "favorite_movie": lex.MOVIES, "like_movie": lex.MOVIES, "favorite_show": lex.SHOWS, "favorite_season": lex.SEASONS,
        "favorite_sport": games, "like_sports": games, "favorite_animal": lex.WILD_ANIMALS, "like_animal": lex.WILD_ANIMALS,
        "have_pet": (*pets, *lex.OTHER_PETS), "attend_school": lex.SCHOOLS, "have_vehicle": lex.VEHICLES, "teach": lex.SUBJECTS_STUDIED,
        "like_goto": lex.PLACES, "own": lex.POSSESSIONS, "like_general": lex.GENERAL_LIKES, "dislike": lex.GENERAL_LIKES,
    }


def with_value(text: str, old: str, new: str) -> str | None:
    """The sentence with another value in the place of its own, or None where its own does not stand there in so many words."""
    for form in (old, old.removesuffix("s"), old + "s"):
        found = list(re.finditer(rf"\b(an? )?{re.escape(form)}\b", text))
        if len(form) > 1 and len(found) == 1:
            at = found[0]
            lead = ("an " if new[0] in "aeiou" else "a ") if at.group(1) else ""
            return text[: at.start()] + lead + new + text[at.end() :]
    return None


def other_number(text: str, rng: random.Random) -> str | None:
    """The sentence with one of its counts changed, or None where it holds none."""
    words = text.split()
    at = [i for i, w in enumerate(words) if w in NUMBERS or re.fullmatch(r"\d{1,2}", w) and w not in ("0", "1")]
    if not at:
        return None
    i = rng.choice(at)
    if words[i] in NUMBERS:
        words[i] = rng.choice([n for n in NUMBERS if n != words[i]])
    else:
        n = int(words[i])
        words[i] = str(rng.choice([m for m in (n - 3, n - 2, n + 1, n + 2, n + 5, n + 11, n * 2) if m > 1 and m != n]))
    return " ".join(words)


NEGATIONS: list[tuple[str, list[str]]] = [
    (r"\bi (?:really |just |absolutely |also |do )?(?:like|love|enjoy|adore)\b(?! to)", ["i hate", "i do not like", "i don't like", "i dislike", "i can't stand", "i really hate", "i am not a fan of"]),
    (r"\bi (?:really |just |absolutely |also |do )?(?:like|love|enjoy) to\b", ["i hate to", "i do not like to", "i don't like to", "i never"]),
    (r"\bmy favou?rite (?:\w+ ){1,3}is\b", ["i hate", "i do not like", "i can't stand", "i don't care for"]),
    (r"\bi(?:'ve| have) (?:got )?(?:an?|two|three|four|five|\d+|some|many|several)\b", ["i do not have any", "i don't have any", "i have no", "i never had any"]),
    (r"\bi own (?:an?|two|three|some|my)\b", ["i do not own any", "i don't own a", "i have no"]),
    (r"\bi(?: am|'m) (?:an?)\b", ["i am not a", "i'm not a"]),
    (r"\bi work\b", ["i do not work", "i don't work", "i never worked"]),
    (r"\bi live\b", ["i do not live", "i don't live"]),
    (r"\bi can\b(?! not|'t)", ["i cannot", "i can't", "i am not able to"]),
    (r"\bi play\b", ["i do not play", "i never play", "i can't play"]),
    (r"\bi(?: am|'m) (?!not|an?\b|from|in\b|going|just)", ["i am not ", "i'm not "]),
    (r"\bi hate\b|\bi (?:do not|don't) like\b|\bi dislike\b|\bi can'?t stand\b", ["i love", "i really like", "i enjoy", "i adore"]),
    (r"\bi (?:do not|don't) have (?:any|a)\b|\bi have no\b", ["i have a", "i have two", "i own a"]),
]


def negate(text: str, rng: random.Random) -> str | None:
    """The sentence said the other way round, or None where no rule fits it safely."""
    if len(text.split()) > 12 or "?" in text:
        return None
    fits = [(p, r) for p, r in NEGATIONS if len(re.findall(p, text)) == 1]
    if not fits:
        return None
    pattern, repl = fits[0]
    return re.sub(r"\s+", " ", re.sub(pattern, rng.choice(repl), text))


class PairSampler:
    """Balanced pairs from one split's sentences; labels follow the triples.

    `stated_share`: the share of entailing and contradicting pairs whose triples must stand in their sentences.
    """

    def __init__(self, split: str, seed: int, stated_share: float = 0.0) -> None:
        self.rng = random.Random(seed)
        everyone = [s for s in annotated_sentences() if s.split == split]
        self.facts = [s for s in everyone if s.triples]
        self.personas = [s for s in self.facts if s.is_persona]
        self.small_talk = [s.text for s in everyone if not s.triples]
        self.by_triple: dict[tuple, list[Sentence]] = defaultdict(list)
        self.by_relation: dict[tuple, list[tuple[Sentence, tuple]]] = defaultdict(list)
        self.stated_share = stated_share
        self.stated_by_triple: dict[tuple, list[Sentence]] = defaultdict(list)
        self.stated_by_relation: dict[tuple, list[tuple[Sentence, tuple]]] = defaultdict(list)
        for s in self.facts:
            for t in s.triples:
                self.by_triple[t].append(s)
                self.by_relation[t[:2]].append((s, t))
            for t in stated(s):
                self.stated_by_triple[t].append(s)
                self.stated_by_relation[t[:2]].append((s, t))
        self.triples = [t for t, ss in self.by_triple.items() if len(ss) > 1]
        self.triple_weights = [len(self.by_triple[t]) ** 0.5 for t in self.triples]
        self.exclusive = [r for r in self.by_relation if r[1] in EXCLUSIVE]
        self.exclusive_weights = [len(self.by_relation[r]) ** 0.5 for r in self.exclusive]
        self.swaps = swappable()
        self.swap_relations = [r for r in self.swaps if len(self.by_relation.get(("i", r), ())) > 3]
        self.swap_weights = [len(self.by_relation[("i", r)]) ** 0.5 * (2 if r in EXCLUSIVE else 1) for r in self.swap_relations]
        self.dislikes = [s for s in self.facts if any(t[1] in ("dislike", "not_have") for t in s.triples)]

    def persona_first(self, options: list[Sentence]) -> Sentence:
        lines = [s for s in options if s.is_persona]
        return self.rng.choice(lines) if lines and self.rng.random() < 0.7 else self.rng.choice(options)

    def entail(self) -> Pair | None:
        t = self.rng.choices(self.triples, self.triple_weights)[0]
        options = self.stated_by_triple.get(t) if self.rng.random() < self.stated_share else self.by_triple[t]
        if not options:
            return None
        a, b = self.persona_first(options), self.rng.choice(options)
        return (a.text, b.text, 0, "same-triple") if a.text != b.text else None

    def contradict(self) -> Pair | None:
        r = self.rng.random()
        if r < 0.18:
            s = self.rng.choice(self.facts)
            changed = other_number(s.text, self.rng)
            return (s.text, changed, 2, "number") if changed else None
        if r < 0.32 and self.dislikes:
            a = self.rng.choice(self.dislikes)
            against = [s for s in self.facts if any(contradicts(x, y) for x in a.triples for y in s.triples) and not a.triples & s.triples]
            return (a.text, self.rng.choice(against).text, 2, "dislike") if against else None
        relation = self.rng.choices(self.exclusive, self.exclusive_weights)[0]
        options = self.stated_by_relation.get(relation) if self.rng.random() < self.stated_share else self.by_relation[relation]
        if not options:
            return None
        a, ta = self.rng.choice(options)
        b, tb = self.rng.choice(options)
        if not contradicts(ta, tb) or a.triples & b.triples:
            return None
        return a.text, b.text, 2, "exclusive"

    def rewritten(self) -> Pair | None:
        """A sentence against the reverse of one that shares its triple; and reverses of other things, neutral."""
        s = self.rng.choice(self.facts)
        reverse = negate(s.text, self.rng)
        if not reverse:
            return None
        r = self.rng.random()
        if r < 0.55:
            t = self.rng.choice(sorted(s.triples))
            other = self.persona_first(self.by_triple[t]) if r < 0.3 else s
            return other.text, reverse, 2, "reverse"
        other = self.persona_first(self.facts)
        return None if self.related(s, other) else (other.text, reverse, 1, "reverse-of-another")

    def related(self, a: Sentence, b: Sentence) -> bool:
        if a.triples & b.triples or any(contradicts(x, y) for x in a.triples for y in b.triples):
            return True
        return any(bare(x[2]) == bare(y[2]) for x in a.triples for y in b.triples)

    def revalued(self) -> Pair | None:
        """Two real sentences of one relation with values from the lexicons: the phrasing is people's, the value is new."""
        relation = self.rng.choices(self.swap_relations, self.swap_weights)[0]
        (a, ta), (b, tb) = self.rng.choices(self.by_relation[("i", relation)], k=2)
        values = self.swaps[relation]
        x, y = self.rng.sample(values, 2)
        if x in y or y in x:
            return None
        same = self.rng.random() < 0.4
        first, second = with_value(a.text, bare(ta[2]), x), with_value(b.text, bare(tb[2]), x if same else y)
        if not first or not second or first == second:
            return None
        if same:
            return first, second, 0, "revalued-same"
        return first, second, 2 if relation in EXCLUSIVE else 1, "revalued-other"

    def neutral(self) -> Pair | None:
        r = self.rng.random()
        a = self.rng.choice(self.personas) if self.rng.random() < 0.7 else self.rng.choice(self.facts)
        if r < 0.3:
            return a.text, self.rng.choice(self.small_talk), 1, "small-talk"
        b = self.rng.choice(self.facts)
        if r < 0.55:
            t = self.rng.choice(sorted(a.triples))
            b = self.rng.choice(self.by_relation[t[:2]])[0]
        return None if self.related(a, b) or a.text == b.text else (a.text, b.text, 1, "other")

    def pairs(self, each: int, rewritten: int = 0, revalued: int = 0) -> list[Pair]:
        """`each` distinct pairs of every label, as far as there are so many, and so many rewritten and revalued ones."""
        out: list[Pair] = []
        seen: set[tuple[str, str]] = set()
        for make, wanted in ((self.entail, each), (self.neutral, each), (self.contradict, each), (self.rewritten, rewritten), (self.revalued, revalued)):
            made = tries = 0
            while made < wanted and tries < wanted * 25:
                tries += 1
                pair = make()
                if pair and pair[:2] not in seen:
                    seen.add(pair[:2])
                    out.append(pair)
                    made += 1
        self.rng.shuffle(out)
        return out


def co_occurring() -> list[Pair]:
    """Lines of one person do not contradict each other: neutral, as in Dialogue NLI."""
    held = {key(s.text) for s in annotated_sentences() if s.split != "train"}
    out = []
    for wordings in json.load(open(DATA / "personachat-persona-map/train_persona_map.json")).values():
        lines = [tidy(s) + "." for s in max(wordings, key=len) if key(s) not in held]
        out += [(a, b, 1, "same-person") for i, a in enumerate(lines) for b in lines[i + 1 :]]
    return out


def own_lines(split: str) -> list[Pair]:
    """Each persona line with each thing its person said: what `check` is asked. People rarely contradict their persona,
    so a pair without a common triple is neutral, unless its triples cannot both hold."""
    ids = persona_ids()
    allowed = {key(s.text): s.split for s in annotated_sentences()}
    out: list[Pair] = []
    for d in personachat():
        triples = dict(d.persona_triples)
        for side, lines in enumerate(d.personas):
            if owner_split(lines, ids) != split:
                continue
            for text, said in list(zip(d.turns, d.triples))[side::2]:
                for line in lines:
                    if allowed[key(text)] != split or allowed[key(line)] != split:
                        continue
                    if any(contradicts(a, b) for a in triples[line] for b in said):
                        continue
                    label = 0 if triples[line] & said else 1
                    out.append((tidy(line), tidy(text), label, "own-entailed" if label == 0 else "own-neutral"))
    return out


if __name__ == "__main__":
    for split in ("train", "dev", "test"):
        sampler = PairSampler(split, 1)
        pairs = sampler.pairs(200 if split != "train" else 2000, 100)
        print(split, len(sampler.facts), Counter((p[2], p[3]) for p in pairs))
    for p in pairs[:45]:
        print(p)
    print(len(co_occurring()))
