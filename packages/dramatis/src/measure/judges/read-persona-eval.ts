import { InputError } from "../../core/index.ts";
import { readText } from "../../persona/index.ts";
import { csvRecords } from "../../transcript/csv-records.ts";
import type { RoleItem } from "./role-identification.ts";

/**
 * Items of PersonaEval (Zhou et al. 2025) as published: CSV files `Literary`, `Drama` and `Expertise` with the columns
 * prompt, option1 … option5 and gt, the name of the one who speaks.
 *
 * @throws InputError naming the file, and the line where there is one.
 */
export async function readPersonaEval(path: string): Promise<RoleItem[]> {
  const rows = csvRecords(await readText(path), path);
  if (rows.length === 0) throw new InputError({ where: path, found: "no row", expected: EXPECTED });
  return rows.map(({ value, line, position }) => {
    const row = value as Record<string, string | undefined>;
    const options = [1, 2, 3, 4, 5].flatMap((i) => row[`option${i}`]?.trim() || []);
    const right = options.indexOf(row.gt?.trim() ?? "");
    const place = { where: path, ...(line !== undefined && { line }) };
    if (!row.prompt?.trim() || options.length < 2)
      throw new InputError({ ...place, found: "no item", expected: EXPECTED });
    if (right < 0) {
      const found = `gt ${JSON.stringify(row.gt)}`;
      throw new InputError({
        ...place,
        found,
        expected: `one of ${options.map((one) => JSON.stringify(one)).join(", ")}`,
      });
    }
    return { id: String(position), prompt: row.prompt, options, right };
  });
}

const EXPECTED = "a CSV file with the columns prompt, option1 to option5 and gt";
