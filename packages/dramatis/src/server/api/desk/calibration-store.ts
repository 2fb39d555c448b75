import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { contentId, random } from "../../../core/index.ts";
import { type Figure, figureOf } from "../../../measure/judges/agreement.ts";
import type { LabelledCase } from "../../../measure/judges/labelled-set.ts";
import { readLabelled } from "../../../presets/calibrate/calibrate.ts";
import { ADJUDICATOR, openLabelLog } from "../../../presets/calibrate/label-log.ts";
import { sessionName } from "../../../presets/chat/chat-log.ts";
import { unwritable, writeWhole } from "../../../run/index.ts";
import { krippendorffAlpha, quadraticKappa } from "../../../stats/index.ts";
import { HttpFault } from "../../http-fault.ts";

/** Labels that can be given. */
export const LEVELS = [1, 2, 3, 4, 5] as const;

/** Something to be judged, and what there is to know of it. */
export type CaseToLabel = Pick<LabelledCase, "id" | "known" | "tested">;

export interface CalibrationAbout {
  id: string;
  title: string;
  /** What makes each score, in words. */
  policy: string;
  /** Names of the personas that cases are about. */
  personas: string[];
  cases: number;
  /** ISO 8601. */
  createdAt: string;
}

/** How far one rater has come. */
export interface Labelling {
  done: number;
  of: number;
  /** The next one; null at the end. Blind: neither labels of others nor what made the text. */
  case: CaseToLabel | null;
}

export interface RaterAgreement {
  cases: number;
  raters: { rater: string; labelled: number }[];
  /** Krippendorff's alpha (ordinal) over the cases that two raters or more labelled, with a 95 % interval that resamples cases. */
  alpha: Figure;
  /** Cohen's kappa with quadratic weights, rater by rater. */
  pairs: { raters: [string, string]; kappa: Figure }[];
}

/** Sets of cases that people label, each alone: `<id>.jsonl`, `<id>.json` about it, and the labels in `<id>.labels`. */
export interface CalibrationStore {
  list(): CalibrationAbout[];
  /** @throws HttpFault 404 */
  get(id: string): CalibrationAbout;
  create(
    set: Pick<CalibrationAbout, "title" | "policy" | "personas"> & { cases: readonly CaseToLabel[] },
  ): CalibrationAbout;
  /** @throws HttpFault 404; InputError for a name that no rater can have */
  labelling(id: string, rater: string): Promise<Labelling>;
  /** null takes a label back. Kept at once. @throws HttpFault 404 for a case that is not in the set; as `labelling` */
  label(id: string, rater: string, label: { case: string; label: number | null }): Promise<Labelling>;
  agreement(id: string): Promise<RaterAgreement>;
}

export function calibrationStore(folder: string, { now }: { now: () => Date }): CalibrationStore {
  const casesFile = (id: string): string => join(folder, `${id}.jsonl`);
  const aboutFile = (id: string): string => join(folder, `${id}.json`);
  const get = (id: string): CalibrationAbout => {
    if (!/^[\p{L}\p{N}-]+$/u.test(id) || !existsSync(aboutFile(id))) {
      throw new HttpFault(404, `no calibration ${JSON.stringify(id.slice(0, 80))}; GET /api/calibrations lists them`);
    }
    return JSON.parse(readFileSync(aboutFile(id), "utf8")) as CalibrationAbout;
  };
  const opened = async (id: string, rater: string) => {
    const { policy: _, ...about } = get(id);
    if (rater.toLowerCase() === ADJUDICATOR)
      throw new HttpFault(400, `nobody may be called ${rater}`, { param: "rater" });
    const cases = await readLabelled(casesFile(about.id));
    return { cases, log: openLabelLog(casesFile(about.id), rater) };
  };
  return {
    get,
    list() {
      if (!existsSync(folder)) return [];
      const ids = readdirSync(folder).flatMap((name) => /^(.+)\.json$/u.exec(name)?.[1] ?? []);
      return ids.map(get).sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
    },
    create({ title, policy, personas, cases }) {
      try {
        mkdirSync(folder, { recursive: true });
      } catch (error) {
        throw unwritable(folder, error);
      }
      const id = freeId(sessionName(title).slice(0, 60), (one) => existsSync(aboutFile(one)));
      writeWhole(casesFile(id), cases.map((one) => `${JSON.stringify(one)}\n`).join(""));
      const about = { id, title, policy, personas, cases: cases.length, createdAt: now().toISOString() };
      writeWhole(aboutFile(id), `${JSON.stringify(about)}\n`);
      return about;
    },
    async labelling(id, rater) {
      return next(id, rater, await opened(id, rater));
    },
    async label(id, rater, { case: which, label }) {
      const found = await opened(id, rater);
      if (!found.cases.some((one) => one.id === which)) {
        throw new HttpFault(404, `no case ${JSON.stringify(which.slice(0, 80))} in ${id}`, { param: "case" });
      }
      found.log.put(which, label);
      return next(id, rater, found);
    },
    async agreement(id) {
      return agreementOfRaters(await readLabelled(casesFile(get(id).id)));
    },
  };
}

/** In an order of each rater's own, so that what comes late is not the same for all. */
function next(
  id: string,
  rater: string,
  { cases, log }: { cases: readonly LabelledCase[]; log: { labels: ReadonlyMap<string, number> } },
): Labelling {
  const order = random(Number.parseInt(contentId([id, rater]).slice(0, 8), 16)).shuffle(cases);
  const one = order.find((candidate) => !log.labels.has(candidate.id));
  const done = cases.filter((candidate) => log.labels.has(candidate.id)).length;
  return { done, of: cases.length, case: one ? { id: one.id, known: one.known, tested: one.tested } : null };
}

function agreementOfRaters(cases: readonly LabelledCase[]): RaterAgreement {
  const raters = [...new Set(cases.flatMap(({ labels }) => Object.keys(labels)))].sort();
  const shared = cases.filter(({ labels }) => Object.keys(labels).length > 1);
  const rows = shared.map(({ labels }) => raters.map((rater) => labels[rater] ?? null));
  return {
    cases: cases.length,
    raters: raters.map((rater) => ({
      rater,
      labelled: cases.filter(({ labels }) => labels[rater] !== undefined).length,
    })),
    alpha: figureOf(rows, (sample) => krippendorffAlpha(sample, "ordinal")),
    pairs: raters.flatMap((first, at) =>
      raters
        .slice(at + 1)
        .map((second) => ({ raters: [first, second] as [string, string], kappa: kappaOf(cases, first, second) })),
    ),
  };
}

function kappaOf(cases: readonly LabelledCase[], first: string, second: string): Figure {
  const both = cases.flatMap(({ labels }) => {
    const [a, b] = [labels[first], labels[second]];
    return a === undefined || b === undefined ? [] : [{ a, b }];
  });
  return figureOf(both, (sample) =>
    quadraticKappa(
      sample.map(({ a }) => a),
      sample.map(({ b }) => b),
    ),
  );
}

function freeId(stem: string, isTaken: (id: string) => boolean): string {
  for (let number = 1; ; number++) {
    const id = number === 1 ? stem : `${stem}-${number}`;
    if (!isTaken(id)) return id;
  }
}
