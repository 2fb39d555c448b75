// CoSER's given circumstances: scenes of books, each character of a scene as a persona that plays its part.
import { z } from "zod";
import type { Benchmark, Persona, SuiteItem } from "../../core/index.ts";
import { SCENE } from "../judged.ts";
import { readData } from "./read-data.ts";
import { turnsAround } from "./scene-turns.ts";

const scenes = z.array(
  z.looseObject({
    book: z.string(),
    i_p: z.number().optional(),
    i_c: z.number().optional(),
    topic: z.string().default(""),
    scenario: z.string(),
    /** `thought` in the released test set, `motivation` in later ones. */
    key_characters: z.array(
      z.looseObject({ name: z.string(), thought: z.string().optional(), motivation: z.string().optional() }),
    ),
    dialogues: z.array(z.looseObject({ character: z.string(), message: z.string() })),
    major_characters: z.array(z.string()).default([]),
    character_profiles: z.record(z.string(), z.string()),
    plot: z.looseObject({ summary: z.string().default("") }),
  }),
);
type Scene = z.infer<typeof scenes>[number];

/**
 * `test_set.json` or another file of scenes as CoSER publishes them (Wang et al. 2025).
 *
 * Each major character with a profile who speaks is a persona with a suite of one item: the scene, in which the others
 * say their original lines and the persona plays its own. The authors let the model play everybody; here a scene stays on
 * its course, and only one character is under test. Thoughts in brackets are removed. The original conversation and the
 * plot are for the judge alone.
 */
export function coser(): Benchmark {
  return {
    name: "coser",
    measures: ["given-circumstance"],
    async *load(path) {
      for (const [index, scene] of (await readData(path, scenes)).entries()) {
        for (const name of scene.major_characters) {
          const item = itemOf(scene, name, `${scene.book}-${scene.i_p ?? index}-${scene.i_c ?? 0}`);
          if (item === null) continue;
          const persona: Persona = {
            schema: "dramatis.persona/1",
            name,
            kind: "fictional",
            summary: scene.character_profiles[name] as string,
            provenance: [{ source: "canon_document", from: scene.book }],
          };
          yield { persona, suite: { schema: "dramatis.suite/1", name: "coser", items: [item] } };
        }
      }
    },
  };
}

function itemOf(scene: Scene, name: string, id: string): SuiteItem | null {
  const lines = scene.dialogues.map(({ character, message }) => ({
    speaker: character,
    text: withoutThoughts(message),
  }));
  const turns = turnsAround(lines, name);
  const profile = scene.character_profiles[name];
  if (turns.length === 0 || profile === undefined || profile.trim() === "") return null;
  const others = Object.entries(scene.character_profiles).filter(([other]) => other !== name);
  const own = scene.key_characters.find((one) => one.name === name);
  const motivation = own?.motivation ?? own?.thought;
  const about = others.map(([other, text]) => `${other}: ${text}`);
  return {
    id: `${id}-${name}`,
    kind: SCENE,
    turns,
    scene: [scene.scenario, ...(motivation ? [`What moves you: ${motivation}`] : []), ...about].join("\n\n"),
    asks: {
      scenario: scene.scenario,
      topic: scene.topic,
      plot: scene.plot.summary,
      profiles: scene.character_profiles,
      majorCharacters: scene.major_characters,
      reference: lines,
    },
  };
}

function withoutThoughts(message: string): string {
  return message.replaceAll(/\[[^\]]*\]/g, "").trim();
}
