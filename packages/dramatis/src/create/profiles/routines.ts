/**
 * Rebuilds the routines of a person, what sets them off and what they then do, from the sessions of a log.
 *
 * EdgeWise [134]: routines {triggers, actions} from all of a user's sessions with a home assistant, scored by
 * greedy best match (score-routines.ts). We depart: a session is read by words (device-commands.ts: commands to the
 * devices of a home, its time, what was said), or by a chat model, and what recurs is counted (mine-routines.ts), not
 * asked for. Times are of the first message with `at`, as written. The routines are in `facets.routines`, and each is a
 * statement. A log in which nothing recurs gives a persona without routines; a reply that cannot be used is a session
 * dropped as "unparsed", one without a command "no command".
 *
 * @paper 134
 */
import { z } from "zod";
import type { Message, Model, Persona, Source, Transcript } from "../../core/index.ts";
import { askJson } from "../../model/index.ts";
import { pickSpeaker, speakersOf } from "../../transcript/index.ts";
import { given, type Material } from "../material.ts";
import { tally as newTally, type Tally } from "../tally.ts";
import { actionsIn, situationsIn } from "./device-commands.ts";
import { type MineOptions, mineRoutines, type SessionEvent } from "./mine-routines.ts";
import { type Routine, routineSentence } from "./routine-schema.ts";

const TASK = `You are given what one person said to the assistant of their home in one session.
List what they had done: device, command (such as "turn on", "dim", "set") and value where one is named. List what set it off where they say it: key "said", value a short first-person clause such as "I get home".
Only what was said. Reply with {"triggers": [{"key": "said", "value": "..."}], "actions": [{"device": "...", "command": "...", "value": "..."}]}.`;

const shape = z.object({
  triggers: z.array(z.object({ key: z.string().min(1), value: z.string().min(1) })).max(10),
  actions: z
    .array(z.object({ device: z.string().min(1), command: z.string().min(1), value: z.string().optional() }))
    .max(20),
});

export interface RoutinesOptions extends Material, MineOptions {}

/** @throws InputError where there are no transcripts, or nobody of the speaker's name. */
export function routines(options: RoutinesOptions = {}): Source {
  const { speaker, model, tally = newTally(), personas = [] } = options;
  const transcripts = given("routines", options, "transcripts");
  const asked = model === undefined ? undefined : tally.counted(model);
  const named =
    speaker ?? speakersOf(transcripts).find((name) => /^(?:user|human|me)$/iu.test(name)) ?? speakersOf(transcripts)[0];
  const name = pickSpeaker(transcripts, {
    personaName: named ?? "",
    where: "routines",
    ...(named === undefined ? {} : { speaker: named }),
  });

  async function events(signal?: AbortSignal): Promise<SessionEvent[]> {
    const found: SessionEvent[] = [];
    for (const { session, messages } of transcripts) {
      signal?.throwIfAborted();
      tally.ask();
      const said = messages.filter((message) => message.speaker === name);
      const event = asked
        ? await eventByModel(said, { model: asked, tally, session }, signal)
        : eventByWords(session, said);
      if (event === null) continue;
      if (event.actions.length === 0) tally.drop("no command");
      else tally.keep();
      found.push(event);
    }
    return found;
  }

  return {
    name: "routines",
    async *personas(_seed, signal) {
      const found = mineRoutines(await events(signal), options);
      signal?.throwIfAborted();
      const base = personas.find((persona) => persona.name === name);
      yield withRoutines(base ?? { schema: "dramatis.persona/1", name, kind: "individual" }, found, asked);
    },
  };
}

function eventByWords(session: string, said: readonly Message[]): SessionEvent {
  return {
    ...{ session, at: timeOf(said) },
    triggers: said.flatMap(({ text }) => situationsIn(text)),
    actions: said.flatMap(({ text }) => actionsIn(text)),
  };
}

async function eventByModel(
  said: readonly Message[],
  { model, tally, session }: { model: Model; tally: Tally; session: Transcript["session"] },
  signal?: AbortSignal,
): Promise<SessionEvent | null> {
  const reply = await askJson(model, { task: TASK, material: { said: said.map(({ text }) => text) }, shape }, signal);
  if (reply === null) tally.drop("unparsed");
  return reply === null ? null : { session, at: timeOf(said), ...reply };
}

function timeOf(said: readonly Message[]): string | undefined {
  return said.find(({ at }) => at !== undefined)?.at;
}

function withRoutines(persona: Persona, found: readonly Routine[], model: Model | undefined): Persona {
  const statements = found.map((routine, i) => ({
    ...{ id: `routine${i + 1}`, text: routineSentence(routine), topic: "routine" },
    provenance: (routine.from ?? []).map((from) => ({
      ...{ source: "extracted_dialogue" as const, method: "routines", from },
      ...(model === undefined ? {} : { model: model.id }),
    })),
  }));
  const others = (persona.statements ?? []).filter(({ topic }) => topic !== "routine");
  return {
    ...persona,
    ...(others.length + statements.length > 0 ? { statements: [...others, ...statements] } : {}),
    facets: { ...persona.facets, routines: found.map((routine) => structuredClone(routine)) },
  };
}
