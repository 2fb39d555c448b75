import { z } from "zod";
import type { Trait } from "../../core/index.ts";
import { BIG_FIVE, bigFiveTrait, levelWords, traitOfWords, wordsOfTrait } from "./big-five-words.ts";
import { checkedRecord, factText, isObject, known, knownByName, knownOrNone, someOf } from "./checked-record.ts";
import { cpedColumns, isUnknown } from "./cped-columns.ts";
import type { Interchange } from "./interchange.ts";

const NAME = "cped";
const TITLE = "CPED row";
/** What a row says of its speaker; the rest of it is of the one utterance. */
const OF_SPEAKER = new Set(["tvid", "speaker", "gender", "age", ...BIG_FIVE]);

const schema = z.record(z.string(), z.unknown());
const speaker = z.object({ Speaker: z.string("a name") });

/**
 * The speaker of a CPED-like row [133]: gender, age group and high or low on each of the Big Five. A file has a row for
 * every utterance, so a speaker comes many times and is read once.
 */
export const cped: Interchange = {
  name: NAME,
  title: TITLE,
  suffix: ".cped.json",
  repeats: true,
  detects: (record) => {
    const columns = isObject(record) ? Object.keys(record).map((key) => key.toLowerCase().replace(/[\s_-]/g, "")) : [];
    return columns.includes("speaker") && ["gender", ...BIG_FIVE].some((each) => columns.includes(each));
  },
  split: (record) => {
    if (!isObject(record)) return [record];
    const own = Object.entries(record).filter(([key]) => OF_SPEAKER.has(key.toLowerCase().replace(/[\s_-]/g, "")));
    return [Object.fromEntries(own)];
  },
  withhold: (record) => {
    const [own] = cped.split?.(record) ?? [record];
    const isUtterance = cpedColumns(record).has("utterance");
    const note = "what was said and its labels; read the file as a transcript";
    return { record: own, losses: isUtterance ? [{ path: "Utterance", kind: "dropped", note }] : [] };
  },
  read: (record, where) => {
    const columns = cpedColumns(checkedRecord(record, schema, { where, title: TITLE }));
    const { Speaker } = checkedRecord({ Speaker: columns.get("speaker") }, speaker, { where, title: TITLE });
    const label = (name: string): string | undefined => (isUnknown(columns.get(name)) ? undefined : columns.get(name));
    const traits = BIG_FIVE.flatMap((dimension): Trait[] => {
      const trait = traitOfWords(dimension, label(dimension) ?? "", NAME);
      return trait === undefined ? [] : [trait];
    });
    return {
      schema: "dramatis.persona/1",
      name: Speaker,
      ...known({
        identity: knownOrNone({ social: knownOrNone({ gender: label("gender"), age: label("age") }) }),
        traits: someOf(traits),
      }),
    };
  },
  write: (persona) => {
    const { gender, age } = persona.identity?.social ?? {};
    return {
      Speaker: persona.name,
      ...known({ Gender: factText(gender), Age: factText(age) }),
      ...knownByName(
        BIG_FIVE.map((dimension) => {
          const trait = bigFiveTrait(persona.traits, dimension);
          return [
            `${dimension.charAt(0).toUpperCase()}${dimension.slice(1)}`,
            trait && wordsOfTrait(trait, levelWords(trait.level).toLowerCase()),
          ];
        }),
      ),
    };
  },
};
