/** How a card calls the character and the one who talks with it, whatever the case of the letters. */
const CHARACTER = /\{\{char\}\}|<(?:bot|char)>/gi;
const USER = /\{\{user\}\}|<user>/gi;
/** Comments, which nobody says, and choices, which are made when a card is played. */
const COMMENT = /\{\{(?:\/\/|comment:)[^{}]*\}\}/gi;

/** Nobody is talking yet. */
export const USER_NAME = "User";

/** The text with names in place of macros. What is drawn or rolled at play stays as it is. */
export function withNames(text: string, name: string): string {
  return text
    .replace(COMMENT, "")
    .replace(CHARACTER, () => name)
    .replace(USER, USER_NAME);
}

/** Whether something is left in it that only a program that plays cards can read. */
export function hasMacros(text: string): boolean {
  return text.includes("{{");
}
