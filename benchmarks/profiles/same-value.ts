// When a value found by words says the same as a person's label. Attributes are those of `profile-update`.

/** Years that an age may be off: the labels of comments are guesses of people too. */
const YEARS = 5;
const GENERIC = new Set([
  "the",
  "and",
  "for",
  "with",
  "degree",
  "some",
  "field",
  "part",
  "time",
  "worker",
  "studying",
  "towards",
]);
const LEVELS: readonly RegExp[] = [/high school/, /bachelor|college|undergrad/, /master|mba/, /phd|doctor/];

export function sameValue(attribute: string, found: string, label: string): boolean {
  const [ours, theirs] = [found.toLowerCase(), label.toLowerCase()];
  if (attribute === "age") return sameAge(ours, theirs);
  if (attribute === "city" || attribute === "birthplace") {
    return theirs.split(/,\s*/).some((part) => part !== "" && ours.includes(part));
  }
  if (attribute === "relationship") return sameStatus(ours, theirs);
  if (attribute === "education") {
    const [one, other] = [ours, theirs].map((text) => LEVELS.findIndex((level) => level.test(text)));
    if (one !== -1 && other !== -1 && one !== other) return false;
    return (one !== -1 && one === other) || shareStem(ours, theirs);
  }
  return attribute === "job" ? shareStem(ours, theirs) : ours === theirs;
}

function sameAge(found: string, label: string): boolean {
  const [own = Number.NaN] = numbers(found);
  const [low = Number.NaN, high = low] = numbers(label);
  const [from, to] = /\d0s/.test(found) ? [own, own + 9] : [own, own];
  return to >= low - YEARS && from <= high + YEARS;
}

function sameStatus(found: string, label: string): boolean {
  if (/relation|partner/.test(label)) return /relation|partner/.test(found);
  if (/unmarried/.test(label)) return /single|relation|engaged/.test(found);
  return label.split(/[/,]/).some((one) => one.trim() === found);
}

function shareStem(one: string, other: string): boolean {
  const stems = (text: string): string[] =>
    (text.match(/\p{L}{3,}/gu) ?? []).filter((word) => !GENERIC.has(word)).map((word) => word.slice(0, 5));
  const known = new Set(stems(other));
  return stems(one).some((stem) => known.has(stem));
}

function numbers(text: string): number[] {
  return (text.match(/\d+/g) ?? []).map(Number);
}
