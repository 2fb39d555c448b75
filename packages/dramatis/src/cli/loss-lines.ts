import { oneLine } from "../core/index.ts";
import type { Loss } from "../persona/index.ts";

const SHOWN = 8;
const MEANING: Record<Loss["kind"], string> = {
  dropped: "dropped",
  changed: "changed",
  warning: "warning",
  kept: "kept as it is",
};

/** What a conversion lost, a line each, the worst first; what is only kept is counted. */
export function lossLines(loss: readonly Loss[]): string[] {
  const told = (["dropped", "changed", "warning"] as const).flatMap((kind) =>
    loss
      .filter((one) => one.kind === kind)
      .map(({ path, note }) => `  ${MEANING[kind]}: ${oneLine(`${path}: ${note}`, 200)}`),
  );
  const kept = loss.filter(({ kind }) => kind === "kept");
  const hidden = told.length - SHOWN;
  return [
    ...told.slice(0, SHOWN),
    ...(hidden > 0 ? [`  … and ${hidden} more; --report FILE has them all`] : []),
    ...(kept.length > 0 ? [`  ${MEANING.kept}: ${oneLine(kept.map(({ path }) => path).join(", "), 160)}`] : []),
  ];
}
