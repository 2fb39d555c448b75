import { choiceShare, type InstrumentFile } from "../../measure/psychometrics/index.ts";
import type { SurveyItem } from "../../report/index.ts";
import { mean } from "../../stats/index.ts";
import { choicesByPerson } from "./person-choices.ts";
import type { Survey } from "./survey.ts";

/**
 * Items with options of their own as the rows of a map, 0 to 100: what each persona's choices come to, and what the chosen
 * options are worth in each wording and order. An item that counts on several scales has a row in each.
 *
 * @param isEach whether every persona has a column
 */
export function choiceRows(
  { responses, people }: Pick<Survey, "responses" | "people">,
  {
    instrument,
    language,
    ways,
    isEach,
  }: {
    instrument: InstrumentFile;
    language: string;
    ways: readonly { frame: string; order: number }[];
    isEach: boolean;
  },
): SurveyItem[] {
  const byPerson = choicesByPerson(instrument, { responses, people });
  const byWay = Map.groupBy(responses, ({ item, frame, order }) => JSON.stringify([item, frame, order]));
  const percent = (share: number | null): number | null => (share === null ? null : 100 * share);
  return instrument.items.flatMap((item) =>
    instrument.key
      .filter((one) => one.item === item.id)
      .map(({ scale }): SurveyItem => {
        const own = (person: string): number | null =>
          byPerson.get(person)?.items.find((one) => one.item === item.id && one.scale === scale)?.value ?? null;
        const asked = (way: { frame: string; order: number }): number | null =>
          mean(
            (byWay.get(JSON.stringify([item.id, way.frame, way.order])) ?? []).flatMap(
              ({ value }) => choiceShare(instrument, item, { scale, place: value }) ?? [],
            ),
          );
        return {
          text: item.text?.[language] ?? item.id,
          scale,
          reversed: false,
          people: isEach ? people.map(({ person }) => percent(own(person))) : [],
          ways: ways.map((way) => percent(asked(way))),
        };
      }),
  );
}
