// From when on a statement holds, where it names a time. English.

const MONTHS = "january february march april may june july august september october november december".split(" ");
const NUMBERS = "zero one two three four five six seven eight nine ten eleven twelve".split(" ");

const MONTH = `(${MONTHS.map((month) => month.slice(0, 1).toUpperCase() + month.slice(1)).join("|")})`;
const COUNT = `(\\d{1,3}|an?|${NUMBERS.slice(1).join("|")})`;
const UNIT = "(day|week|month|year)s?";

// Months are looked for with their capital: "may" and "march" are also verbs.
const IN_MONTH = new RegExp(`\\b(?:[Ii]n|[Ss]ince|[Ff]rom|[Ll]ast) ${MONTH}(?:,? (\\d{4}))?\\b`, "u");
const IN_YEAR = /\b(?:in|since|from) ((?:19|20)\d{2})\b/iu;
const AGO = new RegExp(`\\b${COUNT} ${UNIT} ago\\b`, "iu");
const FOR = new RegExp(`\\b(?:have|has|been|'ve|'s)\\b.*\\bfor (?:the (?:last|past) )?${COUNT} ${UNIT}\\b`, "iu");
const LAST = /\blast (week|month|year)\b/iu;

/**
 * The day on which what a sentence says began, as ISO 8601; undefined where it names none. "Since 2019" is the first of
 * January, "in March" the latest March before it was said, "three years ago" counts back from then.
 */
export function namedStart(sentence: string, said: Date): string | undefined {
  const month = IN_MONTH.exec(sentence);
  if (month) return monthStart(MONTHS.indexOf((month[1] ?? "").toLowerCase()), month[2], said);
  const year = IN_YEAR.exec(sentence);
  if (year) return `${year[1]}-01-01`;
  const back = AGO.exec(sentence) ?? FOR.exec(sentence);
  if (back) return before(said, back[1] ?? "", back[2] ?? "");
  const last = LAST.exec(sentence);
  if (last) return before(said, "1", last[1] ?? "");
  return /\byesterday\b/iu.test(sentence) ? before(said, "1", "day") : undefined;
}

function monthStart(month: number, year: string | undefined, said: Date): string {
  const latest = month > said.getUTCMonth() ? said.getUTCFullYear() - 1 : said.getUTCFullYear();
  return isoDay(new Date(Date.UTC(year === undefined ? latest : Number(year), month, 1)));
}

function before(said: Date, count: string, unit: string): string {
  const word = NUMBERS.indexOf(count.toLowerCase().replace(/^an?$/u, "one"));
  const number = word === -1 ? Number(count) : word;
  const then = new Date(said);
  if (/^day|^week/iu.test(unit)) then.setUTCDate(then.getUTCDate() - number * (/^week/iu.test(unit) ? 7 : 1));
  else if (/^month/iu.test(unit)) then.setUTCMonth(then.getUTCMonth() - number);
  else then.setUTCFullYear(then.getUTCFullYear() - number);
  return isoDay(then);
}

function isoDay(date: Date): string {
  return date.toISOString().slice(0, 10);
}
