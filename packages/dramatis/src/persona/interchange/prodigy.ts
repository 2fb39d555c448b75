import { z } from "zod";
import { checkedRecord, isObject, known, knownOrNone, maybeText, maybeTexts, someOf } from "./checked-record.ts";
import type { Interchange } from "./interchange.ts";
import { mbtiTraits, mbtiType } from "./mbti.ts";
import { asWritten, topicStatements } from "./topic-statements.ts";

const NAME = "prodigy";
const TITLE = "PRODIGy character";
const NO_ID = "u0";

const entry = z.object({
  character_name: z.string().regex(/\S/, "a name"),
  gender: maybeText,
  mbti: maybeText,
  biography: maybeTexts,
});
const schema = z.record(z.string(), entry);

/**
 * Characters of PRODIGy [75] as `characters.json` has them: `{ u0: { character_name, gender, mbti, biography, … } }`.
 * The two paraphrases of each sentence are kept, and not read: they say the same again.
 */
export const prodigy: Interchange = {
  name: NAME,
  title: TITLE,
  suffix: ".characters.json",
  detects: (record) => {
    const first = isObject(record) ? Object.values(record)[0] : undefined;
    return isObject(first) && typeof first.character_name === "string" && ("biography" in first || "mbti" in first);
  },
  split: (record) => (isObject(record) ? Object.entries(record).map(([id, value]) => ({ [id]: value })) : [record]),
  read: (record, where) => {
    const [first] = Object.entries(checkedRecord(record, schema, { where, title: TITLE }));
    // An empty object is refused as one without a name.
    const [id, from] = first ?? ["", checkedRecord({}, entry, { where, title: TITLE })];
    return {
      schema: "dramatis.persona/1",
      name: from.character_name,
      kind: "fictional",
      ...known({
        statements: someOf(topicStatements([{ texts: from.biography }], NAME)),
        identity: knownOrNone({ social: knownOrNone({ gender: from.gender }) }),
        traits: someOf(mbtiTraits(from.mbti ?? "")),
      }),
      provenance: [{ source: "imported_card", method: NAME, from: id }],
    };
  },
  write: ({ name, statements, identity, traits, provenance }) => {
    const { gender } = identity?.social ?? {};
    return {
      [provenance?.find(({ method }) => method === NAME)?.from ?? NO_ID]: {
        character_name: name,
        ...known({
          gender: Array.isArray(gender) ? gender.join(", ") : gender,
          mbti: mbtiType(traits),
          biography: statements?.map(asWritten),
        }),
      },
    };
  },
};
