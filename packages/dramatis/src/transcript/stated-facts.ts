// What a speaker states of themselves, found by words. English; of other languages the first word only.
import { sentences } from "./sentences.ts";

/** A clause in which the speaker says something of themselves, as it was said. */
export interface StatedFact {
  text: string;
  /** 0..1: less where it was hedged, planned, or said in a language whose rules are not known here. */
  confidence: number;
}

const CONFIDENCE = { stated: 0.9, foreign: 0.7, unsure: 0.6 };
/** Longer clauses are stories, not facts. */
const MOST_WORDS = 40;

const NOT_STATED = /[?？؟]["'”’)]*\s*$|^["'“‘«„*(<>#`|{[]/u;
/** Where a new first person follows, what comes before can stand alone. */
const JOINT = /;\s+|,?\s+(?:and|but|so)\s+(?=(?:i|i'm|i've|i'll|my|we|we're|we've|our)\b)/iu;
const OPENING =
  /^(?:(?:and|but|so|well|yes|yeah|yep|no|nope|oh|ah|hi|hey|hello|ok|okay|actually|honestly|also|btw|by the way|fyi|haha|lol|thanks|thank you|you know|to be honest|in fact|anyway|because|guess what)\b[\s,!.:–-]*)+/iu;
const WHEN =
  /^(?:in|since|on|from|for|last|this|every|yesterday|today|recently|lately|nowadays|currently|now|right now|at the moment|these days|as a (?:child|kid)|when i was|a few|\w+ (?:days?|weeks?|months?|years?) ago)\b[^,;]{0,40}?[,\s]\s*(?=(?:i|i'm|i've|my|we|we're|we've|our)\b)/iu;
const OF_ONESELF =
  /^(?:i|i'm|i've|i'll|my|we|we're|we've|our|both (?:of )?my|one of my|all (?:of )?my|me and my)(?![\w'-])/iu;
const OF_ONESELF_ELSEWHERE =
  /^(?:(?:ich|meine?|wir|unsere?|je|mon|mes|nous|yo|mi|mis|soy|tengo|vivo|trabajo|me llamo|nací|io|mio|mia|sono|abito|lavoro|eu|meu|minha|sou|tenho|moro|ik|mijn|wij|jag|mitt|mina|я|мой|моя|мои|у меня|меня зовут|мы|أنا|אני|나는|저는|제|내)(?=\s)|j['’](?=\p{L})|我|私|わたし|僕|俺)/iu;

const SUPPOSED =
  /\b(?:if|unless|would|wouldn't|could|couldn't|might|should|shouldn't|maybe|perhaps|wish|imagine|suppose|supposing|pretend|pretending|what if|let's)\b|\b(?:i|we) may\b|\b(?:i|we)'d\b(?! (?:been|never|always))/iu;
const REPORTED =
  /\b(?:says?|said|saying|told|tells|claims?|claimed|heard|asked|thinks|reckons|according to|i read (?:that|somewhere))\b/iu;
const TO_THE_LISTENER = /\b(?:you|your|yours|yourself|you're|you've|you'll)\b/iu;
const GUESSED = /^i (?:think|guess|believe|suppose)(?: that)? (?=(?:i|i'm|i've|my|we|our)\b)/iu;
const OF_THE_MIND =
  /^(?:i|we) (?:(?:just|really|do|don't|didn't|can't|still|also|totally|completely) )*(?:think|guess|believe(?! in)|suppose|wonder|mean|see|agree|disagree|bet|doubt|understand|know(?! how)|hope|promise|swear|feel|assume|recommend|suggest|remember|forgot|forget|beg|order|demand)\b/iu;
const PASSING =
  /^(?:i'm|i am) (?:(?:so|very|really|just|all|not|quite|pretty|too|still) )*(?:sorry|glad|sure|fine|ok|okay|good(?! (?:at|with))|great|well|afraid(?! of)|here|back|there|kidding|joking|curious|confused|asking|talking|saying|wondering|thinking|trying|happy|sad|tired|hungry|bored|busy|done|ready|late|excited|serious|lost|looking forward)\b|^(?:i'll|i will|i'm going to|i am going to) (?:be (?:right )?back|try|see|let|talk|call|check|think|wait|tell|show|give|get back|do (?:it|that)|go now)\b/iu;
const EMPTY =
  /^(?:i|we) (?:do|did|am|was|have|had|can|will|won't|don't|didn't|can't|haven't)(?: (?:too|not|so|either))?\W*$/iu;
/** Points to what was said before: it cannot stand alone. */
const POINTING = /^(?:\S+\s+){1,4}(?:it|that|this|them|those|one|so|too|either|there)\W*$/iu;

const PLANNED =
  /\b(?:i'll|we'll|will|won't|going to|gonna|plan(?:ning)? to|hop(?:e|ing) to|want to|tomorrow|next (?:week|month|year))\b/iu;
const PAST =
  /\b(?:used to|formerly|back then|lived|worked|studied|graduated|grew up|was born|as a (?:child|kid)|when i was)\b|^(?:i|we|my \w+) (?:was|were|had)\b/iu;

/**
 * The clauses of a message in which the speaker states something of themselves. None are questions, conditions, wishes,
 * opinions, what others are reported to have said, what passes ("I am tired"), what cannot stand alone ("I love it") and
 * what is quoted or acted ("*I smile*"). Of other languages than English the clauses that begin with a first person are
 * taken as they are, questions aside.
 */
export function statedFacts(message: string): StatedFact[] {
  return sentences(message.replaceAll("’", "'"))
    .map((sentence) => sentence.replace(/\s+/gu, " ").trim())
    .filter((sentence) => !NOT_STATED.test(sentence))
    .flatMap((sentence) => sentence.split(JOINT))
    .map((clause) => clause.trim().replace(OPENING, "").replace(GUESSED, "I think "))
    .flatMap((clause) => {
      const confidence = confidenceOf(clause.replace(WHEN, ""));
      const text = clause.replace(/^I think /u, "");
      return confidence === 0 || words(text) > MOST_WORDS ? [] : [{ text: capitalised(text), confidence }];
    });
}

/** Whether a sentence is about how things are now: it can contradict another that is; what was or will be cannot. */
export function isAboutNow(text: string): boolean {
  return !isForeign(text) && !PAST.test(text.replace(WHEN, "")) && !PLANNED.test(text);
}

/** 0 where it states nothing of the speaker. */
function confidenceOf(clause: string): number {
  if (isForeign(clause)) return CONFIDENCE.foreign;
  const isGuess = clause.startsWith("I think ");
  const stated = isGuess ? clause.slice("I think ".length) : clause;
  const isFact =
    OF_ONESELF.test(stated) &&
    words(stated) >= 2 &&
    ![SUPPOSED, REPORTED, TO_THE_LISTENER, OF_THE_MIND, PASSING, EMPTY, POINTING].some((rule) => rule.test(stated));
  if (!isFact) return 0;
  return isGuess || PLANNED.test(stated) ? CONFIDENCE.unsure : CONFIDENCE.stated;
}

function isForeign(text: string): boolean {
  return OF_ONESELF_ELSEWHERE.test(text);
}

function words(text: string): number {
  return text.split(/\s+/u).length;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
