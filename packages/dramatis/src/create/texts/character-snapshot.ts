import type { Persona } from "../../core/index.ts";
import { EVENTFUL, type Eventful, GENERAL, type General } from "./character-gpt.prompts.ts";

/** What is known of a character after some chapters [112]. */
export interface Snapshot {
  general: Partial<Record<General, string>>;
  /** In the order of the chapters; chapter 0 is the description from outside the book. */
  events: Partial<Record<Eventful, { chapter: number; text: string }[]>>;
}

/** What a chapter tells of a trait; flag 0: nothing. */
export interface ChapterTrait {
  trait: General | Eventful;
  flag: 0 | 1;
  text: string;
}

/**
 * The snapshot with a chapter: general traits have the new text, to the others it is added in the chapter's place, also
 * where a later chapter came first. What has flag 0 or no text changes nothing.
 */
export function withChapter(snapshot: Snapshot, chapter: number, found: readonly ChapterTrait[]): Snapshot {
  const next: Snapshot = { general: { ...snapshot.general }, events: { ...snapshot.events } };
  for (const { trait, flag, text } of found) {
    if (flag === 0 || text.trim() === "") continue;
    if (isGeneral(trait)) next.general[trait] = text.trim();
    else {
      const events = [...(next.events[trait] ?? []), { chapter, text: text.trim() }];
      next.events[trait] = events.sort((a, b) => a.chapter - b.chapter);
    }
  }
  return next;
}

/** The traits where a persona has them: aspects for those that have no field of their own. */
export function snapshotPersona(persona: Persona, { general, events }: Snapshot): Persona {
  const texts = (trait: Eventful): string[] => (events[trait] ?? []).map(({ text }) => text);
  const aspects: Record<string, string | string[]> = {
    ...(persona.facets?.aspects as Record<string, string> | undefined),
    ...(general.physical === undefined ? {} : { appearance: general.physical }),
    ...list("emotionalState", texts("emotions").slice(-1)),
    ...list("socialRelationship", texts("relationships")),
    ...list("growthExperience", texts("growth")),
    ...list("conflicts", texts("conflict")),
  };
  const backstory = texts("backstory").join(" ");
  const life = {
    ...persona.identity?.life,
    ...(general.motivations === undefined ? {} : { goals: [general.motivations] }),
    ...(backstory === "" ? {} : { backstory }),
  };
  const identity = {
    ...persona.identity,
    ...(general.personality === undefined ? {} : { personal: [general.personality] }),
    ...(Object.keys(life).length > 0 ? { life } : {}),
  };
  const timeline = EVENTFUL.flatMap((trait) => (events[trait] ?? []).map((event) => ({ ...event, trait })));
  const facets = {
    ...persona.facets,
    ...(Object.keys(aspects).length > 0 ? { aspects } : {}),
    ...(timeline.length > 0 ? { timeline: timeline.sort((a, b) => a.chapter - b.chapter) } : {}),
  };
  return {
    ...persona,
    ...(Object.keys(identity).length > 0 ? { identity } : {}),
    ...(Object.keys(facets).length > 0 ? { facets } : {}),
  };
}

function isGeneral(trait: General | Eventful): trait is General {
  return (GENERAL as readonly string[]).includes(trait);
}

function list(key: string, texts: string[]): Record<string, string[]> {
  return texts.length > 0 ? { [key]: texts } : {};
}
