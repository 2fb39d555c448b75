/** A name in code as words: "householdIncome" → "household income". */
export function spaced(name: string): string {
  return name.replace(/(?<=\p{Ll})\p{Lu}/gu, (letter) => ` ${letter.toLowerCase()}`);
}
