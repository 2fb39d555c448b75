"""A grammar of persona facts: relations × values × phrasings, and the labelled pairs they give.

Written by us from general knowledge; `python persona_grammar.py 40 --seed 1` prints samples.
`Grammar(seed, holdout=True)` speaks only of values that the training grammar never uses.
Labels: 0 entail, 1 neutral, 2 contradict, premise first.
"""
from __future__ import annotations

import argparse
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import lexicons as lex
from corpus import bucket

Pair = tuple[str, str, int, str]


def flat(groups: dict) -> tuple[str, ...]:
    return tuple(dict.fromkeys(v for vs in groups.values() for v in vs))


def article(noun: str) -> str:
    return ("an " if noun[0] in "aeiou" and not noun.startswith(("uni", "use", "eu", "one")) else "a ") + noun


def gerund(phrase: str) -> str:
    """'go hiking' → 'going hiking', 'run' → 'running'."""
    verb, _, rest = phrase.partition(" ")
    if verb in ("be", "see", "ski"):
        form = verb + "ing"
    elif verb.endswith("ie"):
        form = verb[:-2] + "ying"
    elif verb.endswith("e"):
        form = verb[:-1] + "ing"
    elif re.fullmatch(r"[^aeiou]*[aeiou][^aeiouwxy]", verb):
        form = verb + verb[-1] + "ing"
    else:
        form = verb + "ing"
    return f"{form} {rest}".strip()


@dataclass
class Relation:
    """One relation. `says` state it, `denies` say the reverse, `leaves` mention the value without settling it."""

    name: str
    topic: str
    values: tuple[str, ...]
    says: list[str]
    denies: list[str] = field(default_factory=list)
    leaves: list[str] = field(default_factory=list)
    exclusive: bool = False
    #: value → sentences that follow from it
    implies: dict[str, list[str]] = field(default_factory=dict)


LIKE = [
    "i like {v}.", "i love {v}.", "i really enjoy {v}.", "i adore {v}.", "i'm a huge fan of {v}.", "i'm really into {v}.", "i can't get enough of {v}.",
    "{v} is my thing.", "i am crazy about {v}.", "there's nothing better than {v}.", "i'm obsessed with {v}.", "i love love {v}", "i am fond of {v}.",
]
HATE = [
    "i hate {v}.", "i don't like {v}.", "i do not like {v} at all.", "i can't stand {v}.", "i dislike {v}.", "i'm not a fan of {v}.", "i despise {v}.",
    "i never cared for {v}.", "{v} is not for me.", "{v} makes me cringe.", "i like everything except {v}.", "i am not into {v}.", "ugh, {v} is the worst.",
]
MIND = ["do you like {v}?", "my sister loves {v}.", "what do you think about {v}?", "my husband hates {v}.", "people talk about {v} a lot.", "my dad is into {v}.", "are you a fan of {v}?"]


def likes(name: str, topic: str, values: tuple[str, ...], more: list[str] | None = None) -> Relation:
    return Relation(name, topic, values, LIKE + (more or []), HATE, MIND)


def favourite(what: str, topic: str, values: tuple[str, ...], more: list[str] | None = None) -> Relation:
    says = [f"my favorite {what} is {{v}}.", f"{{v}} is my favorite {what}.", f"my fav {what} would be {{v}}.", f"of all, {{v}} is the {what} i like best.", f"i'd say {{v}} is my favorite {what}."]
    denies = [f"{{v}} is my least favorite {what}.", "i hate {v}.", "i don't like {v}.", "i can't stand {v}.", "i never liked {v}."]
    leaves = [f"is {{v}} your favorite {what}?", f"my mom's favorite {what} is {{v}}.", "do you like {v}?", f"{{v}} is my brother's favorite {what}."]
    return Relation("favorite_" + what.replace(" ", "_"), topic, values, says + (more or []), denies, leaves, exclusive=True, implies={v: [f"i like {v}.", f"i love {v}."] for v in values})


def professions() -> Relation:
    implied: dict[str, list[str]] = {}
    for (area, place), names in lex.PROFESSIONS.items():
        for n in names:
            implied[n] = ([f"i work in {area}.", f"my job is in {area}."] if area else []) + ([f"i work at {place}.", f"my workplace is {place}."] if place else []) + ["i have a job.", "i am employed."]
            if n in lex.PROFESSION_ISA:
                implied[n] += [f"i am {article(lex.PROFESSION_ISA[n])}."]
            for s in lex.PROFESSION_SYNONYMS.get(n, ()):
                implied[n] += [f"i am {article(s)}.", f"i work as {article(s)}."] * 2
    return Relation(
        "has_profession", "work", flat(lex.PROFESSIONS),
        ["i am {a}.", "i'm {a}.", "i work as {a}.", "i am {a} by profession.", "my job is being {a}.", "i make a living as {a}.", "i've been {a} for years.", "i am currently employed as {a}.", "being {a} keeps me busy.", "i just got home from work, i'm {a}.", "for work i am {a}."],
        ["i am not {a}.", "i'm not {a}.", "i have never worked as {a}.", "i don't work as {a}."],
        ["my brother is {a}.", "i want to be {a} someday.", "are you {a}?", "my mom works as {a}.", "i used to be {a}.", "my neighbor is {a}.", "i dated {a} once.", "my dream is to become {a}.", "my father was {a}."],
        exclusive=True, implies=implied,
    )


def places() -> tuple[Relation, Relation, Relation]:
    cities = {c: s for s, cs in {**lex.STATES, **lex.COUNTRIES}.items() for c in cs}
    says = ["i live in {v}.", "i'm from {v}, still living there.", "my home is in {v}.", "i have an apartment in {v}.", "i'm currently living in {v}.", "i reside in {v}.", "my house is in {v}.", "i moved to {v} and live here now.", "greetings from {v}, where i live."]
    denies = ["i don't live in {v}.", "i do not live in {v}.", "i have never lived in {v}.", "i moved away from {v}."]
    leaves = ["i want to visit {v}.", "my sister lives in {v}.", "have you been to {v}?", "i went to {v} on vacation.", "i used to live in {v}.", "do you live in {v}?", "i'd love to move to {v} one day."]
    where = lambda v: [f"i live in {cities[v]}.", f"i am in {cities[v]}.", f"my home is in {cities[v]}."]
    live_city = Relation("live_in_city", "home", tuple(cities), says, denies, leaves, True, {c: where(c) for c in cities})
    live_state = Relation("live_in_state", "home", (*lex.STATES, *lex.COUNTRIES), says, denies, leaves, True)
    born = Relation(
        "place_origin", "home", (*lex.STATES, *lex.COUNTRIES, *cities),
        ["i was born in {v}.", "i grew up in {v}.", "i'm originally from {v}.", "i was raised in {v}.", "{v} is where i was born.", "i come from {v}."],
        ["i was not born in {v}.", "i am not from {v}."], ["my mom was born in {v}.", "were you born in {v}?", "i have never been to {v}."], True,
    )
    return live_city, live_state, born


def numbers_word(n: int) -> str:
    units = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
    tens = "twenty thirty forty fifty sixty seventy eighty ninety".split()
    return units[n] if n < 20 else tens[n // 10 - 2] + ("" if n % 10 == 0 else " " + units[n % 10])


COUNTED = (
    "kids|dogs|cats|brothers|sisters|siblings|children|sons|daughters|pets|horses|grandkids|chickens|cars|jobs|tattoos|fish|guitars|languages|bedrooms|cousins|parrots|rabbits|motorcycles|houses|turtles|goats|nephews|nieces"
).split("|")


def table() -> list[Relation]:
    """Every relation of the grammar."""
    foods, drinks, pets = flat(lex.FOODS), flat(lex.DRINKS), flat(lex.PETS)
    hobby_verbs = flat(lex.HOBBIES)
    live_city, live_state, born = places()
    breed_of = {b: kind for kind, breeds in lex.PETS.items() for b in breeds}
    ages = tuple(str(n) for n in range(5, 96)) + tuple(numbers_word(n) for n in range(5, 60))
    music = tuple(g if g.endswith("music") else g + " music" for g in lex.MUSIC_GENRES)
    movies = tuple(g + " movies" for g in lex.MOVIE_GENRES)
    have_says = ["i have {a}.", "i own {a}.", "i've got {a}.", "my {v} is great.", "i just bought {a}.", "i love my {v}.", "i got {a} last year.", "i spend a lot of time with my {v}."]
    have_denies = ["i don't have {a}.", "i do not own {a}.", "i have never had {a}.", "i don't even have {a}.", "i wish i had {a}.", "i can't afford {a}.", "i have no {v}."]
    have_leaves = ["do you have {a}?", "my neighbor has {a}.", "my parents own {a}.", "should i get {a}?", "i saw {a} yesterday.", "is having {a} expensive?"]
    rel = [
        professions(), live_city, live_state, born,
        likes("like_food", "food", foods, ["i could eat {v} every day.", "i eat {v} all the time.", "{v} is delicious.", "yum, {v}!"]),
        favourite("food", "food", foods, ["the best food ever is {v}."]),
        likes("like_drink", "drink", drinks, ["i drink {v} every day.", "i drink a lot of {v}."]),
        favourite("drink", "drink", drinks),
        likes("like_music", "music", music, ["i listen to {v} all day.", "i mostly listen to {v}."]),
        favourite("music", "music", music, ["my favorite kind of music is {v}."]),
        likes("like_artist", "music", lex.ARTISTS, ["i listen to {v} a lot.", "i saw {v} live and loved it."]),
        favourite("band", "music", lex.ARTISTS, ["my favorite singer is {v}."]),
        likes("like_movie", "screen", (*movies, *lex.MOVIES, *lex.SHOWS), ["i watch {v} all the time.", "i could watch {v} over and over."]),
        favourite("movie", "screen", lex.MOVIES), favourite("show", "screen", lex.SHOWS, ["my favorite tv show is {v}."]),
        likes("like_read", "books", (*lex.BOOKS, *(g + " books" for g in lex.BOOK_GENRES)), ["i read {v} a lot.", "i'm reading {v} again."]),
        favourite("book", "books", lex.BOOKS), favourite("author", "books", lex.AUTHORS),
        favourite("color", "color", lex.COLORS, ["everything i own is {v}, my favorite color.", "i wear {v} all the time because it's my favorite."]),
        favourite("season", "season", lex.SEASONS), favourite("holiday", "holiday", lex.HOLIDAYS),
        likes("like_weather", "season", lex.WEATHER), likes("like_animal", "animals", lex.WILD_ANIMALS), favourite("animal", "animals", lex.WILD_ANIMALS),
        likes("like_sport", "sport", (*lex.TEAM_SPORTS, *lex.SOLO_SPORTS), ["i play a lot of {v}.", "{v} is fun for me."]),
        favourite("sport", "sport", (*lex.TEAM_SPORTS, *lex.SOLO_SPORTS)),
        favourite("team", "sport", lex.TEAMS),
        likes("like_general", "other", lex.GENERAL_LIKES), likes("like_goto", "places", lex.PLACES, ["i go to {v} every weekend.", "you can find me at {v}."]),
        Relation(
            "has_hobby", "hobby", tuple(hobby_verbs),
            ["i like to {v}.", "i love to {v}.", "in my free time i {v}.", "i {v} for fun.", "i enjoy {g}.", "{g} is my hobby.", "my hobby is {g}.", "on weekends i {v}.", "i spend my time {g}.", "i love {g}.", "i'm big on {g}.", "i try to {v} every day."],
            ["i hate {g}.", "i never {v}.", "i don't like to {v}.", "i do not {v}.", "i don't enjoy {g}.", "i can't stand {g}."],
            ["do you {v}?", "my wife likes to {v}.", "have you ever tried {g}?", "i'd like to try {g} someday.", "my friends {v}.", "do you like {g}?"],
        ),
        Relation(
            "has_ability", "ability", lex.ABILITIES,
            ["i can {v}.", "i can {v} really well.", "i know how to {v}.", "i'm able to {v}.", "i'm good at it: i can {v}."],
            ["i can't {v}.", "i cannot {v}.", "i don't know how to {v}.", "i never learned to {v}.", "i am not able to {v}."],
            ["can you {v}?", "i want to learn to {v}.", "my dad can {v}.", "my brother can't {v}."],
        ),
        Relation(
            "want_do", "goal", lex.GOALS,
            ["i want to {v}.", "i hope to {v}.", "my dream is to {v}.", "i'd love to {v} someday.", "one day i will {v}.", "i plan to {v}.", "my goal is to {v}.", "i am hoping to {v} soon."],
            ["i don't want to {v}.", "i have no desire to {v}.", "i never want to {v}.", "i would hate to {v}."],
            ["do you want to {v}?", "my sister wants to {v}.", "my friend would love to {v}."],
        ),
        Relation(
            "have_pet", "pets", (*pets, *lex.OTHER_PETS, "dog", "cat", "bird", "horse"),
            ["i have {a}.", "i own {a}.", "i have a pet {v}.", "i've got {a} at home.", "my {v} is the best.", "i just walked in and my {v} greeted me.", "i have {a} named {name}.", "my {v} {name} makes me laugh.", "i adopted {a}.", "i live with my {v}."],
            ["i don't have {a}.", "i do not have {a}.", "i don't own {a}.", "i never had {a}.", "i'm not allowed to have {a}."],
            ["do you have {a}?", "i want {a}.", "my neighbor has {a}.", "my sister owns {a}.", "i had {a} as a child.", "i'd like to get {a}.", "my parents have {a}."],
            implies={b: [f"i have {article(k)}.", "i have a pet.", f"i own {article(k)}.", f"my {k} is so sweet."] for b, k in breed_of.items() if " " not in k},
        ),
        Relation("have", "things", lex.POSSESSIONS, have_says, have_denies, have_leaves),
        Relation("have_vehicle", "car", lex.VEHICLES, [*have_says, "i drive {a}.", "i get around with my {v}."], have_denies, have_leaves),
        Relation("drives", "car", tuple(m + " car" if m not in ("jeep",) else m for m in lex.CAR_MAKES), ["i drive {a}.", "my car is {a}.", "i own {a}.", "i just bought {a}.", "i love my {v}."], ["i don't drive {a}.", "i would never own {a}."], ["do you drive {a}?", "my dad drives {a}."]),
        Relation("plays", "instrument", lex.INSTRUMENTS, ["i play the {v}.", "i play {v}.", "i'm learning the {v}.", "i practice the {v} every day.", "i can play the {v}."], ["i don't play the {v}.", "i can't play the {v}.", "i never learned the {v}."], ["do you play the {v}?", "my brother plays the {v}.", "i love the sound of the {v}."], implies={v: ["i play an instrument.", "i can play a musical instrument.", "i'm a musician."] for v in lex.INSTRUMENTS}),
        Relation("employed_by", "work", lex.COMPANIES, ["i work at {v}.", "i work for {v}.", "my employer is {v}.", "i have a job at {v}.", "i got hired at {v}.", "i've been working for {v} for years."], ["i don't work at {v}.", "i would never work for {v}.", "i quit my job at {v}."], ["i shop at {v}.", "my mom works at {v}.", "i used to work at {v}.", "do you work at {v}?", "have you been to {v}?"], exclusive=True, implies={v: ["i have a job."] for v in lex.COMPANIES}),
        Relation("attend_school", "study", lex.SCHOOLS, ["i go to {v}.", "i study at {v}.", "i'm a student at {v}.", "i attend {v}.", "i am in college at {v}."], ["i don't go to {v}.", "i did not get into {v}."], ["my brother goes to {v}.", "i want to go to {v}.", "did you go to {v}?"], exclusive=True, implies={v: ["i am a student.", "i'm in college."] for v in lex.SCHOOLS}),
        Relation("studies", "study", lex.SUBJECTS_STUDIED, ["i study {v}.", "i'm majoring in {v}.", "my major is {v}.", "i am a {v} major.", "i'm working on a degree in {v}."], ["i don't study {v}.", "i dropped out of my {v} program."], ["did you study {v}?", "my roommate studies {v}.", "i might study {v} next year."], exclusive=True, implies={v: ["i am a student.", "i'm in school."] for v in lex.SUBJECTS_STUDIED}),
        Relation("has_age", "age", ages, ["i am {v} years old.", "i'm {v}.", "i am {v}.", "i just turned {v}.", "i turned {v} last week.", "at {v}, i feel fine.", "my age is {v}.", "i'm a {v} year old."], [], ["my brother is {v}.", "my grandmother turned {v}.", "are you {v}?", "i'll be happy if i live past {v}."], exclusive=True),
        Relation("hair", "looks", lex.HAIR, ["i have {v} hair.", "my hair is {v}.", "i've got long {v} hair.", "i dyed my hair {v}.", "i have short {v} hair.", "everyone notices my {v} hair."], ["i don't have {v} hair.", "my hair is not {v}."], ["my sister has {v} hair.", "do you have {v} hair?", "i like {v} hair on other people.", "i like the color {v}."], exclusive=True),
        Relation("eyes", "looks", lex.EYES, ["i have {v} eyes.", "my eyes are {v}.", "people love my {v} eyes."], ["i don't have {v} eyes.", "my eyes are not {v}."], ["my mom has {v} eyes.", "do you have {v} eyes?", "i have a {v} shirt."], exclusive=True),
        Relation("allergy", "health", lex.ALLERGENS, ["i'm allergic to {v}.", "i am allergic to {v}.", "i have an allergy to {v}.", "{v} makes me sick, i'm allergic."], ["i'm not allergic to {v}.", "i have no allergy to {v}."], ["are you allergic to {v}?", "my son is allergic to {v}."]),
        Relation("illness", "health", lex.DISEASES, ["i have {v}.", "i suffer from {v}.", "i was diagnosed with {v}.", "i've been living with {v} for years."], ["i don't have {v}.", "i never had {v}."], ["my mom has {v}.", "do you have {v}?", "my uncle suffers from {v}."]),
        Relation("fear", "fear", lex.PHOBIAS, ["i'm afraid of {v}.", "i am scared of {v}.", "{v} scares me.", "i'm terrified of {v}.", "my biggest fear is {v}."], ["i'm not afraid of {v}.", "i have no fear of {v}.", "{v} does not scare me."], ["are you scared of {v}?", "my son is afraid of {v}."]),
        Relation("speaks", "language", lex.LANGUAGES, ["i speak {v}.", "i can speak {v}.", "i'm fluent in {v}.", "i know {v} well."], ["i don't speak {v}.", "i can't speak {v}.", "i don't know any {v}."], ["do you speak {v}?", "i want to learn {v}.", "my wife speaks {v}."]),
        Relation("nationality", "home", lex.NATIONALITIES, ["i am {v}.", "i'm {v}.", "i am {v} by birth.", "my nationality is {v}."], ["i am not {v}.", "i'm not {v}."], ["my husband is {v}.", "are you {v}?", "i love {v} people."], exclusive=True),
        Relation("member_of", "club", lex.CLUBS, ["i'm in {v}.", "i am a member of {v}.", "i joined {v}.", "i belong to {v}."], ["i'm not in {v}.", "i was never in {v}.", "i quit {v}."], ["my brother is in {v}.", "did you join {v}?"]),
    ]
    for what in COUNTED:
        values = tuple(numbers_word(n) for n in range(2, 13)) + tuple(str(n) for n in range(2, 13))
        rel.append(
            Relation(
                "count_" + what, "count_" + what, values,
                [f"i have {{v}} {what}.", f"i've got {{v}} {what}.", f"there are {{v}} {what} in my life.", f"my {{v}} {what} keep me busy.", f"i love my {{v}} {what}.", f"i am the proud owner of {{v}} {what}." if what in ("dogs", "cats", "cars", "horses", "guitars") else f"all {{v}} of my {what} are great."],
                [f"i don't have any {what}.", f"i have no {what}.", f"i never had {what}.", f"i do not have {what}.", f"i've never had any {what}."],
                [f"do you have any {what}?", f"my friend has {{v}} {what}.", f"how many {what} do you have?", f"i would like {{v}} {what} someday."],
                exclusive=True,
                implies={v: [f"i have {what}.", f"i have some {what}.", f"my {what} are great."] for v in values},
            )
        )
    return rel


#: Two sides that cannot both be true; within a side every sentence is close to a paraphrase of the others.
OPPOSITES: list[tuple[str, list[str], list[str]]] = [
    ("diet", ["i'm vegan.", "i am a vegan.", "i don't eat any animal products.", "being vegan is important to me.", "i follow a vegan diet.", "i only eat plants.", "i've been vegan for years."],
     ["i love a good {meat}.", "i eat {meat} all the time.", "i had {meat} for dinner and it was great.", "my favorite meal is {meat}.", "i could never give up meat.", "i'm a meat eater.", "i eat meat every day."]),
    ("diet", ["i'm a vegetarian.", "i am vegetarian.", "i don't eat meat.", "i do not eat meat.", "i gave up meat years ago.", "i never eat meat."],
     ["i love eating {meat}.", "i just grilled some {meat} for myself.", "meat is my favorite food.", "i eat a lot of meat.", "i'm a meat and potatoes person.", "i had a juicy {meat} today."]),
    ("marriage", ["i'm single.", "i am single.", "i'm not married.", "i have never been married.", "i don't have a husband or wife.", "i live the single life.", "i don't have a partner."],
     ["i'm married.", "my husband and i have been together for years.", "my wife is amazing.", "i've been married for {n} years.", "my spouse works a lot.", "i am a happily married woman.", "my husband cooks for me.", "i got married last year."]),
    ("marriage", ["i'm divorced.", "i am divorced.", "i got a divorce.", "my marriage ended."], ["i've never been married.", "i'm happily married to my first love.", "i have always been single."]),
    ("children", ["i have no kids.", "i don't have any children.", "i don't have kids.", "i do not have children.", "i never had kids.", "i'm childless."],
     ["i have {n} kids.", "my son just started school.", "my daughter is {n}.", "i'm a mother of {n}.", "i am a father of {n}.", "i have children.", "my kids are my world.", "i love spending time with my kids.", "being a mom is the best."]),
    ("pets", ["i have no pets.", "i don't have any pets.", "i do not have pets.", "i don't own any animals.", "i can't have pets in my apartment."],
     ["i have a {pet}.", "my {pet} is named {name}.", "i have {n} dogs.", "my dog sleeps in my bed.", "my cat is so lazy.", "i have a lot of pets.", "i just adopted a {pet}."]),
    ("job", ["i'm unemployed.", "i am unemployed.", "i don't have a job.", "i lost my job.", "i am looking for a job.", "i am currently out of work.", "i got laid off.", "i do not work."],
     ["i'm {job}.", "i work as {job}.", "i work full time.", "i love my job.", "i have two jobs.", "i've had my job for {n} years.", "i just got off work.", "i work from home."]),
    ("job", ["i'm retired.", "i am retired.", "i retired last year.", "i don't work anymore, i'm retired.", "i've been retired for {n} years.", "enjoying my retirement."],
     ["i'm {job}.", "i work full time as {job}.", "i work 60 hours a week.", "i just started my first job.", "i'm still in high school.", "i am a college student."]),
    ("job", ["i'm a stay at home mom.", "i am a stay at home dad.", "i stay home with my kids.", "i'm a homemaker."], ["i work full time as {job}.", "i have no kids.", "i'm at the office all day.", "i work 60 hours a week."]),
    ("student", ["i'm in high school.", "i am a high school student.", "i go to high school.", "i'm still in high school."], ["i graduated from college.", "i'm {job}.", "i have a phd.", "i'm retired.", "i have {n} grandchildren.", "i've been married for twenty years."]),
    ("student", ["i'm a college student.", "i am in college.", "i go to college.", "i attend university.", "i'm studying at a university."], ["i never went to college.", "i'm in the third grade.", "i dropped out of high school and never went back.", "i am in middle school."]),
    ("student", ["i'm in the {grade} grade.", "i am in elementary school.", "i'm just a kid.", "i am {young} years old.", "i'm only {young}."], ["i'm {job}.", "i've been married for years.", "i have {n} kids.", "i drive to work every day.", "i am retired.", "i just bought a house.", "i am {old} years old."]),
    ("home", ["i live alone.", "i live by myself.", "i don't have any roommates.", "i have the house to myself."], ["i live with my parents.", "i live with my {n} roommates.", "my roommate is messy.", "i still live at home with mom and dad.", "i live with my girlfriend.", "my wife and kids live with me."]),
    ("home", ["i live in the city.", "i'm a city person living downtown.", "i live in a big city.", "i live downtown."], ["i live on a farm.", "i live in the country.", "i live in a rural area.", "i live in the middle of nowhere.", "i live in a tiny village."]),
    ("home", ["i live in an apartment.", "i rent an apartment.", "my apartment is small."], ["i live in a big house.", "i own my house.", "i live in a mansion.", "i live in a trailer.", "i'm homeless."]),
    ("home", ["i've never left my country.", "i have never traveled.", "i've never been on a plane.", "i never travel."], ["i travel all over the world.", "i have visited {n} countries.", "i travel a lot for work.", "i just got back from europe.", "i fly every month."]),
    ("personality", ["i'm shy.", "i am very shy.", "i'm an introvert.", "i keep to myself.", "i'm quiet around people.", "i prefer being alone."], ["i'm outgoing.", "i am very outgoing.", "i'm an extrovert.", "i'm the life of the party.", "i love talking to strangers.", "i make friends easily."]),
    ("personality", ["i'm lazy.", "i am very lazy.", "i never exercise.", "i sit on the couch all day.", "i hate working out."], ["i work out every day.", "i'm very active.", "i go to the gym daily.", "i run marathons.", "i exercise a lot.", "i love working out."]),
    ("personality", ["i'm messy.", "my house is always a mess.", "i never clean."], ["i'm very neat.", "i am a clean freak.", "my house is spotless.", "i clean every day."]),
    ("personality", ["i'm a morning person.", "i wake up early every day.", "i'm an early bird.", "i get up at {n} in the morning."], ["i'm a night owl.", "i sleep until noon.", "i hate mornings.", "i stay up all night and sleep in."]),
    ("personality", ["i'm always happy.", "i'm a positive person.", "i'm an optimist."], ["i'm a pessimist.", "i am always sad.", "i'm depressed all the time.", "i'm a negative person."]),
    ("money", ["i'm rich.", "i am wealthy.", "i have a lot of money.", "i make a lot of money.", "money is no problem for me."], ["i'm poor.", "i'm broke.", "i am always broke.", "i have no money.", "i can barely pay my rent.", "i'm struggling with money."]),
    ("looks", ["i'm tall.", "i am very tall.", "i'm over six feet tall.", "people say i'm too tall."], ["i'm short.", "i am very short.", "i'm only five feet tall.", "i'm barely {n} feet tall."]),
    ("looks", ["i'm skinny.", "i am very thin.", "i'm underweight."], ["i'm overweight.", "i am fat.", "i'm obese.", "i need to lose a lot of weight."]),
    ("looks", ["i'm bald.", "i have no hair.", "i lost all my hair."], ["i have long {hair} hair.", "my hair is {hair}.", "i have curly hair.", "i brush my long hair every day."]),
    ("looks", ["i have long hair.", "my hair is long.", "i never cut my hair."], ["i have short hair.", "my hair is very short.", "i have a buzz cut.", "i shaved my head."]),
    ("gender", ["i'm a man.", "i am a guy.", "i'm male.", "i am a boy.", "i am a father of {n}."], ["i'm a woman.", "i am a girl.", "i'm female.", "i'm a mother of {n}.", "i am a single mom.", "i am a lady."]),
    ("smoke", ["i don't smoke.", "i have never smoked.", "i hate cigarettes.", "i do not smoke."], ["i smoke a pack a day.", "i'm a smoker.", "i smoke cigarettes.", "i need a cigarette break."]),
    ("drink", ["i don't drink.", "i never drink alcohol.", "i'm sober.", "i do not drink alcohol.", "i avoid alcohol."], ["i love {alcohol}.", "i drink {alcohol} every night.", "i drink a lot on weekends.", "i get drunk with my friends.", "i had some {alcohol} tonight."]),
    ("religion", ["i'm an atheist.", "i don't believe in god.", "i am not religious.", "i never go to church."], ["i go to church every sunday.", "i'm a christian.", "my faith in god is important to me.", "i pray every day.", "i'm very religious."]),
    ("car", ["i don't have a car.", "i do not own a car.", "i take the bus because i don't have a car.", "i don't drive.", "i can't drive."], ["i drive a {car}.", "my car is new.", "i just bought a car.", "i drive to work every day.", "i have {n} cars.", "i love driving my {car}."]),
    ("siblings", ["i'm an only child.", "i am an only child.", "i have no siblings.", "i don't have any brothers or sisters."], ["i have {n} brothers.", "my sister is a nurse.", "my brother lives near me.", "i have {n} sisters.", "i am the youngest of {n} kids.", "i have a twin."]),
    ("parents", ["my parents are dead.", "i lost both of my parents.", "both my parents passed away.", "i'm an orphan."], ["i live with my parents.", "my parents visit me every week.", "my mom calls me every day and dad does too.", "i had dinner with my mom and dad today."]),
    ("sport", ["i hate sports.", "i don't like sports.", "i'm not into sports at all.", "i never play sports."], ["i play {sport}.", "i love sports.", "i'm on the {sport} team.", "i watch sports all the time.", "i play a lot of sports."]),
    ("reading", ["i hate reading.", "i never read.", "i don't like to read.", "i don't read books."], ["i love to read.", "i read a lot of books.", "i read {n} books a month.", "i'm a bookworm.", "reading is my favorite hobby."]),
    ("cooking", ["i can't cook.", "i never cook.", "i hate cooking.", "i'm a terrible cook."], ["i love to cook.", "i cook every night.", "i'm a great cook.", "cooking is my passion."]),
    ("tv", ["i don't have a tv.", "i don't own a television.", "i never watch tv."], ["i watch tv all day.", "i love watching tv.", "i watch {show} every night on my tv."]),
    ("school-feel", ["i love school.", "i like going to school.", "school is fun for me."], ["i hate school.", "i don't like school.", "school is boring, i can't stand it."]),
    ("job-feel", ["i love my job.", "i enjoy my work.", "my job is great."], ["i hate my job.", "i don't like my job.", "i can't stand my work.", "my job is awful."]),
    ("family-feel", ["i'm close to my family.", "i love spending time with my family.", "my family means everything to me."], ["i don't talk to my family.", "i hate my family.", "i have no contact with my family."]),
    ("friends", ["i have a lot of friends.", "i have many friends.", "i'm always with my friends."], ["i have no friends.", "i don't have any friends.", "i'm lonely and have nobody."]),
    ("water", ["i can't swim.", "i never learned to swim.", "i'm afraid of water."], ["i swim every day.", "i love swimming.", "i'm on the swim team.", "i am a great swimmer."]),
    ("healthy", ["i eat very healthy.", "i only eat healthy food.", "i never eat junk food."], ["i live on junk food.", "i eat fast food every day.", "i eat candy all day long.", "i love junk food."]),
    ("instrument", ["i don't play any instruments.", "i can't play any instrument.", "i have no musical talent."], ["i play the {instrument}.", "i'm in a band.", "i'm learning the {instrument}.", "i've played the {instrument} for years."]),
    ("military", ["i was never in the military.", "i have never served in the army."], ["i served in the army.", "i'm a veteran.", "i was in the navy for {n} years.", "i am in the air force."]),
    ("color-hate", ["i hate bright colors.", "i only wear black."], ["i wear bright pink every day.", "i always wear colorful clothes.", "i love wearing bright yellow."]),
]


class Grammar:
    """Samples labelled pairs. Values are split by hash: `holdout` speaks only of the 12 % that training never sees."""

    def __init__(self, seed: int, holdout: bool = False) -> None:
        self.rng = random.Random(seed)
        self.holdout = holdout
        self.relations = []
        for r in table():
            kept = tuple(v for v in r.values if (bucket("value-" + v) < 12) == holdout) if len(r.values) > 30 else r.values
            if len(kept) > 1:
                self.relations.append((r, kept))
        self.weights = [0.25 if r.name.startswith("count_") else 3.0 if r.name in ("has_profession", "has_hobby", "have_pet") else 1.5 if r.exclusive else 1.2 for r, _ in self.relations]
        self.meat, self.alcohol = lex.FOODS["meat"], lex.DRINKS["alcohol"]

    # -- saying -----------------------------------------------------------------------------------
    def fill(self, template: str, value: str = "") -> str:
        rng = self.rng
        slots = {
            "v": lambda: value, "a": lambda: article(value), "g": lambda: gerund(value), "name": lambda: rng.choice(lex.PET_NAMES),
            "n": lambda: numbers_word(rng.randint(2, 9)), "meat": lambda: rng.choice(self.meat), "alcohol": lambda: rng.choice(self.alcohol),
            "pet": lambda: rng.choice(flat(lex.PETS)), "job": lambda: article(rng.choice(flat(lex.PROFESSIONS))), "hair": lambda: rng.choice(lex.HAIR),
            "car": lambda: rng.choice(lex.CAR_MAKES), "sport": lambda: rng.choice(lex.TEAM_SPORTS), "instrument": lambda: rng.choice(lex.INSTRUMENTS),
            "show": lambda: rng.choice(lex.SHOWS), "grade": lambda: rng.choice(["first", "second", "third", "fourth", "fifth", "sixth"]),
            "young": lambda: rng.choice([*map(str, range(5, 12)), *map(numbers_word, range(5, 12))]), "old": lambda: str(rng.randint(25, 90)),
        }
        return re.sub(r"\{(\w+)\}", lambda m: slots[m.group(1)](), template)

    def fact(self, but: str = "") -> str:
        """A stated fact whose topic is not `but`."""
        while True:
            r, values = self.rng.choices(self.relations, self.weights)[0]
            if not clash(r.topic, but):
                return self.fill(self.rng.choice(r.says), self.rng.choice(values))

    def persona(self, text: str) -> str:
        return self.spell(text)

    def chatty(self, text: str, topic: str) -> str:
        """The sentence as people say it in a chat: among greetings, reactions, questions and other facts."""
        rng = self.rng
        if rng.random() < 0.3:
            return self.spell(text)
        parts = [text]
        if rng.random() < 0.35:
            other = self.fact(topic)
            parts = [other, text] if rng.random() < 0.5 else [text, other]
            if rng.random() < 0.35 and "?" not in "".join(parts):
                first = parts[0].rstrip(".!")
                parts = [first + rng.choice([" and ", ", ", " but ", " and also ", "... "]) + parts[1]]
        if rng.random() < 0.45:
            parts.insert(0, rng.choice(lex.REACTIONS if rng.random() < 0.6 else lex.GREETINGS + lex.CHATTER))
        if rng.random() < 0.35:
            parts.append(rng.choice(lex.TAILS))
        return self.spell(" ".join(p if p[-1] in ".!?," or rng.random() < 0.2 else p + "." for p in parts))

    def spell(self, text: str) -> str:
        """Small differences of spelling: expanded or bare contractions, dropped full stop."""
        rng = self.rng
        if rng.random() < 0.35:
            text = re.sub(r"\bi'm\b", "i am", text)
            text = re.sub(r"\b(do|does|did|is|are|was|have|would|could)n't\b", r"\1 not", text).replace("can't", "cannot").replace("i've", "i have")
        elif rng.random() < 0.12:
            text = text.replace("'", "")
        if rng.random() < 0.2:
            text = text.rstrip(".")
        if rng.random() < 0.1:
            text = text.replace("favorite", "favourite")
        return text

    def pair(self, a: str, b: str, topic: str) -> tuple[str, str]:
        """Premise in persona style, hypothesis in either."""
        rng = self.rng
        first = self.persona(a) if rng.random() < 0.8 else self.chatty(a, topic)
        return first, self.chatty(b, topic) if rng.random() < 0.75 else self.persona(b)

    # -- pairs ------------------------------------------------------------------------------------
    def drawn(self) -> tuple[Relation, tuple[str, ...], str]:
        r, values = self.rng.choices(self.relations, self.weights)[0]
        return r, values, self.rng.choice(values)

    def entail(self) -> Pair | None:
        rng = self.rng
        if rng.random() < 0.16:
            _, left, right = rng.choice(OPPOSITES)
            side = left  # the other sides are lists of examples, not paraphrases
            a, b = rng.sample(side, 2)
            if "{" in a + b:
                return None
            return (*self.pair(a, b, _), 0, "paraphrase")
        r, _, v = self.drawn()
        if rng.random() < 0.3 and v in r.implies:
            return (*self.pair(self.fill(rng.choice(r.says), v), rng.choice(r.implies[v]), r.topic), 0, "implied")
        if rng.random() < 0.12 and len(r.denies) > 1 and "i wish i had {a}." not in r.denies:
            a, b = rng.sample(r.denies, 2)
            return (*self.pair(self.fill(a, v), self.fill(b, v), r.topic), 0, "denied-twice")
        a, b = rng.sample(r.says, 2)
        return (*self.pair(self.fill(a, v), self.fill(b, v), r.topic), 0, "same-fact")

    def contradict(self) -> Pair | None:
        rng = self.rng
        roll = rng.random()
        if roll < 0.3:
            topic, left, right = rng.choice(OPPOSITES)
            a, b = self.fill(rng.choice(left)), self.fill(rng.choice(right))
            a, b = (b, a) if rng.random() < 0.5 else (a, b)
            return (*self.pair(a, b, topic), 2, "opposite")
        r, values, v = self.drawn()
        if r.exclusive and (roll < 0.72 or not r.denies):
            w = rng.choice(values)
            if not apart(r, v, w):
                return None
            other = rng.choice(r.implies[w]) if rng.random() < 0.12 and r.name in ("live_in_city",) else self.fill(rng.choice(r.says), w)
            return (*self.pair(self.fill(rng.choice(r.says), v), other, r.topic), 2, "other-value")
        if not r.denies:
            return None
        a, b = self.fill(rng.choice(r.says), v), self.fill(rng.choice(r.denies), v)
        if v in r.implies and r.name in ("have_pet",) and rng.random() < 0.25:
            b = self.fill(rng.choice(r.denies), next((k for k, bs in lex.PETS.items() if v in bs and " " not in k), v))
        a, b = (b, a) if rng.random() < 0.5 else (a, b)
        return (*self.pair(a, b, r.topic), 2, "denied")

    def neutral(self) -> Pair | None:
        rng = self.rng
        r, values, v = self.drawn()
        said = self.fill(rng.choice(r.says), v)
        roll = rng.random()
        if roll < 0.25:
            return (*self.pair(said, self.fact(r.topic), r.topic), 1, "other-topic")
        if roll < 0.55 and r.leaves:
            w = v if rng.random() < 0.7 else rng.choice(values)
            return (*self.pair(said, self.fill(rng.choice(r.leaves), w), r.topic), 1, "left-open")
        if roll < 0.8 and not r.exclusive:
            w = rng.choice(values)
            if not apart(r, v, w):
                return None
            says = r.denies if rng.random() < 0.3 and r.denies else r.says
            return (*self.pair(said, self.fill(rng.choice(says), w), r.topic), 1, "another-value")
        if roll < 0.9:
            topic, left, _ = rng.choice(OPPOSITES)
            side = rng.choice([left, _])
            other = self.fact(topic)
            return (*self.pair(self.fill(rng.choice(side)), other, topic), 1, "other-topic")
        return (self.persona(said), rng.choice(lex.CHATTER) + (" " + rng.choice(lex.TAILS) if rng.random() < 0.5 else ""), 1, "small-talk")

    def sample_pairs(self, n: int) -> Iterator[Pair]:
        """n pairs, the labels in turn."""
        makers = (self.entail, self.neutral, self.contradict)
        made = 0
        while made < n:
            pair = makers[made % 3]()
            if pair and pair[0] != pair[1]:
                made += 1
                yield pair


#: Topics whose facts may settle each other, so that they are never put side by side as unrelated.
NEAR = [
    {"work", "study", "student", "job", "age", "job-feel", "goal", "money", "military", "club", "home", "school-feel", "gender"},
    {"home", "parents", "siblings", "marriage", "children", "places", "goal", "family-feel", "language"},
    {"food", "drink", "diet", "health", "healthy", "cooking", "animals"},
    {"music", "instrument", "ability", "hobby", "sport", "reading", "books", "cooking", "screen", "tv", "other", "water", "personality", "club", "car", "fear", "goal", "places"},
    {"pets", "animals", "fear", "health", "things", "count_dogs", "count_cats", "count_pets", "count_fish", "count_rabbits", "count_parrots", "count_horses", "count_turtles", "count_goats", "count_chickens", "hobby"},
    {"children", "student", "age", "marriage", "gender", "count_kids", "count_children", "count_sons", "count_daughters", "count_grandkids", "goal"},
    {"siblings", "count_brothers", "count_sisters", "count_siblings", "count_nephews", "count_nieces", "parents", "family-feel"},
    {"car", "count_cars", "count_motorcycles", "things"}, {"looks", "color", "color-hate", "gender"}, {"season", "holiday", "color"}, {"things", "home", "count_houses", "count_bedrooms", "tv", "money"},
    {"job", "count_jobs", "work"}, {"language", "count_languages", "ability", "home"}, {"smoke", "health", "healthy", "drink"}, {"instrument", "count_guitars", "things"}, {"looks", "count_tattoos", "things"},
    {"friends", "personality", "family-feel", "home"}, {"religion", "places", "club"}, {"hobby", "home"}, {"color", "things", "car"},
]


def clash(a: str, b: str) -> bool:
    return bool(b) and (a == b or any(a in group and b in group for group in NEAR))


def apart(r: Relation, v: str, w: str) -> bool:
    """Whether two values really differ: neither holds the other, nor is implied by it or a synonym."""
    if v == w or v in w or w in v or as_number(v) == as_number(w) != "":
        return False
    if r.name.startswith(("favorite_", "count_")):
        return True
    follows = lambda x, y: re.search(rf"\b{re.escape(x)}\b", " ".join(r.implies.get(y, [])))
    return not follows(v, w) and not follows(w, v)


def as_number(v: str) -> str:
    for n in range(2, 100):
        if v in (str(n), numbers_word(n)):
            return str(n)
    return ""


if __name__ == "__main__":
    ap = argparse.ArgumentParser()
    ap.add_argument("count", type=int, nargs="?", default=30)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--holdout", action="store_true")
    args = ap.parse_args()
    for p in Grammar(args.seed, args.holdout).sample_pairs(args.count):
        print(("ENT", "NEU", "CON")[p[2]], p[3].ljust(14), "|", p[0], "|", p[1])
