"""Write a model's card from its figures: `python cards.py nli|embedder|chat|traits MODELS_DIR` → MODELS_DIR/<model>/CARD.md."""
from __future__ import annotations

import json
import sys
from pathlib import Path

LIMITS_NLI = """
- English, first-person statements and chat. Not for legal, medical or news text.
- Negation of things never named, irony, quotation and reported speech are read literally.
- Two values of an exclusive relation that never stood in its data (two rare jobs) may be called neutral.
- Triples of Dialogue NLI are noisy: some "entailments" share a topic only, so a perfect judge would not reach 100 %.
- It learnt what its corpora hold, their prejudices included. Do not use it to decide about people.
"""

LIMITS_EMBEDDER = """
- English sentences of up to 126 tokens; what is longer is embedded by its beginning.
- Trained on chat, captions and headlines: not a search engine for documents.
- Cosines are not probabilities, and not comparable with another embedder's.
"""


LIMITS_CHAT = """
- It is small: it holds a thread for a turn or two, repeats itself, makes facts up and contradicts its persona. It is there so
  that every method can be tried and tested offline, not to replace a large model.
- English small talk, in lower case. It cannot follow instructions, reason, count or write code.
- It reads 512 tokens; what is longer is cut, the oldest turns first.
- It learnt what its corpora hold, their prejudices included. Not for people in need, nor for decisions about people.
"""

LIMITS_TRAITS = """
- English statements in the first person. It takes every statement to speak of one of the five traits; facts such as "I live
  in Ohio" do not, and get a reading all the same.
- The statements were written by a language model to show a trait plainly; what people say is less plain.
- The texts of all statements, the held-out ones too, stood in the pretraining of the embedder, without their labels: the
  figures may flatter.
"""


def percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def rows(table: dict) -> str:
    names = ("entail", "neutral", "contradict")
    cells = [f"| {n} | {percent(table[n]['precision'])} | {percent(table[n]['recall'])} |" for n in names if n in table]
    return "\n".join(["| label | precision | recall |", "|---|---|---|", *cells])


def nli(config: dict, t: dict, size: float) -> str:
    test = t["test"]
    ranking = "\n".join(
        f"| {name} | {percent(t['ranking'][name + '/all'])} | {percent(t['ranking'][name + '/unseen'])} |"
        for name in ("havenot", "likedislike", "attributes")
    )
    kinds = "\n".join(f"| {k} | {percent(v[0])} | {v[1]} |" for k, v in {**test["kinds"], **t["test_rewritten"]["kinds"]}.items())
    return f"""# understudy-nli

Says whether a persona sentence and an utterance **entail**, leave open (**neutral**) or **contradict** each other.
A cross-encoder: a transformer of {t['parameters'] / 1e6:.1f} M parameters trained from scratch by us, {size:.1f} MB as int8 ONNX.

## What it reached
On {test['n']} pairs made from Dialogue NLI triples of PersonaChat people and sentences that training never saw, a third of
each label: **{percent(test['accuracy'])} right** (chance 33.3 %). Published ESIM on the full Dialogue NLI test: about 88 %
(remembered, not re-read), trained on twenty times the data, on a test made by a richer rule: not the same test.

{rows(test)}

The labels of Dialogue NLI are noisy: an utterance took its triple from the persona line that it echoes, and one in five says
something else ("hey i am larry" stands for *has_profession, chef*). On {t['test_stated']['n']} pairs of the same people whose triples stand
in their sentences: **{percent(t['test_stated']['accuracy'])} right**; contradiction precision {percent(t['test_stated']['contradict']['precision'])}, recall {percent(t['test_stated']['contradict']['recall'])}.

| kind of pair | right | n |
|---|---|---|
{kinds}

Ranking of an entailing candidate over a contradicting one, by p(entail) − p(contradict) against the relevant persona
sentence, on the three evaluation sets of Welleck et al. 2019 (`unseen` leaves out candidates that stood in training):

| set | all | unseen |
|---|---|---|
{ranking}

A persona line beside what its own person said, as in `check` ({t['own_lines']['n']:,} pairs, of which hardly any contradict): the judge calls
{percent(1 - t['own_lines']['neutral']['recall'])} of the neutral ones something else. Its probabilities assume that each label has a third of the
pairs; `check` weighs them by how rare contradiction is in conversation.

Other held-out material: {percent(t['grammar_held_out']['accuracy'])} of {t['grammar_held_out']['n']} pairs of our grammar with values kept from training;
{percent(t['cad_test']['accuracy'])} of {t['cad_test']['n']} pairs of the counterfactual SNLI test (captions, not what it is for).
Expected calibration error on the test pairs after temperature and bias scaling (set on dev people): {t['test']['calibration_error']:.3f}.
The bias of contradiction was then raised as far as the likelihood on dev people fell by less than 0.005 nats, so that recall comes
nearer to precision. The test figures without this (78.1 % right, contradiction recall 63.5 %, precision 75.8 %) had been seen when
that was decided.

## Data and splits
Starts from the language model that understudy-chat starts from; then {t['pairs']:,} pairs in two stages: triples of PersonaChat-valid
(78 % of the people; 8 % to choose, 14 % to test), rewritten sentences, real sentences with other values, our own grammar of
persona facts, counterfactual SNLI, and what people said beside their own persona. The weights are the mean of the two
stages, which was decided before they were trained. Every set with its licence is in
[the recipe](../../training/README.md#data). People are split by person; a sentence of two splits is in the later one only.
Figures are those of the trained network; int8 agrees with it on {percent(t['int8_agreement'])} of held-out pairs.

## Limits
{LIMITS_NLI.strip()}

Licence: Apache-2.0. Attribution: PersonaChat and Synthetic-Persona-Chat (CC BY 4.0), CaSiNo (CC BY 4.0), model-written
persona statements (CC BY 4.0), Topical-Chat (CDLA-Sharing-1.0), and the sets named in the recipe.
"""


def embedder(config: dict, t: dict, size: float) -> str:
    r = t["retrieval"]
    return f"""# understudy-embedder

Sentence vectors of {config['dim']} dimensions: the mean of word vectors beside the mean of contextual states, rare words weighing more.
{t['parameters'] / 1e6:.1f} M parameters trained from scratch by us, {size:.1f} MB as int8 ONNX.

## What it reached
| Task | Result |
|---|---|
| STS-Benchmark test (1,379 pairs, read once), Spearman | **{t['sts_test']:.3f}** (dev, on which it was chosen: {t['sts_dev']:.3f}) |
| persona line that shares a triple with an utterance, among {r['lines']} lines of held-out people | nearest: {percent(r['hits@1'])}; among the ten nearest: {percent(r['hits@10'])} (n = {r['n']}) |

## Data and splits
Pretrained on our corpora; then STS-Benchmark train, counterfactual SNLI train, same-triple sentences of PersonaChat-valid
(training people), paraphrases of our grammar. Sets and licences: [the recipe](../../training/README.md#data). Figures are those
of the trained network; int8 vectors have a cosine of {t['int8_agreement']:.4f} with its vectors.

## Limits
{LIMITS_EMBEDDER.strip()}

Licence: Apache-2.0. Attribution: as in the recipe; STS-Benchmark scores are CC BY-SA 4.0.
"""


def spread(x: dict) -> str:
    return f"{x['value']:.3f} [{x['interval'][0]:.3f}, {x['interval'][1]:.3f}]"


def chat(config: dict, t: dict, size: float) -> str:
    p, state = t["test"], t["state"]
    row = lambda unit, name: f"{p[unit][name]:.1f} [{p[unit][name + '_interval'][0]:.1f}, {p[unit][name + '_interval'][1]:.1f}]"
    lines = "\n".join(f"| {label} | {row('token', name)} | {row('word', name)} |" for label, name in (("their own persona", "persona"), ("no persona", "none"), ("another's persona", "swapped")))
    return f"""# understudy-chat

A small language model that talks as a persona: persona lines, then turns with a mark for whose they are. A llama-style decoder
of {t['parameters'] / 1e6:.1f} M parameters ({config['layers']} layers of width {config['hidden']}), trained from scratch by us on two CPU cores, {size:.1f} MB as int8 ONNX.
Its graph is open: logits, key-value cache, the residual stream of every layer, and a steering input.

## What it reached
The replies of {p['people']} PersonaChat people whom training never saw ({p['n']} conversations told from their side, {p['words']:,} words as the data
set cuts them), foretold after what was really said:

| given | perplexity a token | perplexity a word |
|---|---|---|
{lines}

Their own persona is worth {p['gain_over_none']['value']:.3f} [{p['gain_over_none']['interval'][0]:.3f}, {p['gain_over_none']['interval'][1]:.3f}] nats a token over none, and
{p['gain_over_swapped']['value']:.3f} [{p['gain_over_swapped']['interval'][0]:.3f}, {p['gain_over_swapped']['interval'][1]:.3f}] over another's. Intervals: 95 %, bootstrap over people.

| the true reply picked among 20 (n = {p['hits']['gain']['n']}; chance 0.05) | with the persona | without |
|---|---|---|
| by mean log-probability | {spread(p['hits']['likelihood'])} | {spread(p['hits_without_persona']['likelihood'])} |
| by what the conversation adds to it, log p(reply \| all) − log p(reply) | **{spread(p['hits']['gain'])}** | {spread(p['hits_without_persona']['gain'])} |

{"The persona does not help it to pick the reply: it leans on the conversation. " if p['hits']['gain']['value'] <= p['hits_without_persona']['gain']['value'] else ""}A small judge of likelihood is no ranker.

| published small system, PersonaChat | hits@1 of 20 | perplexity a word |
|---|---|---|
| KV profile memory network (Zhang et al. 2018) | 0.51 | – |
| profile memory generator (Zhang et al. 2018) | – | 34.5 |
| understudy-chat | {p['hits']['gain']['value']:.2f} | {p['word']['persona']:.1f} |

Not a fair race, in both directions. Theirs trained on the whole of PersonaChat (some 9,000 conversations); ours saw about 600
of them, and learnt English from other talk. Their network for hits@1 was trained to rank; ours only to foretell. Their
test people are others than ours, and their figures are quoted as remembered.

Speed, distinct-2, repetition and contradictions of what it says: [benchmarks/chat](../../../../benchmarks/chat/README.md).

## How it was trained
{(state['before'] + state['tokens']) / 1e6:.1f} M tokens: most of them as causal and masked predictor of all conversations, the last few as causal predictor with
conversations of known personas and questions about them read many times as often. Control forms: a persona statement read from an utterance, questions answered yes or no from
the persona. Sets and licences: [the recipe](../../training/README.md#data). People are split by person: 78 % train, 8 % to
choose, 14 % to measure; a conversation is in training only when both its people are.
The fp32 graph agrees with PyTorch to {t['logits_fp32_max_difference']:.0e} in logits; int8 moves a logit by up to {t['logits_int8_max_difference']:.2f} and costs {t['int8_loss_nats']:.4f} nats a token.

## Limits
{LIMITS_CHAT.strip()}

Licence: Apache-2.0. Attribution: PersonaChat and Synthetic-Persona-Chat (CC BY 4.0), CaSiNo (CC BY 4.0), model-written
persona statements (CC BY 4.0), Topical-Chat (CDLA-Sharing-1.0), and the sets named in the recipe.
"""


def traits(config: dict, t: dict, size: float) -> str:
    lines = "\n".join(f"| {name} | {spread(x['direction'])} | {spread(x['trait_and_direction'])} | {x['direction']['n']} |" for name, x in t["by_trait"].items())
    return f"""# understudy-traits

Which Big Five trait a first-person statement speaks of, and in which direction: logistic regression on the vectors of
understudy-embedder, {size * 1000:.0f} kB.

## What it reached
Statements kept from training ({t['trait']['n']}; split by statement; {t['train']:,} to train): the trait right in **{spread(t['trait'])}**, trait and direction in
**{spread(t['trait_and_direction'])}** (chance 0.2 and 0.1). 95 % intervals (Wilson).

| trait | direction right, the trait given | both right | n |
|---|---|---|---|
{lines}

## Data
Model-written persona statements (Perez et al. 2022, CC BY 4.0), those of which their writers' model was at least 80 % sure.

## Limits
{LIMITS_TRAITS.strip()}

Licence: Apache-2.0.
"""


if __name__ == "__main__":
    name, folder = sys.argv[1], Path(sys.argv[2]) / sys.argv[1]
    write = {"nli": nli, "embedder": embedder, "chat": chat, "traits": traits}[name]
    read = lambda file: json.loads((folder / file).read_text()) if (folder / file).exists() else {}
    weights = next(folder / f for f in ("model.onnx", "weights.json") if (folder / f).exists())
    (folder / "CARD.md").write_text(write(read("config.json"), read("training.json"), weights.stat().st_size / 1e6))
