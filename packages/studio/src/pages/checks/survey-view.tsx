import { lazy, type ReactElement, Suspense, useMemo } from "react";
import { Empty, Loading } from "../../parts/states.tsx";
import { Table } from "../../parts/table.tsx";
import { coverageOf, figure, intervalText, missingText, percent } from "../study/figures.ts";
import type { SurveyResult } from "../study/wire.ts";
import { radarSpokes } from "./check-shape.ts";

const RadarChart = lazy(async () => ({ default: (await import("../study/charts.tsx")).RadarChart }));

/** What a questionnaire found: a radar of the traits, and every scale with its interval. */
export function SurveyView({ survey }: { survey: SurveyResult }): ReactElement {
  const { scales, people, made } = survey;
  const spokes = useMemo(() => radarSpokes(survey), [survey]);
  const who = people.map(({ person }) => person).join(", ");
  if (scales.length === 0) return <Empty title="Nobody answered" />;
  return (
    <article className="stack result">
      <header>
        <h2>{who}</h2>
        <p className="quiet small">{`${made.instrument}, answered by ${made.model}`}</p>
      </header>
      <div className="beside">
        <Table
          caption="Scales with their 95 % intervals"
          rows={scales}
          rowKey={({ scale, facet = "" }) => `${scale}/${facet}`}
          columns={[
            { head: "Scale", isName: true, cell: ({ scale, facet }) => facet ?? scale },
            { head: "Mean", isNumber: true, cell: ({ estimate }) => figure(estimate.value) },
            { head: "95 % interval", isNumber: true, cell: ({ estimate }) => intervalText(estimate) },
            { head: "n", isNumber: true, cell: ({ estimate }) => estimate.n },
            { head: "Missing", cell: ({ estimate }) => missingText(estimate.missing) || "none" },
            { head: "Coverage", isNumber: true, cell: ({ estimate }) => percent(coverageOf(estimate)) },
          ]}
        />
        {spokes.length > 0 && (
          <figure className="stack">
            <Suspense fallback={<Loading what="the chart" />}>
              <RadarChart
                label={`Traits: ${spokes.map(({ name, share }) => `${name} ${percent(share)} of its range`).join(", ")}`}
                spokes={spokes}
              />
            </Suspense>
            <figcaption className="quiet small">
              Each trait as a share of its scale: the middle is the least score, the rim the most.
            </figcaption>
          </figure>
        )}
      </div>
    </article>
  );
}
