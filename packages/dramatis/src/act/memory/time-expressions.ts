// Times that are named in English, as stretches of the calendar (UTC, weeks from Monday, seasons of the north).

/** From `from` until just before `to`, in milliseconds since 1970. */
export interface TimeSpan {
  from: number;
  to: number;
}

const MINUTE = 60_000;
const DAY = 86_400_000;
const LENGTHS: Readonly<Record<string, number>> = { minute: MINUTE, hour: 60 * MINUTE, day: DAY, week: 7 * DAY };
const NUMBERS = "a an one two three four five six seven eight nine ten eleven twelve".split(" ");
const MONTHS = "january february march april may june july august september october november december".split(" ");
const WEEKDAYS = "sunday monday tuesday wednesday thursday friday saturday".split(" ");
/** Season → its first month, 0-based. */
const SEASONS: Readonly<Record<string, number>> = { spring: 2, summer: 5, autumn: 8, fall: 8, winter: 11 };

const NUMBER = `\\d{1,3}|${NUMBERS.join("|")}|(?:a )?couple of|(?:a )?few`;
const MONTH = MONTHS.join("|");
const SEASON = Object.keys(SEASONS).join("|");
const YEAR = "(?:19|20)\\d\\d";

type Reading = [pattern: string, read: (words: readonly string[], now: Date) => TimeSpan | null];

/** The more exact first: the first that is found counts. */
const READINGS: readonly Reading[] = [
  [`(${YEAR})-(\\d\\d)-(\\d\\d)`, ([y, m, d]) => day(Number(y), Number(m) - 1, Number(d))],
  [
    `(${MONTH}) (\\d{1,2})(?:st|nd|rd|th)?(?:,? (${YEAR}))?`,
    ([month, date, year], now) => dayOfMonth({ month, date, year }, now),
  ],
  [
    `(\\d{1,2})(?:st|nd|rd|th)?(?: of)? (${MONTH})(?:,? (${YEAR}))?`,
    ([date, month, year], now) => dayOfMonth({ month, date, year }, now),
  ],
  [`(${MONTH}),?(?: of)? (${YEAR})`, ([m, y]) => months(Number(y), monthOf(m), 1)],
  [`(${SEASON})(?: of)? (${YEAR})`, ([s, y]) => months(Number(y), seasonOf(s), 3)],
  [`(${NUMBER}) (minute|hour|day|week|month|year)s? ago`, ([n, unit], now) => ago(count(n), unit, now)],
  ["day before yesterday", (_, now) => daysBack(2, now)],
  ["yesterday|last night", (_, now) => daysBack(1, now)],
  ["today|tonight|this (?:morning|afternoon|evening)", (_, now) => daysBack(0, now)],
  ["(last|this) weekend", ([which], now) => latest((n) => weekend(n, now), which === "last", now)],
  ["(last|this) week", ([which], now) => week(which === "last" ? 1 : 0, now)],
  [
    "(last|this) month",
    ([which], now) => months(now.getUTCFullYear(), now.getUTCMonth() - (which === "last" ? 1 : 0), 1),
  ],
  ["(last|this) year", ([which], now) => months(now.getUTCFullYear() - (which === "last" ? 1 : 0), 0, 12)],
  [
    `(last|this|in|in the|over the|during the) (${SEASON})`,
    ([which, s], now) => latest((n) => months(now.getUTCFullYear() + n, seasonOf(s), 3), which === "last", now),
  ],
  [
    `(last|this|in|since|during) (${MONTH})`,
    ([which, m], now) => latest((n) => months(now.getUTCFullYear() + n, monthOf(m), 1), which === "last", now),
  ],
  [`(?:last|on|this) (${WEEKDAYS.join("|")})`, ([d], now) => weekday(d, now)],
  [`(${YEAR})`, ([y]) => months(Number(y), 0, 12)],
];

const PATTERNS = READINGS.map(([pattern, read]) => ({ pattern: new RegExp(`\\b(?:${pattern})\\b`, "iu"), read }));

/**
 * The time that a text names: "yesterday", "three weeks ago", "last summer", "in May", "May 2024", "2024". Without a year
 * a month or a season is the last one that has begun, and with "last" the last one that is over. Null where it names
 * none, or a day that does not exist.
 */
export function timeExpression(text: string, now: Date): TimeSpan | null {
  for (const { pattern, read } of PATTERNS) {
    const found = pattern.exec(text.normalize("NFKC"));
    if (found !== null)
      return read(
        found.slice(1).map((word) => word?.toLowerCase() ?? ""),
        now,
      );
  }
  return null;
}

function day(year: number, month: number, date: number): TimeSpan | null {
  const from = new Date(Date.UTC(year, month, date));
  return from.getUTCMonth() === month && from.getUTCDate() === date ? { from: +from, to: +from + DAY } : null;
}

/** Of the year that is named, or the last such day that has begun. */
function dayOfMonth(named: Record<"month" | "date" | "year", string | undefined>, now: Date): TimeSpan | null {
  const inYear = (year: number): TimeSpan | null => day(year, monthOf(named.month), Number(named.date));
  if (named.year) return inYear(Number(named.year));
  const thisYear = inYear(now.getUTCFullYear());
  return thisYear !== null && thisYear.from <= +now ? thisYear : inYear(now.getUTCFullYear() - 1);
}

function monthOf(name: string | undefined): number {
  return MONTHS.indexOf(name ?? "");
}

function seasonOf(name: string | undefined): number {
  return SEASONS[name ?? ""] ?? 0;
}

function months(year: number, first: number, length: number): TimeSpan {
  return { from: Date.UTC(year, first), to: Date.UTC(year, first + length) };
}

function daysBack(days: number, now: Date): TimeSpan {
  const from = Math.floor(+now / DAY) * DAY - days * DAY;
  return { from, to: from + DAY };
}

function week(back: number, now: Date): TimeSpan {
  const monday = daysBack((now.getUTCDay() + 6) % 7, now).from - back * 7 * DAY;
  return { from: monday, to: monday + 7 * DAY };
}

/** The Saturday and Sunday of this week, or of one `steps` weeks on. */
function weekend(steps: number, now: Date): TimeSpan {
  const { to } = week(-steps, now);
  return { from: to - 2 * DAY, to };
}

/** The last such day before today. */
function weekday(name: string | undefined, now: Date): TimeSpan {
  const back = (now.getUTCDay() - WEEKDAYS.indexOf(name ?? "") + 7) % 7;
  return daysBack(back === 0 ? 7 : back, now);
}

/** A stretch of the unit's length around that time: of a day, the day itself. */
function ago(count: number, unit: string | undefined, now: Date): TimeSpan {
  if (unit === "day") return daysBack(count, now);
  const then = new Date(now);
  if (unit === "month") then.setUTCMonth(then.getUTCMonth() - count);
  else if (unit === "year") then.setUTCFullYear(then.getUTCFullYear() - count);
  else then.setTime(+now - count * (LENGTHS[unit ?? ""] ?? 0));
  const half = (unit === "year" ? 365.25 * DAY : unit === "month" ? 30.4375 * DAY : (LENGTHS[unit ?? ""] ?? 0)) / 2;
  return { from: +then - half, to: +then + half };
}

function count(words: string | undefined): number {
  if (words === undefined) return 1;
  if (/couple/u.test(words)) return 2;
  if (/few/u.test(words)) return 3;
  // "a", "an" and "one" are 1.
  return /\d/u.test(words) ? Number(words) : Math.max(1, NUMBERS.indexOf(words) - 1);
}

/** The last stretch that has begun, or is over; `at(0)` is this year's. */
function latest(at: (steps: number) => TimeSpan, isOver: boolean, now: Date): TimeSpan {
  let steps = 1;
  while ((isOver ? at(steps).to : at(steps).from) > +now) steps--;
  return at(steps);
}
