import { listText, sentence, type Voice } from "./voice.ts";

type Form = (value: string, voice: Voice) => string;

const STATUSES = /^(married|single|divorced|widowed|engaged|separated|unmarried|in a .+)$/i;
const NOT_A_NOUN = /^(an?|the|my|retired|unemployed|self-employed|employed|freelance|between jobs|out of work)\b/i;

const be: Form = (value, { subject, be }) => `${subject} ${be} ${value}`;
const occupation: Form = (value, voice) => be(NOT_A_NOUN.test(value) ? value : `${article(value)} ${value}`, voice);

/** Social facts that have a natural sentence, by key in camelCase. */
const FORMS: Record<string, Form> = {
  age: (value, voice) =>
    /^\d+$/.test(value) ? be(`${value} years old`, voice) : `${voice.possessive} age is ${value}`,
  sex: be,
  gender: (value, voice) => be(/^(wo)?man$|^girl$|^boy$/i.test(value) ? `a ${value}` : value, voice),
  pronouns: (value, { possessive }) => `${possessive} pronouns are ${value}`,
  sexualOrientation: be,
  nationality: (value, { possessive }) => `${possessive} nationality is ${value}`,
  ethnicity: (value, { possessive }) => `${possessive} ethnicity is ${value}`,
  birthplace: (value, { subject, was }) => `${subject} ${was} born in ${value}`,
  residence: (value, { subject, verb }) => `${subject} ${verb("live")} in ${value}`,
  education: (value, { possessive }) => `${possessive} level of education is ${value}`,
  major: (value, { possessive }) => `${possessive} field of study is ${value}`,
  occupation,
  job: occupation,
  maritalStatus: (value, voice) => {
    if (/^never married$/i.test(value)) return `${voice.subject} ${voice.have} never been married`;
    return STATUSES.test(value) ? be(value, voice) : `${voice.possessive} marital status is ${value}`;
  },
  religion: (value, { possessive }) => `${possessive} religion is ${value}`,
};

/**
 * The sentence of one social fact, such as age 29 → "I am 29 years old."; undefined where the key has no natural
 * sentence or the value is empty.
 */
export function socialSentence(key: string, value: string | number | string[], voice: Voice): string | undefined {
  const name = camelCase(key);
  const form = Object.hasOwn(FORMS, name) ? FORMS[name] : undefined;
  const text = valueText(value);
  return form === undefined || text === "" ? undefined : sentence(form(text, voice));
}

/** The same for any key: "Your income satisfaction is low." */
export function plainSocialSentence(key: string, value: string | number | string[], voice: Voice): string | undefined {
  const text = valueText(value);
  return text === "" ? undefined : sentence(`${voice.possessive} ${words(key)} is ${text}`);
}

/** "maritalStatus" → "marital status" */
export function words(key: string): string {
  return camelCase(key)
    .replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    .trim();
}

function camelCase(key: string): string {
  return key.replace(/[_\s-]+(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** Census codes such as never_married are words here. */
function valueText(value: string | number | string[]): string {
  const items = Array.isArray(value) ? value : [String(value)];
  return listText(
    items.map((item) => item.replaceAll("_", " ").replace(/\.$/, "").trim()).filter((item) => item !== ""),
  );
}

/** By letter, with the common exceptions of sound. */
function article(noun: string): "a" | "an" {
  if (/^(uni|use|usu|eu|one)/i.test(noun)) return "a";
  return /^([aeiou]|hour|honest|heir|honou?r)/i.test(noun) ? "an" : "a";
}
