import { lazy, type ReactElement, Suspense, useCallback, useState } from "react";
import { call } from "../../api/client.ts";
import { SelectField } from "../../parts/field.tsx";
import { PageHead } from "../../parts/page.tsx";
import { shortVersion } from "../../parts/short-version.ts";
import { Empty, Loading, Ready } from "../../parts/states.tsx";
import { Table } from "../../parts/table.tsx";
import { to } from "../../router.ts";
import { useLoad } from "../../use-load.ts";
import { figure, intervalText } from "../study/figures.ts";
import type { ComparedRun, PairedDifference, RunComparison } from "../study/wire.ts";

const PairDots = lazy(async () => ({ default: (await import("../study/charts.tsx")).PairDots }));

/** Two checks, item by item: what both asked is a pair. */
export function ChecksCompare({ before, after }: { before: string; after: string }): ReactElement {
  const load = useCallback(
    (signal: AbortSignal) => call<RunComparison>("/api/runs/compare", { query: { a: before, b: after }, signal }),
    [before, after],
  );
  const comparison = useLoad(load);
  return (
    <>
      <PageHead
        title="Two checks, pair by pair"
        about="What both asked or held is one pair. Differences are the second less the first; p is adjusted over all measures (Holm)."
      >
        <a className="button" href={to(["checks"])}>
          All runs
        </a>
      </PageHead>
      <Ready loaded={comparison} what="the comparison">
        {(value) => <Compared ids={{ before, after }} comparison={value} />}
      </Ready>
    </>
  );
}

function Compared({
  ids,
  comparison: { before, after, measures },
}: {
  ids: { before: string; after: string };
  comparison: RunComparison;
}): ReactElement {
  const compared = measures.filter(({ pairs }) => pairs > 0);
  return (
    <div className="stack">
      <div className="pair">
        <Side title="First" id={ids.before} run={before} />
        <Side title="Second" id={ids.after} run={after} />
      </div>
      {compared.length === 0 ? (
        <Empty title="The two runs have nothing in common">
          <p>Pairs come from the same suite, or from conversations with the same names.</p>
        </Empty>
      ) : (
        <>
          <Differences rows={compared} />
          <Pairs measures={compared} />
        </>
      )}
    </div>
  );
}

function Side({ title, id, run }: { title: string; id: string; run: ComparedRun }): ReactElement {
  const { personas, witnesses } = run;
  return (
    <section className="card" aria-label={title}>
      <h2>
        {title}: <a href={to(["checks", id])}>{personas.map(({ persona }) => persona).join(", ")}</a>
      </h2>
      <p className="quiet small">
        {personas.map(({ version }) => `version ${shortVersion(version)}`).join(", ")}
        {witnesses.map(({ role, id }) => ` · ${role} ${id}`)}
      </p>
    </section>
  );
}

function Differences({ rows }: { rows: readonly PairedDifference[] }): ReactElement {
  return (
    <Table
      caption="Paired differences with their 95 % intervals"
      rows={rows}
      rowKey={({ measure }) => measure}
      columns={[
        { head: "Measure", isName: true, cell: ({ measure }) => measure },
        { head: "First", isNumber: true, cell: ({ before }) => figure(before) },
        { head: "Second", isNumber: true, cell: ({ after }) => figure(after) },
        { head: "Difference", isNumber: true, cell: ({ difference }) => signed(difference) },
        { head: "95 % interval", isNumber: true, cell: (row) => intervalText(row) },
        { head: "Pairs", isNumber: true, cell: ({ pairs }) => pairs },
        { head: "Without a partner", isNumber: true, cell: ({ unpaired }) => unpaired },
        { head: "Smallest that would show", isNumber: true, cell: ({ smallest }) => figure(smallest) },
        { head: "p", isNumber: true, cell: ({ adjusted }) => figure(adjusted) },
        {
          head: "Verdict",
          cell: ({ verdict }) => (
            <span className={`chip ${verdict === "better" ? "good" : verdict === "worse" ? "bad" : ""}`}>
              {verdict}
            </span>
          ),
        },
      ]}
    />
  );
}

function Pairs({ measures }: { measures: readonly PairedDifference[] }): ReactElement {
  const [name, setName] = useState(measures[0]?.measure ?? "");
  const shown = measures.find(({ measure }) => measure === name) ?? measures[0];
  if (shown === undefined) return <Empty title="No pair" />;
  const { items, measure } = shown;
  const moved = items.toSorted((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before));
  return (
    <section className="stack" aria-labelledby="pairs-title">
      <h2 id="pairs-title">Pair by pair</h2>
      <div className="narrow">
        <SelectField
          label="Measure"
          value={measure}
          choices={measures.map((one) => ({ value: one.measure, label: one.measure }))}
          change={setName}
        />
      </div>
      <div className="beside">
        <Table
          caption={`${measure}: every pair, the ones that moved most first`}
          rows={moved}
          rowKey={({ item }) => item}
          columns={[
            { head: "Item", isName: true, cell: ({ item }) => item },
            { head: "First", isNumber: true, cell: ({ before }) => figure(before) },
            { head: "Second", isNumber: true, cell: ({ after }) => figure(after) },
            { head: "Difference", isNumber: true, cell: ({ before, after }) => signed(after - before) },
          ]}
        />
        <Suspense fallback={<Loading what="the chart" />}>
          <PairDots label={`${measure}: ${items.length} pairs; those above the diagonal rose`} items={items} />
        </Suspense>
      </div>
    </section>
  );
}

function signed(difference: number | null): string {
  if (difference === null || difference === 0) return figure(difference);
  return difference > 0 ? `+${figure(difference)}` : figure(difference).replace("-", "−");
}
