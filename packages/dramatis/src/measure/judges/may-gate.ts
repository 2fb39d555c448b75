import type { Figure } from "./agreement.ts";
import { type Calibration, told } from "./calibration.ts";
import { passesRoleGate } from "./role-identification.ts";

/** What a judge must show before it may decide over pass and fail; docs/decisions/judge-calibration.md says why. */
export const GATE_RULE = {
  /** Cases that people and the judge both judged. */
  cases: 50,
  /** Most cases without a verdict, as a share. */
  missing: 0.05,
  /** Least reliability of what people say together. */
  reliability: 0.6,
  /** Least lower end of Krippendorff's alpha … */
  alpha: 0.667,
  /** … or: Spearman at most this much below that of one rater, at the lower end. */
  belowOneRater: 0.05,
  /** Least lower end of the share that repeats judge alike, and that pairs are judged alike in both orders. */
  steady: 0.8,
} as const;

type Evidence = Omit<Calibration, "verdict">;

/** What a judge may be used for, and why. */
export function mayGate(evidence: Evidence): Calibration["verdict"] {
  const { agreement, set, missing, roles } = evidence;
  const faults = [...labelFaults(evidence), ...agreementFaults(evidence), ...unsteadiness(evidence)];
  const judged = agreement.spearman.n;
  const without = Object.values(missing).reduce((sum, n) => sum + n, 0);
  if (judged < GATE_RULE.cases) faults.push(`${judged} cases; ${GATE_RULE.cases} are wanted`);
  if (without > GATE_RULE.missing * set.cases) faults.push(`no verdict on ${without} of ${set.cases} cases`);
  const agrees = isAbove(agreement.spearman, 0) || isAbove(agreement.alpha, 0);
  const rolePlay = roles !== null && passesRoleGate(roles);
  const onRoles = rolePlay ? [] : [rolesFault(roles)];
  if (!agrees) return { use: "none", rolePlay: false, reasons: ["it is not seen to agree with people", ...faults] };
  if (faults.length > 0) return { use: "inform", rolePlay: false, reasons: [...faults, ...onRoles] };
  return { use: "gate", rolePlay, reasons: [...reasonsFor(evidence), ...onRoles] };
}

function labelFaults({ set }: Evidence): string[] {
  if (set.reliability === null) return ["one rater; two or more are wanted"];
  if (set.reliability >= GATE_RULE.reliability) return [];
  return [
    `people agree too little to be a measure: reliability ${told({ value: set.reliability, low: null, high: null })}`,
  ];
}

function isAsGoodAsOne({ lessOneRater }: Evidence): boolean {
  return isAbove(lessOneRater, -GATE_RULE.belowOneRater);
}

function agreementFaults(evidence: Evidence): string[] {
  const { alpha } = evidence.agreement;
  if (isAbove(alpha, GATE_RULE.alpha) || isAsGoodAsOne(evidence)) return [];
  return [
    `alpha ${told(alpha)}, ${GATE_RULE.alpha} is wanted at the lower end; and it agrees less than one person does`,
  ];
}

function reasonsFor(evidence: Evidence): string[] {
  const { alpha } = evidence.agreement;
  return isAbove(alpha, GATE_RULE.alpha) ? [`alpha ${told(alpha)}`] : ["it agrees with people as one of them does"];
}

function unsteadiness({ selfConsistency, swap, truncation, attempts }: Evidence): string[] {
  const faults: string[] = [];
  if (selfConsistency === null) faults.push("each case was judged once; two repeats are wanted");
  else if (!isAbove(selfConsistency, GATE_RULE.steady))
    faults.push(`repeats agree on ${told(selfConsistency)} of cases`);
  if (swap !== null && !isAbove(swap, GATE_RULE.steady))
    faults.push(`the order of a pair leaves ${told(swap)} as they were`);
  if (truncation?.value === 0) {
    faults.push(
      `without their second half, none of ${truncation.n} long cases was judged otherwise: it may not read on`,
    );
  }
  if (attempts !== null && attempts.silent > 0) {
    faults.push(`${attempts.silent} of ${attempts.made} attempts talked it into a higher score unseen`);
  }
  return faults;
}

function rolesFault(roles: Evidence["roles"]): string {
  if (roles === null) return "for role-play it is not known whether it can tell roles";
  const { top1, top1Interval } = roles;
  const figure = { value: top1, low: top1Interval?.low ?? null, high: top1Interval?.high ?? null };
  return `not for role-play: it tells who speaks in ${told(figure)} of ${roles.n} dialogues`;
}

function isAbove({ low }: Pick<Figure, "low">, bound: number): boolean {
  return low !== null && low > bound;
}
