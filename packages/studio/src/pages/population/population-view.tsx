import { lazy, type ReactElement, Suspense, useMemo } from "react";
import { Empty, Loading } from "../../parts/states.tsx";
import { Table } from "../../parts/table.tsx";
import { percent } from "../study/figures.ts";
import {
  binsOf,
  type DrawnMargin,
  type DrawnPopulation,
  type DrawnTrait,
  distanceOf,
  marginRows,
  marginSentence,
  spaced,
  traitSentence,
} from "./population-shape.ts";

const MarginDots = lazy(async () => ({ default: (await import("../study/charts.tsx")).MarginDots }));
const TraitBars = lazy(async () => ({ default: (await import("../study/charts.tsx")).TraitBars }));

/** How near the people come to what was asked for, and how their traits lie. */
export function PopulationView({ drawn }: { drawn: DrawnPopulation }): ReactElement {
  const { report, margins, traits } = drawn;
  const turned = Object.entries(report.rejected).filter(([, count]) => count > 0);
  return (
    <>
      <section className="stack" aria-labelledby="margins-title">
        <h2 id="margins-title">Margins against targets</h2>
        <p>
          {marginSentence(report.margins, report.people)}
          {report.dropped > 0 && ` ${report.dropped} were dropped, for whom nothing fitted.`}
          {turned.length > 0 && ` Turned away: ${turned.map(([name, count]) => `${name} ${count}`).join(", ")}.`}
        </p>
        <p className="row quiet small" aria-hidden="true">
          <span className="key">asked for</span>
          <span className="key drawn">drawn</span>
        </p>
        <div className="margins">
          {margins.map((margin) => (
            <MarginView key={margin.variable} margin={margin} />
          ))}
        </div>
      </section>
      <section className="stack" aria-labelledby="traits-title">
        <h2 id="traits-title">Traits</h2>
        {traits.length === 0 && <Empty title="This population has no traits" />}
        <div className="traits">
          {traits.map((trait) => (
            <TraitView key={trait.trait} trait={trait} />
          ))}
        </div>
      </section>
    </>
  );
}

function MarginView({ margin }: { margin: DrawnMargin }): ReactElement {
  const rows = useMemo(() => marginRows(margin), [margin]);
  const name = spaced(margin.variable);
  const distance = distanceOf(margin);
  const told =
    distance === null ? "drawn from a table that depends on others" : `${percent(distance)} would have to change`;
  return (
    <figure className="card">
      <figcaption>
        <h3>{name}</h3>
        <p className="quiet small">{told}</p>
      </figcaption>
      <Suspense fallback={<Loading what="the chart" />}>
        <MarginDots label={`${name}: ${rows.length} values, ${told}`} rows={rows} />
      </Suspense>
      <details>
        <summary>
          Numbers<span className="unseen">{` of ${name}`}</span>
        </summary>
        <Table
          caption={`${name}: shares of people`}
          rows={rows}
          rowKey={({ label }) => label}
          columns={[
            { head: "Value", isName: true, cell: ({ label }) => label },
            { head: "Asked for", isNumber: true, cell: ({ targetText }) => targetText },
            { head: "Drawn", isNumber: true, cell: ({ drawnText }) => drawnText },
            { head: "Gap, points", isNumber: true, cell: ({ gapText }) => gapText },
          ]}
        />
      </details>
    </figure>
  );
}

function TraitView({ trait }: { trait: DrawnTrait }): ReactElement {
  const bins = useMemo(() => binsOf(trait), [trait]);
  const sentence = traitSentence(trait);
  return (
    <figure className="card">
      <figcaption>
        <h3>{spaced(trait.trait)}</h3>
        <p className="quiet small">{sentence.slice(sentence.indexOf(":") + 2)}</p>
      </figcaption>
      <Suspense fallback={<Loading what="the chart" />}>
        <TraitBars label={sentence} bins={bins} />
      </Suspense>
    </figure>
  );
}
