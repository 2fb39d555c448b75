import { InputError } from "../core/index.ts";
import { openRunDatabase, type QueuesOptions, type RunDatabase } from "../run/index.ts";

/** With the database that `DATABASE_URL` names, which is closed afterwards. @throws InputError where it names none */
export async function withRunDatabase<T>(
  options: QueuesOptions,
  work: (database: RunDatabase) => Promise<T>,
): Promise<T> {
  const url = process.env.DATABASE_URL;
  if (!url) {
    throw new InputError({
      where: "DATABASE_URL",
      found: "nothing",
      expected: "the address of a PostgreSQL database",
      fix: "such as export DATABASE_URL=postgres://user:password@localhost:5432/dramatis",
    });
  }
  const database = await openRunDatabase(url, options);
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}
