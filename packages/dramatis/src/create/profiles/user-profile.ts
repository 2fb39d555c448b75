/**
 * Profiles a person from what they themselves wrote to an assistant: what is so of them, and how they are.
 *
 * USP [18]: from the user's utterances only an objective paragraph (facts, interests, background, tasks) and a
 * subjective one (personality, language, goals); statements without evidence are dropped. We depart: each sentence comes
 * with the user's words, which must stand in a user turn, where the paper validates by NLI. Without a model the objective
 * sentences are the clauses in which the user states something of themselves, the subjective ones those of what they
 * love, hate, want or are like; what the assistant says of the user counts only where the next user turn confirms it.
 * `traits`, where given, reads levels of the Big Five from those sentences; the bundled reader's say next to nothing of a
 * person after one talk (r below .08, benchmarks/profiles). The diverse sampler is density-sample.ts.
 * One persona for each user with three turns or more; the others are dropped as "insufficient". With nobody left it
 * throws.
 *
 * @paper 18
 */
import { z } from "zod";
import {
  InputError,
  type Message,
  type Model,
  type Persona,
  type Provenance,
  type Source,
  type Statement,
} from "../../core/index.ts";
import { askJson } from "../../model/index.ts";
import { isAboutNow, pickSpeaker, speakersOf, words } from "../../transcript/index.ts";
import { given, type Material } from "../material.ts";
import { tally as newTally, type Tally } from "../tally.ts";
import { entryLevels, type TraitReader } from "../texts/trait-levels.ts";
import { statedByUser, type UserSentence } from "./stated-by-user.ts";

const TASK = `You are given the turns of one person in talks with an assistant; the assistant's own words are left out.
Describe that person in third-person sentences, in two lists. "objective": facts, interests, background, what they set out to do. "subjective": personality, the way they write, goals and tastes.
Each sentence comes with a verbatim quote of the person that shows it. Leave out what their words do not show.
Reply with {"objective": [{"text": "...", "quote": "..."}], "subjective": [{"text": "...", "quote": "..."}]}.`;

const sentence = z.object({ text: z.string().min(1), quote: z.string().min(1) });
const shape = z.object({ objective: z.array(sentence).max(40), subjective: z.array(sentence).max(40) });

/** Examples of how the person writes. */
const EXAMPLES = 5;
const LONGEST_EXAMPLE = 240;

export interface UserProfileOptions extends Material {
  /** Users with fewer turns are dropped. */
  leastTurns?: number;
  traits?: TraitReader;
}

interface Halves {
  objective: UserSentence[];
  subjective: UserSentence[];
}

/** @throws InputError where there are no transcripts. Iteration throws InputError where nobody has turns enough. */
export function userProfile(options: UserProfileOptions = {}): Source {
  const { model, speaker, tally = newTally(), leastTurns = 3, traits } = options;
  const transcripts = given("user-profile", options, "transcripts");
  const asked = model === undefined ? undefined : tally.counted(model);
  const users =
    speaker === undefined
      ? speakersOf(transcripts).filter((name) => !/^(?:assistant|ai|bot|model|system|tool|gpt|chatgpt)$/iu.test(name))
      : [pickSpeaker(transcripts, { speaker, personaName: speaker, where: "user-profile" })];

  return {
    name: "user-profile",
    async *personas(_seed, signal) {
      let isAny = false;
      for (const name of users) {
        signal?.throwIfAborted();
        const turns = transcripts.flatMap(({ messages }) => messages.filter((message) => message.speaker === name));
        if (turns.length < leastTurns) {
          tally.ask();
          tally.drop("insufficient");
          continue;
        }
        isAny = true;
        const halves = asked
          ? await halvesByModel(turns, { model: asked, tally }, signal)
          : halvesByWords(
              transcripts.flatMap(({ messages }) => statedByUser(messages, name)),
              tally,
            );
        const persona = personaOf({ name, turns, halves, model: asked });
        const levels = traits === undefined ? [] : await bigFive(halves, traits, signal);
        signal?.throwIfAborted();
        yield levels.length > 0 ? { ...persona, traits: levels } : persona;
      }
      if (!isAny) {
        const expected = `a user with ${leastTurns} turns or more`;
        throw new InputError({
          where: "user-profile",
          found: `users with too few turns: ${users.join(", ")}`,
          expected,
        });
      }
    },
  };
}

/** What one loves, hates, wants or is like. */
const SUBJECTIVE =
  /^(?:I|We)(?:'m| am)? (?:\w+ )?(?:love|hate|like|enjoy|prefer|adore|can't stand|don't like|want|hope|dream|worry|fear|care|always|never|often|usually|into|a (?:big )?fan|shy|curious|anxious|organized|lazy|patient|creative|honest|stubborn)\b|^My (?:goal|dream|favou?rite|biggest fear)\b/iu;

function halvesByWords(found: readonly UserSentence[], tally: Tally): Halves {
  tally.ask(found.length);
  tally.keep(found.length);
  const isSubjective = ({ text }: UserSentence): boolean => SUBJECTIVE.test(text);
  return { objective: found.filter((each) => !isSubjective(each)), subjective: found.filter(isSubjective) };
}

async function halvesByModel(
  turns: readonly Message[],
  { model, tally }: { model: Model; tally: Tally },
  signal?: AbortSignal,
): Promise<Halves> {
  const material = { turns: turns.map(({ text }) => text) };
  const reply = await askJson(model, { task: TASK, material, shape, temperature: 0.2 }, signal);
  if (reply === null) {
    tally.ask();
    tally.drop("unparsed");
    return { objective: [], subjective: [] };
  }
  const proven = (found: z.infer<typeof sentence>[]): UserSentence[] =>
    found.flatMap(({ text, quote }): UserSentence[] => {
      const key = words(quote).join(" ");
      const turn = key === "" ? undefined : turns.find((each) => words(each.text).join(" ").includes(key));
      tally.ask();
      if (turn === undefined) tally.drop("no evidence");
      else tally.keep();
      return turn === undefined ? [] : [{ text, quote, confidence: 0.9, session: turn.session, turn: turn.turn }];
    });
  return { objective: proven(reply.objective), subjective: proven(reply.subjective) };
}

function personaOf(of: { name: string; turns: readonly Message[]; halves: Halves; model: Model | undefined }): Persona {
  const { objective, subjective } = of.halves;
  const { name, turns, model } = of;
  const statements = [...objective, ...subjective].map(
    (found, i): Statement => ({
      id: `u${i + 1}`,
      text: found.text,
      topic: i < objective.length ? "objective" : "subjective",
      provenance: [made(found, model)],
    }),
  );
  const examples = turns.map(({ text }) => text.trim()).filter((text) => text !== "" && text.length <= LONGEST_EXAMPLE);
  const paragraph = (found: readonly UserSentence[]): string =>
    found.map(({ text }) => text.replace(/([^.!?])$/u, "$1.")).join(" ");
  return {
    ...{ schema: "dramatis.persona/1", name: name.trim() === "" ? "user" : name, kind: "individual" },
    ...(statements.length > 0 ? { statements } : {}),
    ...(examples.length > 0 ? { style: { examples: [...new Set(examples)].slice(0, EXAMPLES) } } : {}),
    facets: { userProfile: { objective: paragraph(objective), subjective: paragraph(subjective) } },
  };
}

function made({ quote, session, turn, confidence }: UserSentence, model: Model | undefined): Provenance {
  const source = model === undefined ? "extracted_dialogue" : "llm_inferred";
  const by = model === undefined ? {} : { model: model.id };
  return { source, method: "user-profile", ...by, quote, from: session, span: [turn, turn], confidence };
}

/** Of the sentences that are about now: what was says less of how one is. */
async function bigFive(
  { objective, subjective }: Halves,
  traits: TraitReader,
  signal?: AbortSignal,
): Promise<NonNullable<Persona["traits"]>> {
  const texts = [...objective, ...subjective].map(({ text }) => text).filter(isAboutNow);
  if (texts.length === 0) return [];
  const levels = entryLevels(await traits.read(texts, signal));
  const by: Provenance = { source: "llm_inferred", method: "user-profile", model: traits.id };
  return Object.entries(levels).map(([dimension, level]) => ({
    ...{ system: "big5", dimension, level: Math.min(1, level), provenance: [by] },
  }));
}
