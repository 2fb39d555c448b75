// Commands to the devices of a home, and what set them off, read by words. English.
import type { Action, Trigger } from "./routine-schema.ts";

const DEVICE = String.raw`(?:the |my |all (?:of )?the |our )?((?:[\p{L}]+ )?(?:lights?|lamps?|tv|television|thermostat|heating|heater|fan|blinds?|curtains?|shades?|oven|kettle|coffee (?:maker|machine)|radio|music|speakers?|vacuum|alarm|doors?|garage|sprinklers?|air conditioning|ac|humidifier|dishwasher|washing machine|camera))`;
const TO = String.raw`(?:(?:,? (?:to|at|for)) (\d+(?:[.:]\d+)?|\p{L}+(?: \p{L}+)?))?`;

/** What is said → the command of it; the device is the first group, the value the second. */
const COMMANDS: readonly { pattern: RegExp; command: string }[] = [
  ...["on", "off"].flatMap((way) => [
    { pattern: rule(String.raw`\b(?:turn|switch|put) ${way} ${DEVICE}`), command: `turn ${way}` },
    { pattern: rule(String.raw`\b(?:turn|switch|put) ${DEVICE} ${way}`), command: `turn ${way}` },
  ]),
  ...["dim", "brighten", "lock", "unlock", "open", "close", "start", "stop"].map((command) => ({
    pattern: rule(String.raw`\b${command} ${DEVICE}${TO}`),
    command,
  })),
  { pattern: rule(String.raw`\b(?:set|change|lower|raise|turn (?:up|down)) ${DEVICE}${TO}`), command: "set" },
];

/** "when I get home" → "I get home"; and the usual words for going and coming. */
const SITUATIONS: readonly [RegExp, string][] = [
  [/\b(?:i'm|i am|just got|got) (?:back )?home\b|\bwhen i (?:get|come|arrive) (?:back )?home\b/iu, "I get home"],
  [/\b(?:i'm|i am) (?:leaving|heading out|off to work|going out)\b|\bwhen i (?:leave|go out)\b/iu, "I leave home"],
  [/\b(?:good night|going to bed|off to bed|bed ?time|before bed)\b/iu, "I go to bed"],
  [/\b(?:good morning|i just woke up|i'm (?:awake|up)|when i wake up)\b/iu, "I wake up"],
  [/\b(?:movie (?:night|time)|watch(?:ing)? a (?:movie|film))\b/iu, "I watch a film"],
  [/\b(?:it's|it is|if it|when it) rain(?:s|ing)\b/iu, "it rains"],
  [/\b(?:i'm|i am) (?:cooking|making dinner)\b|\bwhen i cook\b/iu, "I cook"],
];

export function actionsIn(text: string): Action[] {
  return COMMANDS.flatMap(({ pattern, command }): Action[] =>
    [...text.matchAll(pattern)].map(([, device = "", value]) => ({
      device: device.toLowerCase().replace(/^(?:the|my|all) /u, ""),
      command,
      ...(value === undefined ? {} : { value: value.toLowerCase() }),
    })),
  );
}

/** Things said that set it off, such as "I'm home". */
export function situationsIn(text: string): Trigger[] {
  return SITUATIONS.filter(([pattern]) => pattern.test(text)).map(([, value]) => ({ key: "said", value }));
}

function rule(pattern: string): RegExp {
  return new RegExp(pattern, "giu");
}
