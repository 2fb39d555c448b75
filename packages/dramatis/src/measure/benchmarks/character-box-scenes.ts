// CharacterBox's scenes, each character of a scene as a persona that plays its part.
import { z } from "zod";
import type { Benchmark, Persona, SuiteItem } from "../../core/index.ts";
import { filesOfFolder } from "../../persona/index.ts";
import { SCENE } from "../judged.ts";
import { readData } from "./read-data.ts";
import { type SceneLine, turnsAround } from "./scene-turns.ts";

const text = z.string().default("");
const work = z.object({
  title: z.string(),
  scenes: z.array(
    z.looseObject({
      id: z.union([z.number(), z.string()]),
      event: text,
      time: text,
      location: text,
      description: text,
      characters: z.array(
        z.looseObject({ name: z.string(), gender: text, description: text, position: text, states: text }),
      ),
      actions: z.array(z.looseObject({ character: z.string(), action: text, dialogue: text })),
    }),
  ),
});
type Scene = z.infer<typeof work>["scenes"][number];

/**
 * A file of `extracted_scenes` or `generated_data`, or the folder of them, as CharacterBox publishes them (2025).
 *
 * Each character who acts is a persona with a suite of one item. The authors' sandbox has a narrator who invents what
 * happens; here the others do and say what the script has them do, so that trajectories can be compared. The plot is told
 * to nobody.
 */
export function characterBoxScenes(): Benchmark {
  return {
    name: "character-box-scenes",
    measures: ["character-box", "believability"],
    async *load(path) {
      for (const file of (await filesOfFolder(path, /\.json$/)) ?? [path]) {
        const { title, scenes } = await readData(file, work);
        for (const scene of scenes) {
          for (const character of scene.characters) {
            const item = itemOf(scene, character, `${title}-${scene.id}-${character.name}`);
            if (item === null) continue;
            yield {
              persona: personaOf(title, character),
              suite: { schema: "dramatis.suite/1", name: "character-box-scenes", items: [item] },
            };
          }
        }
      }
    },
  };
}

function personaOf(title: string, { name, gender, description }: Scene["characters"][number]): Persona {
  return {
    schema: "dramatis.persona/1",
    name,
    kind: "fictional",
    ...(description !== "" && { summary: description }),
    ...(gender !== "" && { identity: { social: { gender } } }),
    provenance: [{ source: "canon_document", from: title }],
  };
}

function itemOf(scene: Scene, { name, position, states }: Scene["characters"][number], id: string): SuiteItem | null {
  const turns = turnsAround(scene.actions.map(lineOf), name);
  if (turns.length === 0) return null;
  const others = scene.characters.filter((other) => other.name !== name);
  const { event, time, location, description } = scene;
  const place = [event, time, location, description].filter((part) => part !== "").join(". ");
  const own = [position, states].filter((part) => part !== "").join(" ");
  const about = others.map(
    (other) => `${other.name}: ${[other.description, other.position, other.states].join(" ").trim()}`,
  );
  return {
    id,
    kind: SCENE,
    turns,
    scene: [place, own, ...about].filter((part) => part !== "").join("\n\n"),
    asks: { event, time, location, description, others: about },
  };
}

/** "None" is how the scripts say that nothing is said. */
function lineOf({ character, action, dialogue }: Scene["actions"][number]): SceneLine {
  const said = /^\s*none\.?\s*$/i.test(dialogue) ? "" : dialogue.trim();
  const done = action.trim() === "" ? "" : `(${action.trim()})`;
  return { speaker: character, text: `${done} ${said}`.trim() };
}
