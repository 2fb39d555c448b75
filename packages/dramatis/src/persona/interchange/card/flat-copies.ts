import { isObject } from "../checked-record.ts";

/** Where SillyTavern keeps copies of the data's fields: at the top, for programs that know V1 alone. */
const COPIES: Record<string, string> = {
  name: "name",
  description: "description",
  personality: "personality",
  scenario: "scenario",
  first_mes: "first_mes",
  mes_example: "mes_example",
  creatorcomment: "creator_notes",
  tags: "tags",
};

/** The record with the flat copies of the fields that have changed brought in line, where it has any. */
export function settleFlatCopies(
  record: Record<string, unknown>,
  older: Record<string, unknown>,
): Record<string, unknown> {
  const [now, before] = [record.data, older.data];
  if (!isObject(now) || !isObject(before)) return record;
  const changed = Object.entries(COPIES).filter(
    ([copy, field]) => copy in record && JSON.stringify(now[field]) !== JSON.stringify(before[field]),
  );
  if (changed.length === 0) return record;
  return { ...record, ...Object.fromEntries(changed.map(([copy, field]) => [copy, now[field]])) };
}
