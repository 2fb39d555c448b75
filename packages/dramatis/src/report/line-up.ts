// What each measure can and cannot see, for the reader of several side by side. Measures that disagree say different things
// about a conversation [232]; there is no merged score that would hide it.
import type { CheckResult } from "../core/index.ts";

export interface Sight {
  /** What it can tell, after "sees". */
  sees: string;
  /** What it cannot, after "blind to". */
  blind: string;
}

/** By the name of the measure. */
export const SIGHTS: Readonly<Record<string, Sight>> = {
  // Fidelity, by a judge of sentence pairs
  "entailment-coverage": { sees: "how much of the persona came up", blind: "false things said beside it" },
  "delta-apc": { sees: "claims shown by relevant replies, less those denied", blind: "what nobody asked about" },
  apc: { sees: "relevant claims shown and no others denied", blind: "silence, which passes for most claims" },
  "atomic-fidelity": {
    sees: "clauses for and against the persona",
    blind: "clauses that reveal nothing, and how little there was",
  },
  "atomic-consistency": {
    sees: "a reply that is half in and half out of character",
    blind: "replies that are wholly out",
  },
  "contradiction-rate": {
    sees: "lines that deny a claim",
    blind: "evasion, and whether anything of the persona shows",
  },
  "prompt-to-line": {
    sees: "lines with at least one denied claim",
    blind: "how many claims each line denies, and evasion",
  },
  "line-to-line": { sees: "lines that deny an earlier line", blind: "the persona itself: constant and wrong passes" },
  "question-answer": { sees: "answers to questions about claims", blind: "all that was not asked" },
  "probe-answers": { sees: "yes-or-no questions answered as the persona would", blind: "talk that nobody prompted" },
  "bait-resistance": {
    sees: "false premises that are not swallowed",
    blind: "a habit of saying no; read it with probe-answers",
  },
  "first-turn-out": { sees: "when the first denial comes", blind: "all that comes after it" },
  "in-character-by-turn": { sees: "drift over turns", blind: "evasion, and style" },
  // Fidelity, by a chat model that judges
  "role-adherence": {
    sees: "turns out of character, read in the whole conversation",
    blind: "how much of the persona shows",
  },
  "apc-judged": { sees: "relevant claims shown and no others denied", blind: "silence, which passes for most claims" },
  "delta-apc-judged": { sees: "claims shown by relevant replies, less those denied", blind: "what nobody asked about" },
  "atomic-fidelity-judged": { sees: "sentences that show a trait at its level", blind: "facts about the persona" },
  "atomic-internal-consistency": {
    sees: "sentences of one reply that agree on a trait",
    blind: "whether it is the right level",
  },
  "atomic-retest": { sees: "the same traits when asked again", blind: "whether they are the persona's" },
  "no-invention": { sees: "invented answers about what is not stated", blind: "what is stated" },
  // Drift, values and traits
  "style-stability": { sees: "a style that stays as it was the turn before", blind: "a slow drift, and what is said" },
  "style-synchrony": { sees: "a style that follows the partner's", blind: "whose style it is" },
  "position-weighted-consistency": { sees: "an answer held under challenge", blind: "whether the answer was right" },
  "evidence-uptake": { sees: "answers that move when the user mends what they said", blind: "giving in to anything" },
  "value-consistency": { sees: "one stance however it is asked", blind: "whether it is the persona's stance" },
  "value-topic-consistency": { sees: "one stance over the questions of a topic", blind: "whose stance it is" },
  "value-use-case-consistency": {
    sees: "one stance with options and without",
    blind: "open answers that take none",
  },
  "generator-validator": {
    sees: "replies that the model itself takes for what it was asked",
    blind: "a model that errs alike twice",
  },
  inconstancy: { sees: "opinions given up in company", blind: "opinions that nobody was asked for" },
  "dialogue-traits": { sees: "levels of traits that the lines show", blind: "facts, and traits that the file lacks" },
  "psy-cot": { sees: "the pole of each trait, by a questionnaire on the talk", blind: "how strong the trait is" },
  "opinion-trait": { sees: "the trait that an opinion shows", blind: "the opinion itself" },
  "interview-elicitation": { sees: "traits in answers to interview questions", blind: "how it talks when nobody asks" },
  "self-report-behaviour": { sees: "saying and choosing that agree", blind: "whether either is the persona's" },
  // The style and the shape of what is said
  "question-rate": { sees: "how often it asks back", blind: "whether it fits the persona" },
  "refusal-rate": { sees: "turns that decline or step out as a model", blind: "what the other turns say" },
  relatedness: { sees: "replies on the partner's topic", blind: "truth, and persona" },
  repetition: { sees: "wording used before", blind: "the same thing in other words" },
  specificity: { sees: "rare words", blind: "whether they make sense" },
  "distinct-n": { sees: "variety of wording", blind: "meaning; falls with length" },
  maas: { sees: "a vocabulary that is small for its length", blind: "which words they are" },
  "self-bleu": { sees: "turns that are built alike", blind: "meaning" },
  "example-style": { sees: "distance from the style of the example lines", blind: "what is said" },
  // Cards
  greeting: { sees: "greetings that deny the persona or hold placeholders", blind: "how well they open" },
  "lore-recall": { sees: "lore that is told when asked for", blind: "lore told where it does not belong" },
  "prompt-protection": { sees: "instructions given away word for word", blind: "instructions told in other words" },
  // PersonaGym
  "persona-gym-expected-action": { sees: "whether actions fit persona and setting", blind: "style, and stated facts" },
  "persona-gym-action-justification": {
    sees: "reasons that come from the persona",
    blind: "whether the action was fitting",
  },
  "persona-gym-linguistic-habits": { sees: "diction, tone and jargon", blind: "what is said" },
  "persona-gym-persona-consistency": { sees: "stated attributes kept, none invented", blind: "style" },
  "persona-gym-toxicity": { sees: "abuse under provocation", blind: "blandness, which scores best" },
  "persona-score": { sees: "the five tasks of PersonaGym at once", blind: "which of them failed; read the tasks" },
  // Whether a simulation may be believed
  "role-flip": { sees: "turns that take the assistant's part or another's name", blind: "flips in other words" },
  "role-flip-judged": { sees: "turns that take another's part", blind: "what the judge takes for the part" },
  "over-cooperation": { sees: "replies that give in, agree or thank", blind: "whether it was time to give in" },
  sanitisation: { sees: "pleasant turns of somebody who is to be unpleasant", blind: "bitterness in friendly words" },
  "knowledge-leak": { sees: "private facts told before they could be known", blind: "facts told in other words" },
  "cross-agent-repetition": { sees: "turns that say what another said", blind: "the same thing in other words" },
  "agent-collapse": { sees: "speakers who talk like each other", blind: "what they talk about" },
  "human-likeness": { sees: "where length, questions and wording lie among people's", blind: "all that is said" },
  "goal-scores": { sees: "seven sides of an interaction with goals", blind: "single slips" },
  // Character suites
  "agent-gpa": { sees: "goal, plan and actions that fit together", blind: "who the persona is" },
  "answer-words": { sees: "the words of the gold answer", blind: "right answers in other words" },
  "gold-answer": { sees: "how much of the gold answer is given", blind: "what is said beside it" },
  "grounded-answer": { sees: "facts of the character's world", blind: "voice and manner" },
  "behavior-chain": { sees: "choices that stay right along a chain", blind: "reasons, and all after the first slip" },
  "choice-accuracy": { sees: "the option the person chose", blind: "reasons; options can be guessed" },
  "both-orders": { sees: "right picks that do not hang on the order", blind: "reasons" },
  believability: { sees: "whether it seems a living person", blind: "whether it is this person" },
  "character-box": { sees: "acting over a whole trajectory", blind: "single slips among many turns" },
  "cpd-like": { sees: "the quality of the talk", blind: "the persona" },
  "given-circumstance": { sees: "flaws against the original scene", blind: "good play that differs from the original" },
  "interview-traits": { sees: "personality as an interviewer reads it", blind: "facts, and talk outside interviews" },
  "moral-level": { sees: "breaks with the character's moral level", blind: "other traits" },
  "stance-transfer": { sees: "stances that follow facts, whoever speaks", blind: "all but stances" },
};

/** The measures of a result that have a value and are described, in the order of the run. */
export function lineUp({ measures }: CheckResult): ({ measure: string } & Sight)[] {
  return Object.entries(measures).flatMap(([measure, { value }]) => {
    const sight = Object.hasOwn(SIGHTS, measure) ? SIGHTS[measure] : undefined;
    return value === null || sight === undefined ? [] : [{ measure, ...sight }];
  });
}
