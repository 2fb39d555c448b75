import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { componentConformance } from "../../core/conformance/component.ts";
import { type Message, UnsupportedError } from "../../core/index.ts";
import { mockModel } from "../../model/index.ts";
import { lifelongProfile, profileHistory } from "./lifelong-profile.ts";
import { checkPatches, type ProfilePatch, type RejectedPatch } from "./profile-patches.ts";
import { testingBook, testingMemory } from "./testing-book.ts";
import { anaHears, NOW, session } from "./testing-view.ts";

const JOB: ProfilePatch = {
  op: "add",
  path: "demographics/job",
  value: "nurse",
  evidence: "I work as a nurse",
};

const said = (...lines: string[]) =>
  session("s1", "2025-01-11T00:00:00Z", lines).map((message) => ({ ...message, at: message.at ?? "" }));

const asReply = (...patches: Partial<ProfilePatch>[]): string =>
  JSON.stringify({ patches: patches.map((patch) => ({ ...JOB, ...patch })) });

describe("lifelong-profile", () => {
  const shared = testingBook({
    memories: [testingMemory({ id: "a", kind: "profile", text: "interests/sport: chess" })],
  });
  componentConformance(
    async () => lifelongProfile({ book: shared, model: mockModel({ default: asReply() }), now: NOW }),
    anaHears(said("user: Hello.", "Ana: Hi.", "user: How are you?")),
  );

  test("evidence must stand in what the person said: a quote of three words or a whole message", () => {
    const check = (evidence: string, ...lines: string[]): string => {
      const { accepted, rejected } = checkPatches([{ ...JOB, evidence }], { profile: [], said: said(...lines) });
      return accepted.length === 1 ? "accepted" : (rejected[0]?.reason ?? "lost");
    };
    const absent = "its evidence does not stand in the session";
    assert.equal(check("i  work as a NURSE", "user: Well, I work as a nurse."), "accepted");
    assert.equal(check("I’m a nurse", "user: I'm a nurse!"), "accepted");
    assert.equal(check("Nurse.", "user: Nurse."), "accepted");
    assert.equal(check("", "user: I work as a nurse."), absent);
    assert.equal(check("a nurse", "user: I work as a nurse."), absent);
    assert.equal(check("I am a nurse", "user: I work as a nurse."), absent);
  });

  test("a patch must fit the profile; of two for one path the last counts", () => {
    const profile = [{ path: "demographics/job", value: "cook" }];
    const messages = said("user: I work as a nurse");
    const reasons = (...patches: Partial<ProfilePatch>[]): string[] =>
      checkPatches(
        patches.map((patch) => ({ ...JOB, ...patch })),
        { profile, said: messages },
      ).rejected.map(({ reason }) => reason);
    assert.deepEqual(reasons({}), ["it adds what is there"]);
    assert.deepEqual(reasons({ op: "replace", path: "goals/job" }), ["it would replace what is not there"]);
    assert.deepEqual(reasons({ op: "remove", path: "goals/job" }), ["it would remove what is not there"]);
    assert.deepEqual(reasons({ op: "replace", value: " " }), ["it has no value"]);
    for (const path of ["job", "identity/name", "goals/", "goals/a\nb", "__proto__/x"]) {
      assert.match(reasons({ path })[0] ?? "", /^its path is not one of/, path);
    }
    assert.deepEqual(reasons({ op: "replace", value: "vet" }, { op: "replace" }), ["a later patch has the same path"]);
    assert.deepEqual(reasons({ op: "remove", value: "" }), []);
  });

  test("after a session the profile changes, with its history; it is told in the next", async () => {
    const book = testingBook();
    const model = mockModel({
      replies: [
        asReply({}, { path: "goals/trip", value: "Rome", evidence: "I want to see Rome" }),
        asReply(
          { op: "replace", value: "vet", evidence: "I am a vet now" },
          { op: "remove", path: "goals/trip", evidence: "I went to Rome" },
        ),
      ],
    });
    const component = lifelongProfile({ book, model, now: NOW });
    const told: Message[] = [
      ...session("s1", "2025-01-11T00:00:00Z", ["user: I work as a nurse. I want to see Rome.", "Ana: I paint."]),
      ...session("s2", "2025-01-18T00:00:00Z", ["user: I went to Rome. I am a vet now."]),
    ];
    for (const message of told) await component.observe?.(message);
    const next = anaHears(session("s3", "2025-02-01T00:00:00Z", ["user: Hi!"]));
    const [before] = await component.contribute(next);
    assert.match(before?.text ?? "", /of user from .*:\n- demographics\/job: nurse\n- goals\/trip: Rome$/);
    await component.endSession();
    const [after] = await component.contribute(next);
    assert.match(after?.text ?? "", /:\n- demographics\/job: vet$/);
    const history = await profileHistory(book, { about: "user", path: "demographics/job" });
    assert.deepEqual(
      history.map(({ text, saidAt, validUntil }) => [text, saidAt.slice(0, 10), validUntil?.slice(0, 10)]),
      [
        ["demographics/job: nurse", "2025-01-11", "2025-01-18"],
        ["demographics/job: vet", "2025-01-18", undefined],
      ],
    );
  });

  test("a patch without evidence is rejected, and said to be; words of the persona are no evidence", async () => {
    const book = testingBook();
    const rejected: RejectedPatch[] = [];
    const component = lifelongProfile({
      book,
      model: mockModel({ replies: [asReply({ evidence: "" }, { path: "goals/x", evidence: "I paint all day" })] }),
      onRejected: (patches) => rejected.push(...patches),
      now: NOW,
    });
    for (const message of said("user: Good morning.", "Ana: I paint all day.")) await component.observe?.(message);
    await component.endSession();
    assert.deepEqual(await book.all(), []);
    assert.equal(rejected.length, 2);
  });

  test("a reply that cannot be used, twice, leaves the profile; a deleted entry does not come back", async () => {
    const book = testingBook();
    const model = mockModel({ replies: ["No.", '{"patches": [{"op": "burn"}]}', asReply({}), asReply({})] });
    const tell = async (): Promise<number> => {
      const component = lifelongProfile({ book, model, now: NOW });
      for (const message of said("user: I work as a nurse.")) await component.observe?.(message);
      await component.endSession();
      return (await book.all()).length;
    };
    assert.equal(await tell(), 0);
    assert.equal(await tell(), 1);
    await book.delete((await book.all())[0]?.id ?? "");
    assert.equal(await tell(), 0);
  });

  test("without a book or a model it says how to get one", () => {
    assert.throws(() => lifelongProfile({ model: mockModel({}) }), UnsupportedError);
    assert.throws(() => lifelongProfile({ book: testingBook() }), UnsupportedError);
  });
});
