/**
 * A voice that fits a persona: its language, pitch, pace and timbre from age, gender and how lively it is.
 *
 * FaceSpeak [66] matches a voice to what a portrait shows (identity, gender, age, emotion) by learned encoders. Here portrait
 * and voice are both made of the same facts of the persona, so that they agree without anybody looking at the picture; the
 * numbers are rules of thumb, nothing is learned, and emotion does not reach the voice. ChatAnything [32] picks and mixes
 * voices for a character described in words; here one voice is picked, by rules. What is not said is an adult of middling
 * energy whose name decides the rest.
 * @paper 66, 32
 */
import { z } from "zod";
import type { Persona } from "../core/index.ts";
import { readFacet } from "./facets.ts";

/** How espeak-ng is to sound. */
export interface SpeakingVoice {
  /** Such as "en-us" or "de". */
  language: string;
  /** One of espeak-ng's: f1..f5, m1..m8. */
  variant: string;
  /** Words a minute. */
  rate: number;
  /** 0..99. */
  pitch: number;
}

const facetSchema = z.looseObject({
  name: z.string().min(1).max(100).exactOptional(),
  language: z.string().exactOptional(),
  variant: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9]{0,30}$/, "a variant of espeak-ng's, such as f3")
    .exactOptional(),
  rate: z.number().min(80).max(450).exactOptional(),
  pitch: z.number().min(0).max(99).exactOptional(),
});

const FEMALE = /^(?:f|female|woman|girl|she(?:\/her.*)?)$/i;
const MALE = /^(?:m|male|man|boy|he(?:\/him.*)?)$/i;

/** Words a minute of a calm adult; what espeak-ng takes where nothing is said is 175. */
export const RATE = 165;
/** Of espeak-ng's usual voice. */
const PITCH = 50;

/** What a persona's voice goes by, whoever speaks. */
export interface Temper {
  /** Years; NaN where it is not said. */
  age: number;
  /** As the persona has it; "" where it is not said. */
  gender: string;
  /** Extraversion, 0..1. */
  energy: number;
  /** A child's or a woman's voice; by the name where nothing says. */
  isHigh: boolean;
  /** From the name: two women sound as two. */
  number: number;
  /** As espeak-ng has it, such as "en-us". */
  language: string;
  /** Words a minute. */
  rate: number;
  /** Of the facet `voice`: one of a speech model's own voices. */
  name?: string | undefined;
}

/**
 * Children speak faster, old people slower, lively ones (extraversion) faster. Rules of thumb, for telling personas apart by
 * ear. The facet `voice` wins, member by member.
 *
 * @throws InputError for a facet that says something else
 */
export function temperOf(persona: Persona): Temper {
  const { identity, traits = [], style } = persona;
  const facet = readFacet(persona, "voice", facetSchema) ?? {};
  const age = Number.parseInt(String(identity?.social?.age ?? ""), 10);
  const gender = String(identity?.social?.gender ?? identity?.social?.sex ?? "");
  const { level: energy = 0.5 } =
    traits.find(({ system, dimension, facet }) => {
      return system === "big5" && /^e/i.test(dimension) && facet === undefined;
    }) ?? {};
  const number = [...persona.name].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0);
  const isChild = age < 13;
  return {
    age,
    gender,
    energy,
    isHigh: isChild || FEMALE.test(gender) || (!MALE.test(gender) && number % 2 === 0),
    number,
    language: languageOf(facet.language ?? style?.language ?? "en"),
    rate: facet.rate ?? Math.round(RATE + (isChild ? 15 : 0) - yearsPast60(age) + 60 * (energy - 0.5)),
    name: facet.name,
  };
}

/**
 * The voice of espeak-ng's for a persona: its temper, children higher, old people lower, lively ones a little higher.
 *
 * @throws InputError for a facet that says something else
 */
export function voiceOf(persona: Persona): SpeakingVoice {
  const { age, energy, isHigh, number, language, rate } = temperOf(persona);
  const own = isHigh ? `f${(number % 5) + 1}` : `m${(number % 8) + 1}`;
  const raised = PITCH + (age < 13 ? 25 : 0) - yearsPast60(age) / 3 + 20 * (energy - 0.5);
  const { variant = own, pitch = Math.round(raised) } = readFacet(persona, "voice", facetSchema) ?? {};
  return { language, variant, rate, pitch };
}

/** 0..30; 0 where the age is not known. */
function yearsPast60(age: number): number {
  return Math.min(Math.max((Number.isNaN(age) ? 0 : age) - 60, 0), 30);
}

/** Languages that personas are said to speak by name, as espeak-ng has them. */
const TAGS = "ar cs da de el es fi fr hi hu it ja ko nl no pl pt ro ru sv tr uk vi".split(" ");

/** A tag, or an English name, as espeak-ng's; its English without a country is British. */
function languageOf(language: string): string {
  const plain = language.trim().toLowerCase().replaceAll("_", "-");
  if (plain === "en" || plain === "english") return "en-us";
  if (plain === "zh" || plain === "chinese" || plain === "mandarin") return "cmn";
  const names = new Intl.DisplayNames(["en"], { type: "language" });
  const named = TAGS.find((tag) => names.of(tag)?.toLowerCase() === plain);
  return named ?? (/^[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,2}$/.test(plain) ? plain : "en-us");
}
