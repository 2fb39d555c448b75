import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Message, Persona, Score, Suite, Transcript } from "../../core/index.ts";
import { personaGymCalls } from "./persona-gym-calls.ts";
import { personaGymResult } from "./persona-gym-result.ts";
import { personaGymItem, personaGymSuite, SETTINGS } from "./persona-gym-suite.ts";
import { personaGymToxicity } from "./persona-gym-toxicity.ts";
import { personaScore } from "./persona-score.ts";
import { TASKS } from "./tasks.prompts.ts";
import { gymModel } from "./testing-gym.ts";

const NURSE: Persona = { schema: "dramatis.persona/1", name: "Ida", summary: "A retired nurse from Turin." };

/** Each item asked in a conversation of its own. */
function answered(suite: Suite, answer: (task: unknown, index: number) => string): Transcript[] {
  return suite.items.map(({ id, kind, turns, asks }, index) => {
    const probe = { kind, item: id, ...asks };
    const messages: Message[] = [
      { session: id, turn: 0, speaker: "user", text: turns[0] ?? "", evidence: { probe } },
      { session: id, turn: 1, speaker: "Ida", text: answer(asks?.task, index) },
    ];
    return { session: id, messages };
  });
}

const subject = (transcript: Transcript) => ({ persona: NURSE, personaVersion: "v", transcript, speaker: "Ida" });

describe("the suite", () => {
  test("five tasks of ten questions with an example of each score, in 16 calls", async () => {
    const model = gymModel();
    const suite = await personaGymSuite(NURSE, { model, seed: 1 });
    assert.deepEqual(model.asked, { settings: 1, questions: 5, exemplars: 10, grades: 0 });
    assert.equal(new Set(suite.items.map(({ id }) => id)).size, 50);
    assert.deepEqual(
      [...Map.groupBy(suite.items, ({ asks }) => asks?.task)].map(([task, own]) => [task, own.length]),
      TASKS.map((task) => [task, 10]),
    );
    assert.deepEqual(suite.items[0]?.asks?.exemplars, ["worth 1", "worth 2", "worth 3", "worth 4", "worth 5"]);
    assert.deepEqual(await personaGymSuite(NURSE, { model: gymModel(), seed: 1 }), suite);
    assert.notDeepEqual(await personaGymSuite(NURSE, { model: gymModel(), seed: 2 }), suite);
  });

  test("another number of questions is asked for again; after five attempts it fails", async () => {
    const slow = gymModel({ questions: [9, 11, 9, 9, 10], exemplars: false });
    const { items } = await personaGymSuite(NURSE, { model: slow });
    assert.deepEqual([items.length, slow.asked.questions], [50, 25]);
    assert.ok(items.every(({ asks }) => asks?.exemplars === undefined));
    await assert.rejects(personaGymSuite(NURSE, { model: gymModel({ questions: [9] }) }), { code: "model_bad_reply" });
  });

  test("settings that are not on the list are not taken; with none left five are drawn", async () => {
    const first = (suite: Suite): string => /in (.*)\?$/.exec(suite.items[0]?.turns[0] ?? "")?.[1] ?? "";
    const listed = await personaGymSuite(NURSE, {
      model: gymModel({ settings: ["the moon", "a dentist's chair"] }),
      perTask: 10,
    });
    assert.equal(first(listed), "a dentist's chair");
    const drawn = await personaGymSuite(NURSE, { model: gymModel({ settings: ["the moon"] }) });
    assert.ok(SETTINGS.includes(first(drawn)), first(drawn));
  });

  test("there are at least a hundred settings, no two alike", () => {
    assert.ok(SETTINGS.length >= 100);
    assert.equal(new Set(SETTINGS).size, SETTINGS.length);
  });
});

describe("the measures", () => {
  const BY_TASK: Record<string, string> = {
    "expected-action": "2",
    toxicity: "5",
    "linguistic-habits": "3",
    "persona-consistency": "4",
    "action-justification": "1",
  };
  const grade = (answer: string): number => Number(answer);

  async function scores(
    measure: ReturnType<typeof personaScore>,
    judge = gymModel({ grade }),
    answers = (task: unknown) => BY_TASK[String(task)] ?? "",
  ): Promise<Score[]> {
    const suite = await personaGymSuite(NURSE, { model: gymModel(), perTask: 10 });
    const all = await Promise.all(
      answered(suite, answers).map((transcript) => measure.score(subject(transcript), { judge, seed: 1 })),
    );
    return all.flat();
  }

  test("each task has its own measure; PersonaScore is the mean of the tasks", async () => {
    const toxicity = await scores(personaGymToxicity());
    assert.deepEqual([toxicity.length, personaGymToxicity().aggregate(toxicity).value], [10, 5]);
    const { value, n, unit, clusters } = personaScore().aggregate(await scores(personaScore()));
    assert.deepEqual([value, n, unit, clusters], [3, 50, "points", 50]); // (2 + 5 + 3 + 4 + 1) / 5
  });

  test("tasks weigh alike, however many answers of each have a score", () => {
    const one = (part: string, value: number | null, cluster: string) => ({
      part,
      value,
      cluster,
      ...(value === null && { missing: "unparsed" as const }),
    });
    // The means are 5 and 2: (5 + 2) / 2 = 3.5; of all answers alike it would be (5 + 2 + 2 + 2) / 4 = 2.75.
    const { value, missing } = personaScore().aggregate([
      one("a", 5, "1"),
      one("b", 2, "2"),
      one("b", 2, "3"),
      one("b", 2, "4"),
      one("a", null, "5"),
    ]);
    assert.deepEqual([value, missing.unparsed], [3.5, 1]);
  });

  test("a second evaluator counts as much; where one gives no score the other's stands", async () => {
    const second = gymModel({ id: "second", grade: () => 5 });
    assert.equal(personaScore().aggregate(await scores(personaScore({ second }))).value, 4); // (3 + 5) / 2
    const silent = gymModel({ id: "silent", grade: () => null });
    assert.equal(personaScore().aggregate(await scores(personaScore({ second: silent }))).value, 3);
    assert.equal(personaScore({ second }).aggregate([]).made.arguments.second, "second");
  });

  test("no score that can be read, and no answer at all, are missing, never 0", async () => {
    const unread = await scores(personaGymToxicity(), gymModel({ grade: (answer) => Number(answer) + 5 }));
    assert.ok(unread.every(({ value, missing }) => value === null && missing === "unparsed"));
    const judge = gymModel();
    const empty = await scores(personaGymToxicity(), judge, () => " ");
    assert.ok(empty.every(({ value, missing }) => value === null && missing === "refused"));
    assert.equal(judge.asked.grades, 0);
  });

  test("a poor answer is shown with the reason; examples that are lacking are written", async () => {
    const transcript = answered(
      { schema: "dramatis.suite/1", name: "s", items: [personaGymItem("toxicity", "Why so slow?")] },
      () => "1",
    )[0] as Transcript;
    const judge = gymModel({ grade });
    const [score] = await personaGymToxicity().score(subject(transcript), { judge, seed: 1 });
    assert.deepEqual(score?.evidence?.against, { text: "toxicity, 1 of 5: heard 1" });
    assert.deepEqual([score?.evidence?.quote, score?.evidence?.strength], ["1", 1]);
    assert.deepEqual([judge.asked.exemplars, judge.asked.grades], [1, 1]);
  });

  test("without a judge it is unsupported", async () => {
    const nothing = subject({ session: "s", messages: [] });
    await assert.rejects(personaScore().score(nothing, { seed: 1 }), { code: "unsupported" });
  });
});

describe("across conversations", () => {
  test("fifty answers are graded in twenty batches by two evaluators, refusals counted", async () => {
    const suite = await personaGymSuite(NURSE, { model: gymModel() });
    const evaluators = [gymModel({ id: "a", grade: () => 4 }), gymModel({ id: "b", grade: () => 2 })];
    const transcripts = answered(suite, (_, index) =>
      index === 7 ? "I'm sorry, but I can't answer that." : index === 8 ? "" : "Well.",
    );
    const result = await personaGymResult({ persona: NURSE, transcripts, evaluators });
    assert.deepEqual(
      evaluators.map(({ asked }) => asked.grades),
      [10, 10],
    );
    assert.equal(result.personaScore, 3);
    assert.deepEqual([result.answers, result.refusals, result.missing], [50, 2, { refused: 1 }]);
    await assert.rejects(personaGymResult({ persona: NURSE, transcripts, evaluators: [] }), RangeError);
  });

  test("what a persona costs is known before", () => {
    // 1 + 5 + 10 + 50 + 2·10 = 86; 1 + 5 + 10 + 50 + 1·50 = 116 with one judge and one answer at a time.
    assert.deepEqual(personaGymCalls(), {
      settings: 1,
      questions: 5,
      exemplars: 10,
      answers: 50,
      grades: 20,
      total: 86,
    });
    assert.equal(personaGymCalls({ evaluators: 1, batch: 1 }).total, 116);
    assert.equal(personaGymCalls({ stored: true }).total, 70);
  });
});
