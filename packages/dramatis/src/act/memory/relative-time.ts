const SECONDS = { year: 31_557_600, month: 2_629_800, week: 604_800, day: 86_400, hour: 3_600, minute: 60 };
const UNITS = Object.entries(SECONDS) as [keyof typeof SECONDS, number][];
const IN_WORDS = new Intl.RelativeTimeFormat("en");

/**
 * A time as one would say it: "3 weeks ago", "in 2 hours", "just now". In the largest unit of which at least two lie
 * between, rounded; "some time ago" where one of the dates is none.
 */
export function relativeTime(from: Date, now: Date): string {
  const seconds = (from.getTime() - now.getTime()) / 1000;
  if (Number.isNaN(seconds)) return "some time ago";
  const unit = UNITS.find(([, length]) => Math.abs(seconds) >= 2 * length);
  return unit ? IN_WORDS.format(Math.round(seconds / unit[1]), unit[0]) : "just now";
}
