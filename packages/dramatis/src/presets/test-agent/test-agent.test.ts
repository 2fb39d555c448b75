import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, type TestContext, test } from "node:test";
import type { ChatMessage } from "../../core/index.ts";
import { chatStep, type Step, testingServer } from "../../model/testing-server.ts";
import { type TestAgentOptions, testAgent } from "./test-agent.ts";

const USERS = `users:
  - { persona: { name: Ada, statements: [{ id: dog, text: I have a dog. }] }, goal: To be told the time., private: [The dog is stolen.] }
  - { persona: { name: Bo, statements: [{ id: cat, text: I have a cat. }] }, goal: To be told a joke., done: knock }
`;
const ROSA = `users:
  - kind: patient
    persona: { name: Rosa, facets: { clinical: { record: { complaint: a cough, diagnosis: Pertussis } } } }
`;

interface Heard {
  messages: ChatMessage[];
  seed: number;
}

/** A folder with users, models that follow scripts, and an assistant behind a loopback address. */
async function setting(
  t: TestContext,
  {
    users = USERS,
    user = { default: "And?" },
    judge = { default: JSON.stringify({ reason: "", reached: true }) },
    say = () => chatStep("Well."),
  }: { users?: string; user?: object; judge?: object; say?: (heard: Heard, index: number) => Step } = {},
) {
  const folder = mkdtempSync(join(tmpdir(), "dramatis-test-agent-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const file = (name: string, content: string): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const server = await testingServer(({ body, path }, index) =>
    path.endsWith("/models") ? { body: { data: [] } } : say(body as Heard, index),
  );
  t.after(() => server.close());
  const judging = `mock:${file("judge.json", JSON.stringify(judge))}`;
  const options: TestAgentOptions = {
    assistant: `${server.url}/v1#tiny`,
    users: file("users.yaml", users),
    roles: { user: `mock:${file("user.json", JSON.stringify(user))}` },
    runs: join(folder, "runs"),
    repeats: 2,
    turns: 3,
    env: {},
  };
  const chats = (): Heard[] =>
    server.seen.filter(({ path }) => path.endsWith("completions")).map(({ body }) => body as Heard);
  return { folder, file, server, options, judging, chats };
}

describe("an assistant behind an address", () => {
  test("every user talks to it so often, each time with another seed; it is told the system text and what was said", async (t) => {
    const { options, chats, file } = await setting(t, {
      user: { rules: [{ match: "joke", reply: "x" }], default: "And? [GIVE UP]" },
      say: ({ messages }) => chatStep(messages.length > 3 ? "Knock knock." : "Well."),
    });
    const { report, talks, made } = await testAgent({ ...options, system: file("system.txt", "Be kind.\n"), turns: 2 });
    assert.deepEqual([report.talks, talks.length, made.users, made.repeats], [4, 4, 2, 2]);
    assert.deepEqual(
      talks.map(({ session, at, held }) => [session.slice(0, 8), at, held?.end]),
      [0, 0, 1, 1].map((at, i) => [`goal-${at + 1}-${(i % 2) + 1}`, at, "it gave up"]),
    );
    // It gave up at its first line: the assistant was never asked.
    assert.equal(chats().length, 0);
    assert.equal(report.turns.value, 0);
    const [success] = report.success;
    assert.deepEqual([success?.by, success?.estimate.value, success?.estimate.clusters], ["signal", 0, 2]);
    assert.deepEqual(success?.witnesses, { user: 4 });
  });

  test("rules, marks and bounds are told apart; private facts stand in the first message; tokens are counted by side", async (t) => {
    const { options, chats, file } = await setting(t, {
      say: ({ messages }) =>
        chatStep(messages.some(({ content }) => content === "And?") && messages.length >= 4 ? "Knock." : "Well."),
    });
    const { report, talks, folder } = await testAgent({ ...options, system: file("system.txt", "Be kind.\n") });
    const [ada, , bo] = talks;
    assert.deepEqual(ada?.held?.messages[0]?.evidence, { private: ["The dog is stolen."] });
    assert.deepEqual(ada?.held?.outcome, {
      reached: false,
      by: "user",
      why: "it did not say so in the turns there were",
    });
    assert.deepEqual([bo?.held?.outcome.reached, bo?.held?.outcome.by, bo?.held?.messages.length], [true, "rule", 4]);
    assert.deepEqual(report.success[0]?.witnesses, { user: 2, rule: 2 });
    assert.equal(report.success[0]?.estimate.value, 0.5);
    assert.deepEqual(report.ends, { "3 turns were over": 2, "the assistant said what was to be said": 2 });
    // 2 talks of 3 turns and 2 of 2: 10 calls of 3 tokens in and 2 out; mean (3 + 3 + 2 + 2) / 4
    assert.deepEqual(report.usage.assistant, { inputTokens: 30, outputTokens: 20 });
    assert.equal(report.turns.value, 2.5);
    assert.ok(report.usage.user.inputTokens > 0);
    assert.equal(chats().length, 10);
    for (const { messages } of chats()) {
      assert.equal(messages[0]?.content, "Be kind.");
      const text = JSON.stringify(messages);
      assert.ok(!text.includes("stolen") && !text.includes("told the time"));
    }
    assert.equal(new Set(chats().map(({ seed }) => seed)).size, 10);
    // The users are checked whether they may be believed; nothing of what they keep was told.
    const { sides, rows } = report.believability;
    const own = rows.find(({ check }) => check === "knowledge-leak own");
    assert.deepEqual([sides, own?.estimate.value, own?.estimate.n], [4, 0, 2]);
    assert.deepEqual(JSON.parse(readFileSync(join(folder, "summary.json"), "utf8")).success, report.success);
  });

  test("a judge says first; it may be added to talks that are over, which are not held again", async (t) => {
    const { options, judging, chats } = await setting(t, {
      judge: {
        rules: [{ match: "joke", reply: '{"reason": "", "reached": false}' }],
        default: '{"reason": "", "reached": true}',
      },
    });
    const first = await testAgent(options);
    const calls = chats().length;
    const second = await testAgent({ ...options, resume: true, roles: { ...options.roles, judge: judging } });
    assert.equal(second.folder, first.folder);
    assert.equal(chats().length, calls);
    const [judged, signalled] = second.report.success;
    assert.deepEqual(
      [judged?.by, judged?.estimate.value, signalled?.by, signalled?.estimate.value],
      ["judge", 0.5, "signal", 0],
    );
    assert.ok(judged?.estimate.made.judge?.startsWith("mock:"));
    assert.deepEqual(
      second.report.users.map(({ name, reached, decided }) => [name, reached, decided]),
      [
        ["Ada", 2, 2],
        ["Bo", 0, 2],
      ],
    );
    assert.ok(second.report.usage.judge.inputTokens > 0);
    const third = await testAgent({ ...options, resume: true, roles: { ...options.roles, judge: judging } });
    assert.deepEqual(third.report, second.report);
  });

  test("a verdict that cannot be read is missing, not a failure of the assistant", async (t) => {
    const { options, judging } = await setting(t, { judge: { default: "no idea" } });
    const { report } = await testAgent({ ...options, roles: { ...options.roles, judge: judging } });
    const [judged] = report.success;
    assert.deepEqual([judged?.estimate.value, judged?.estimate.n, judged?.estimate.missing.unparsed], [null, 0, 4]);
  });

  test("interrupted, it keeps the talks that are over, and goes on with the others", async (t) => {
    const stop = new AbortController();
    const { options, chats } = await setting(t);
    const going = testAgent({
      ...options,
      concurrency: 1,
      signal: stop.signal,
      onOutcome: () => stop.abort(),
    });
    await assert.rejects(going, (error: unknown) => error === stop.signal.reason);
    const before = chats().length;
    let already = -1;
    const { report } = await testAgent({
      ...options,
      resume: true,
      onStart: (start) => {
        already = start.already;
      },
    });
    assert.equal(already, 1);
    assert.equal(report.talks, 4);
    // What the interrupted talk had said may come from the cache; the whole one is not asked for again.
    assert.ok(chats().length - before <= 9 && chats().length >= 12);
    assert.deepEqual(report.failures, []);
  });

  test("talks that break off are missing and named; where all do, it is an error of one line", async (t) => {
    const noKey: Step = { status: 401, body: { error: { message: "no key" } } };
    const { options } = await setting(t, {
      users: USERS.replace("goal: To be told a joke.", "goal: To be told a joke., opening: Ho."),
      say: ({ messages }) => (messages[0]?.content === "Ho." ? noKey : chatStep("Well.")),
    });
    const { report } = await testAgent(options);
    assert.deepEqual(
      report.failures.map(({ session, code }) => [session.slice(0, 8), code]),
      [
        ["goal-2-1", "model_auth"],
        ["goal-2-2", "model_auth"],
      ],
    );
    assert.deepEqual([report.success[0]?.estimate.missing.failed, report.success[0]?.estimate.n], [2, 2]);
    const all = await setting(t, { say: () => noKey });
    await assert.rejects(testAgent(all.options), /no talk came to its end: .*no key/);
  });

  test("a cap holds, and what was finished is kept", async (t) => {
    const { options } = await setting(t);
    const price = { input: 1e5, output: 0 };
    await assert.rejects(testAgent({ ...options, price, maxCost: 1, concurrency: 1 }), /cost cap reached/);
    await assert.rejects(testAgent({ ...options, maxCost: 1 }), /--max-cost: no price known/);
    const { report } = await testAgent({ ...options, price, maxCost: 100, concurrency: 1 });
    assert.ok(Math.abs((report.usage.assistant.cost ?? 0) - (12 * 3 * 1e5) / 1e6) < 1e-9);
  });
});

describe("what cannot be used, before a run is begun", () => {
  test("an address at which nobody is, in one line", async (t) => {
    const { options, server, folder } = await setting(t);
    await server.close();
    await assert.rejects(
      testAgent(options),
      /^InputError: assistant: no answer from http:\/\/127\.0\.0\.1:\d+ \(ECONNREFUSED\); expected an OpenAI-compatible server; start the server/,
    );
    assert.ok(!readdirSync(folder).includes("runs"));
  });

  test("patients by the bundled model, a record that names its diagnosis, an address without a model", async (t) => {
    const { options, file, folder } = await setting(t, { users: ROSA });
    await assert.rejects(testAgent({ ...options, roles: {} }), /--user: the bundled model.*Rosa, of the kind patient/);
    const named = file("named.yaml", ROSA.replace("a cough", "my old pertussis"));
    await assert.rejects(testAgent({ ...options, users: named }), /Rosa: the diagnosis in what the patient is told/);
    await assert.rejects(testAgent({ ...options, assistant: "http://127.0.0.1:1/v1" }), /an address without a model/);
    assert.ok(!readdirSync(folder).includes("runs"));
  });
});

test("patients are dealt their axes, ask at the end, and reach their goal by the illness named", async (t) => {
  const users = `users:\n${[1, 2, 3].map((i) => ROSA.replace("users:\n", "").replace("Rosa", `Rosa ${i}`)).join("")}`;
  const { options, judging, chats } = await setting(t, {
    users,
    say: ({ messages }) =>
      chatStep(messages.at(-1)?.content.includes("[DDX]") ? "[DDX]\n1. Asthma\n2. Pertussis" : "Since when?"),
  });
  const { report, talks } = await testAgent({ ...options, repeats: 1, roles: { ...options.roles, judge: judging } });
  assert.deepEqual(
    talks.map(({ held }) => held?.outcome.why),
    Array.from({ length: 3 }, () => "Pertussis is number 2"),
  );
  assert.deepEqual(
    report.success.map(({ by, estimate }) => [by, estimate.value]),
    [
      ["judge", 1],
      ["signal", 1],
    ],
  );
  assert.deepEqual(talks[0]?.held?.messages[0]?.evidence?.private, ["Pertussis"]);
  assert.equal(chats().length, 9);
});

test("hidden preferences are told where they are asked for; the report has the questions and the share", async (t) => {
  const users = `users:
  - kind: hidden-preference
    persona: { name: Kim }
    task: Plan a weekend.
    preferences: [{ attribute: budget, value: zq-low }, { attribute: food, value: zq-fish, weight: -0.25 }]
`;
  const answers = { asked: ["budget"], general: false };
  const { options, judging, chats } = await setting(t, {
    users,
    user: {
      rules: [{ match: '"message":"What budget', reply: JSON.stringify(answers) }],
      default: "zq-low is what I can spend.",
    },
    say: ({ messages }) => chatStep(messages.length === 1 ? "What budget do you have?" : "A tent."),
  });
  const told = (prompt: ChatMessage[]): boolean => JSON.stringify(prompt).includes("zq-fish");
  const { report, talks } = await testAgent({ ...options, repeats: 1, roles: { ...options.roles, judge: judging } });
  const lines = talks[0]?.held?.messages.map(({ text }) => text);
  assert.deepEqual(lines?.slice(0, 3), ["Plan a weekend.", "What budget do you have?", "zq-low is what I can spend."]);
  // 1 of 1 + 0.25
  assert.deepEqual([report.elicited?.questions.value, report.elicited?.share.value], [1, 0.8]);
  assert.deepEqual(
    report.success.map(({ by, estimate }) => [by, estimate.value, estimate.missing.unsupported]),
    [
      ["judge", 1, 0],
      ["signal", null, 1],
    ],
  );
  assert.ok(!chats().some(({ messages }) => told(messages)));
  await assert.rejects(testAgent({ ...options, roles: {} }), /--user: the bundled model.*Kim, of the kind hidden-pref/);
});
