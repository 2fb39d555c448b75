import { z } from "zod";

/** What sets a routine off: the time ("time" "07:00"), the day ("day" "weekday"), or something said ("said" "home"). */
export interface Trigger {
  key: string;
  value: string;
}

/** What is done then: "lights" "dim" 30. */
export interface Action {
  device: string;
  command: string;
  value?: string | undefined;
}

export interface Routine {
  triggers: Trigger[];
  actions: Action[];
  /** Sessions in which all of it was seen. */
  support?: number | undefined;
  /** Those sessions. */
  from?: string[] | undefined;
}

/** `facets.routines` [134]. */
export const routinesFacet: z.ZodType<Routine[]> = z.array(
  z.object({
    triggers: z.array(z.object({ key: z.string(), value: z.string() })),
    actions: z.array(z.object({ device: z.string(), command: z.string(), value: z.string().optional() })).min(1),
    support: z.int().min(0).optional(),
    from: z.array(z.string()).optional(),
  }),
);

const TRIGGER_WORDS: Record<string, (value: string) => string> = {
  time: (value) => `it is about ${value}`,
  day: (value) => `it is a ${value === "weekend" ? "day of the weekend" : value}`,
  said: (value) => value,
};

/** One first-person sentence: "When it is about 22:00 and it is a weekday, I usually dim the lights to 30." */
export function routineSentence({ triggers, actions }: Routine): string {
  const when = triggers.map(({ key, value }) => TRIGGER_WORDS[key]?.(value) ?? `${key} is ${value}`).join(" and ");
  const what = actions.map(actionWords).join(" and ");
  return when === "" ? `I usually ${what}.` : `When ${when}, I usually ${what}.`;
}

function actionWords({ device, command, value }: Action): string {
  const particle = /^turn (on|off)$/.exec(command)?.[1];
  const done = particle === undefined ? `${command} the ${device}` : `turn ${particle} the ${device}`;
  return value === undefined ? done : `${done} to ${value}`;
}

export function triggerKey({ key, value }: Trigger): string {
  return `${key}=${value.toLowerCase()}`;
}

export function actionKey({ device, command, value }: Action): string {
  return [device, command, ...(value === undefined ? [] : [value])].join(" ").toLowerCase();
}
