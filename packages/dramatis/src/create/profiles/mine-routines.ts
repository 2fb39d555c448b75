// Routines that recur in the sessions of a log.
import { type Action, actionKey, type Routine, type Trigger, triggerKey } from "./routine-schema.ts";

/** What one session shows: what was said or was so, when it was, what was done. */
export interface SessionEvent {
  session: string;
  /** ISO 8601 with the person's own time of day; absent where unknown. */
  at?: string | undefined;
  triggers: readonly Trigger[];
  actions: readonly Action[];
}

export interface MineOptions {
  /** Sessions that must show it. */
  support?: number;
  /** Of the sessions of an action's time, the share that a trigger must be in. */
  share?: number;
  /** Minutes between two times of day that are the same moment of it. */
  minutes?: number;
}

interface Occurrence {
  event: SessionEvent;
  minute: number | null;
}

interface Habit {
  action: Action;
  triggers: Trigger[];
  sessions: Set<string>;
}

const DAY = 24 * 60;

/**
 * Actions that recur at a time of day, or after something said, in at least `support` sessions; those of the same
 * triggers and mostly the same sessions are one routine. Times of day are put together while the gap between
 * neighbours is at most `minutes`, round midnight too, and a routine's time is their median to the quarter of an hour.
 * "day" is a trigger where all of its sessions are on weekdays, or all at weekends. Most supported first.
 */
export function mineRoutines(
  events: readonly SessionEvent[],
  { support = 3, share = 0.6, minutes = 45 }: MineOptions = {},
): Routine[] {
  const byAction = new Map<string, { action: Action; occurrences: Occurrence[] }>();
  for (const event of events) {
    for (const [key, action] of new Map(event.actions.map((each) => [actionKey(each), each]))) {
      const known = byAction.get(key) ?? { action, occurrences: [] };
      known.occurrences.push({ event, minute: minuteOf(event.at) });
      byAction.set(key, known);
    }
  }
  const habits = [...byAction.values()].flatMap(({ action, occurrences }) =>
    momentsOf(occurrences, minutes).flatMap((moment) => habitOf(action, moment, { support, share })),
  );
  const sessions = [...new Set(events.map(({ session }) => session))];
  return routinesOf(habits, sessions).sort((a, b) => (b.support ?? 0) - (a.support ?? 0));
}

/** The time of day as it is written, in minutes; null where there is none. */
function minuteOf(at: string | undefined): number | null {
  const [, hours, minutes] = /T(\d\d):(\d\d)/.exec(at ?? "") ?? [];
  return hours === undefined ? null : Number(hours) * 60 + Number(minutes);
}

/** Occurrences by time of day; those without one are together. */
function momentsOf(occurrences: readonly Occurrence[], minutes: number): Occurrence[][] {
  const timed = occurrences.filter(({ minute }) => minute !== null);
  timed.sort((a, b) => (a.minute as number) - (b.minute as number));
  const moments: Occurrence[][] = [];
  for (const [i, occurrence] of timed.entries()) {
    const before = timed[i - 1];
    const isNear = before !== undefined && (occurrence.minute as number) - (before.minute as number) <= minutes;
    if (isNear) moments.at(-1)?.push(occurrence);
    else moments.push([occurrence]);
  }
  const [first, last] = [moments[0], moments.at(-1)];
  if (first !== undefined && last !== undefined && first !== last) {
    const gap = (first[0]?.minute as number) + DAY - (last.at(-1)?.minute as number);
    if (gap <= minutes) {
      for (const each of moments.pop() as Occurrence[]) first.push({ ...each, minute: (each.minute as number) - DAY });
    }
  }
  const untimed = occurrences.filter(({ minute }) => minute === null);
  return untimed.length === 0 ? moments : [...moments, untimed];
}

function habitOf(
  action: Action,
  moment: readonly Occurrence[],
  { support, share }: { support: number; share: number },
): Habit[] {
  const sessions = new Set(moment.map(({ event }) => event.session));
  if (sessions.size < support) return [];
  const minutes = moment.flatMap(({ minute }) => (minute === null ? [] : [minute])).sort((a, b) => a - b);
  const triggers: Trigger[] = [];
  const median = minutes[Math.floor((minutes.length - 1) / 2)];
  if (median !== undefined) triggers.push({ key: "time", value: clock(median) });
  const days = new Set(moment.map(({ event }) => dayOf(event.at)));
  const [day] = days;
  if (days.size === 1 && day !== null && day !== undefined) triggers.push({ key: "day", value: day });
  const said = new Map<string, { trigger: Trigger; count: number }>();
  for (const { event } of moment) {
    for (const [key, trigger] of new Map(event.triggers.map((each) => [triggerKey(each), each]))) {
      said.set(key, { trigger, count: (said.get(key)?.count ?? 0) + 1 });
    }
  }
  triggers.push(
    ...[...said.values()].filter(({ count }) => count / moment.length >= share).map((each) => each.trigger),
  );
  return triggers.length === 0 ? [] : [{ action, triggers, sessions }];
}

function clock(minute: number): string {
  const quarter = (((Math.round(minute / 15) * 15) % DAY) + DAY) % DAY;
  const two = (part: number): string => String(part).padStart(2, "0");
  return `${two(Math.floor(quarter / 60))}:${two(quarter % 60)}`;
}

function dayOf(at: string | undefined): "weekday" | "weekend" | null {
  const [date] = /^\d{4}-\d\d-\d\d/.exec(at ?? "") ?? [];
  const day = date === undefined ? Number.NaN : new Date(`${date}T00:00:00Z`).getUTCDay();
  if (Number.isNaN(day)) return null;
  return day === 0 || day === 6 ? "weekend" : "weekday";
}

/** Habits whose sessions are mostly the same, and whose triggers agree, as one. */
function routinesOf(habits: readonly Habit[], order: readonly string[]): Routine[] {
  const groups: Habit[][] = [];
  for (const habit of habits) {
    const group = groups.find(([first]) => first !== undefined && goTogether(first, habit));
    if (group === undefined) groups.push([habit]);
    else group.push(habit);
  }
  return groups.map((group) => {
    const sessions = order.filter((session) => group.every((habit) => habit.sessions.has(session)));
    const actions = group.map(({ action }) => action);
    return { triggers: group[0]?.triggers ?? [], actions, support: sessions.length, from: sessions };
  });
}

function goTogether(one: Habit, other: Habit): boolean {
  const both = [...one.sessions].filter((session) => other.sessions.has(session)).length;
  return both / (one.sessions.size + other.sessions.size - both) >= 0.5;
}
