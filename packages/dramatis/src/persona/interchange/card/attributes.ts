import { listText, sentence } from "../../voice.ts";
import type { Leaf, ListKey } from "./leaf.ts";
import { saidByOneself, type Who } from "./said-by-oneself.ts";

/** Keys of character sheets, without case → key of identity.social. */
const SOCIAL: Record<string, string> = {
  age: "age",
  gender: "gender",
  sex: "gender",
  pronouns: "pronouns",
  species: "species",
  race: "species",
  nationality: "nationality",
  ethnicity: "ethnicity",
  occupation: "occupation",
  job: "occupation",
  profession: "occupation",
  work: "occupation",
  career: "occupation",
  residence: "residence",
  location: "residence",
  home: "residence",
  "lives in": "residence",
  birthplace: "birthplace",
  "place of birth": "birthplace",
  "born in": "birthplace",
  hometown: "birthplace",
  education: "education",
  religion: "religion",
  "marital status": "maritalStatus",
  "relationship status": "maritalStatus",
  sexuality: "sexualOrientation",
  orientation: "sexualOrientation",
  "sexual orientation": "sexualOrientation",
};

const LIST_KEYS: Record<string, ListKey> = {
  likes: "loves",
  loves: "loves",
  hobbies: "loves",
  hobby: "loves",
  interests: "loves",
  dislikes: "hates",
  hates: "hates",
  goals: "goals",
  goal: "goals",
  dreams: "goals",
  dream: "goals",
  ambitions: "goals",
  motivation: "goals",
};

/** Keys whose values are said one by one: "Fears: spiders" → "I am afraid of spiders." */
const SAID: Record<string, (value: string) => string> = {
  personality: (value) => `I am ${value}`,
  traits: (value) => `I am ${value}`,
  "personality traits": (value) => `I am ${value}`,
  mind: (value) => `I am ${value}`,
  temperament: (value) => `I am ${value}`,
  skills: (value) => `I am good at ${value}`,
  abilities: (value) => `I am good at ${value}`,
  talents: (value) => `I am good at ${value}`,
  fears: (value) => `I am afraid of ${value}`,
  fear: (value) => `I am afraid of ${value}`,
  languages: (value) => `I speak ${value}`,
  nickname: (value) => `I am also called ${value}`,
  nicknames: (value) => `I am also called ${value}`,
  alias: (value) => `I am also called ${value}`,
  aliases: (value) => `I am also called ${value}`,
};

/** Keys whose value is said of them: "Hair: red" → "My hair is red." */
const OWNED =
  /^(?:height|weight|hair|hair colou?r|hairstyle|eyes?|eye colou?r|skin|skin colou?r|body|build|body type|appearance|face|features|clothes|clothing|outfit|attire|voice|scent|accent|birthday|date of birth|zodiac(?: sign)?|mbti(?: type)?|enneagram|blood type|family|parents|mother|father|siblings|sisters?|brothers?|husband|wife|pets?|friends|weapons?|powers?|magic|class|rank|title|habits|quirks|tattoos|scars|favou?rite [\w ]{2,24})$/;
const NAMES = ["name", "full name", "character", "char", "character name"];
/** What follows is told in sentences. */
const TOLD = ["description", "background", "backstory", "history", "about", "summary", "bio", "biography", "story"];

const PLURAL = /(?:[^s]s|clothing and \w+|feet|teeth)$/;
/** A key and its value. The character's own name may be the key. */
export const PAIR: RegExp = /^((?=[\p{L}{<])(?:\{\{char\}\}|<bot>)?[\p{L}\p{N} _/'’-]{0,40}?)\s{0,4}[:=：]\s*(.*)$/isu;

/** Longer values are stories, and longer lists are tables. */
const LONGEST_VALUE = 80;
const MOST_VALUES = 200;

export type Attribute = "name" | "told" | "known" | undefined;

/** "Ada's Likes " → "likes" */
export function attributeKey(written: string, who: Who): string {
  const key = written.replaceAll("’", "'").replace(/\s+/g, " ").trim();
  const owner = who.names.find((name) => key.startsWith(`${name}'s `));
  return key.slice(owner === undefined ? 0 : owner.length + 3).toLowerCase();
}

/** What a key of a character sheet is: the name, a heading over prose, a fact that has its place, or unknown. */
export function attributeKind(key: string): Attribute {
  if (NAMES.includes(key)) return "name";
  if (TOLD.includes(key)) return "told";
  const isKnown = [SOCIAL, LIST_KEYS, SAID].some((table) => Object.hasOwn(table, key)) || OWNED.test(key);
  return isKnown ? "known" : undefined;
}

/** What the values of a key say; undefined where a value is too long to be one. */
export function attributeLeaves(key: string, values: readonly string[], who: Who): Leaf[] | undefined {
  const items = values.map((value) => value.replace(/\s+/g, " ").trim()).filter((value) => value !== "");
  if (items.length === 0 || items.length > MOST_VALUES) return undefined;
  if (items.some((item) => item.length > LONGEST_VALUE)) return undefined;
  const list = Object.hasOwn(LIST_KEYS, key) ? LIST_KEYS[key] : undefined;
  if (list !== undefined) return items.map((text) => ({ to: list, text: text.replace(/\.$/, "") }));
  const social = Object.hasOwn(SOCIAL, key) ? SOCIAL[key] : undefined;
  if (social !== undefined) return [{ to: "social", key: social, value: socialValue(social, items.join(", ")) }];
  const said = Object.hasOwn(SAID, key) ? SAID[key] : undefined;
  const topic = key;
  if (said !== undefined) {
    return items
      .flatMap((item) => saidByOneself(item, who) ?? [sentence(said(lowerFirst(item)))])
      .map((text) => ({ to: "statement", text, topic }));
  }
  if (!OWNED.test(key)) return undefined;
  const be = PLURAL.test(key) ? "are" : "is";
  return [{ to: "statement", text: sentence(`My ${key} ${be} ${listText(items.map(lowerFirst))}`), topic }];
}

/** The values of "kind, shy, and brave", "kind; shy" or "kind + shy". A comma in brackets is none between values. */
export function listedValues(text: string): string[] {
  return text
    .replace(/^\s*["“]([^"“”]*)["”]\s*$/, "$1")
    .split(/[,;](?![^(]{0,200}\))|\s\+\s/)
    .map((value) =>
      value
        .trim()
        .replace(/^(?:and|&)\s+/i, "")
        .replace(/\.$/, ""),
    )
    .filter((value) => value !== "");
}

/** "23" and "23 years old" → 23 */
function socialValue(key: string, value: string): string | number {
  const years = key === "age" ? /^(\d{1,6})(?: ?(?:years?(?: old)?|y\/?o))?\.?$/i.exec(value)?.[1] : undefined;
  return years === undefined ? value.replace(/\.$/, "") : Number(years);
}

/** A capital goes where only the first letter has one: "Red" → "red", "INTJ" and "Porto" stay where they can be told. */
function lowerFirst(text: string): string {
  return /^[A-Z][a-z]+(?:[ ,-]|$)/.test(text) && !/\s[A-Z]/.test(text)
    ? text.charAt(0).toLowerCase() + text.slice(1)
    : text;
}
