import { lazy, type ReactElement, Suspense, useMemo, useState } from "react";
import { Button } from "../../parts/button.tsx";
import { SelectField } from "../../parts/field.tsx";
import { shortVersion } from "../../parts/short-version.ts";
import { Empty, Loading } from "../../parts/states.tsx";
import { Table } from "../../parts/table.tsx";
import { to } from "../../router.ts";
import { figure, intervalText, percent } from "../study/figures.ts";
import type { CheckResult } from "../study/wire.ts";
import {
  aroundQuote,
  curveNames,
  curveSentence,
  type Flag,
  flaggedLines,
  flagPhrase,
  type MeasureRow,
  measureRows,
} from "./check-shape.ts";

const DriftChart = lazy(async () => ({ default: (await import("../study/charts.tsx")).DriftChart }));
const SHOWN = 8;

/** What a check found of one persona. */
export function CheckView({ result }: { result: CheckResult }): ReactElement {
  const { persona, version, witnesses, gate = [] } = result;
  const rows = useMemo(() => measureRows(result), [result]);
  return (
    <article className="stack result check">
      <header>
        <h2>{persona}</h2>
        <p className="quiet small">
          version <a href={to(["edit", persona])}>{shortVersion(version)}</a>
          {witnesses.map(({ role, id }) => ` · ${role} ${id}`)}
        </p>
      </header>
      {gate.length > 0 && (
        <ul className="gate wide">
          {gate.map(({ measure, verdict, message }) => (
            <li key={measure}>
              <span className={`chip ${verdict === "pass" ? "good" : verdict === "fail" ? "bad" : ""}`}>{verdict}</span>{" "}
              {message}
            </li>
          ))}
        </ul>
      )}
      <Measures rows={rows} />
      <Curves result={result} />
      <Flags result={result} />
    </article>
  );
}

function Measures({ rows }: { rows: readonly MeasureRow[] }): ReactElement {
  const [all, setAll] = useState(false);
  const scored = rows.filter(({ reason }) => reason === "");
  const shown = all ? rows : scored.slice(0, SHOWN);
  if (rows.length === 0) return <Empty title="No measure was run" />;
  return (
    <section className="stack" aria-label="Measures">
      <Table
        caption="Measures with their 95 % intervals"
        rows={shown}
        rowKey={({ name }) => name}
        columns={[
          { head: "Measure", isName: true, cell: (row) => <MeasureName row={row} /> },
          { head: "Value", isNumber: true, cell: ({ value }) => value },
          { head: "95 % interval", isNumber: true, cell: ({ interval }) => interval },
          { head: "On the scale from 0 to 1", cell: ({ bar }) => (bar ? <Gauge {...bar} /> : null) },
          { head: "n", isNumber: true, cell: ({ n }) => n },
          { head: "Missing", cell: ({ missing }) => missing },
          { head: "Coverage", isNumber: true, cell: ({ coverage }) => coverage },
        ]}
      />
      {rows.length > shown.length && (
        <Button kind="quiet" icon="down" onClick={() => setAll(true)}>
          {`Show all ${rows.length} measures, ${rows.length - scored.length} without a value`}
        </Button>
      )}
    </section>
  );
}

function MeasureName({ row: { name, direction, reason } }: { row: MeasureRow }): ReactElement {
  return (
    <>
      {name}
      <span className="quiet small note">{reason === "" ? direction : reason}</span>
    </>
  );
}

/** The numbers stand beside it. */
function Gauge({ value, low, high }: { value: number; low: number; high: number }): ReactElement {
  const at = (share: number): number => 4 + 92 * Math.min(1, Math.max(0, share));
  return (
    <svg className="gauge" viewBox="0 0 100 16" aria-hidden="true">
      <line className="track" x1="4" x2="96" y1="8" y2="8" />
      <line className="range" x1={at(low)} x2={at(high)} y1="8" y2="8" />
      <circle cx={at(value)} cy="8" r="4" />
    </svg>
  );
}

function Curves({ result }: { result: CheckResult }): ReactElement | null {
  const names = curveNames(result);
  const [name, setName] = useState(names[0] ?? "");
  const points = result.curves[name] ?? [];
  if (names.length === 0) return null;
  return (
    <section className="stack" aria-labelledby={`drift-${result.version}`}>
      <h3 id={`drift-${result.version}`}>Drift over turns</h3>
      <div className="narrow">
        <SelectField
          label="Measure"
          value={name}
          choices={names.map((one) => ({ value: one, label: one }))}
          change={setName}
        />
      </div>
      <Suspense fallback={<Loading what="the chart" />}>
        <DriftChart
          label={curveSentence(name, points)}
          points={points}
          isRatio={result.measures[name]?.unit === "ratio"}
        />
      </Suspense>
      <details>
        <summary>Numbers</summary>
        <Table
          caption={`${name} by turn`}
          rows={points}
          rowKey={({ turn }) => String(turn)}
          columns={[
            { head: "Turn", isName: true, cell: ({ turn }) => turn },
            { head: "Mean", isNumber: true, cell: ({ value }) => figure(value) },
            { head: "95 % interval", isNumber: true, cell: (point) => intervalText(point) },
            { head: "n", isNumber: true, cell: ({ n }) => n },
          ]}
        />
      </details>
    </section>
  );
}

function Flags({ result }: { result: CheckResult }): ReactElement {
  const flags = useMemo(() => flaggedLines(result), [result]);
  const [most, setMost] = useState(SHOWN);
  return (
    <section className="stack wide" aria-labelledby={`flags-${result.version}`}>
      <h3 id={`flags-${result.version}`}>{`Flagged lines (${flags.length})`}</h3>
      {flags.length === 0 && <Empty title="No line was flagged" />}
      <ol className="flagged-lines">
        {flags.slice(0, most).map((flag) => (
          <li key={flag.id} className="card">
            <FlagView flag={flag} />
          </li>
        ))}
      </ol>
      {flags.length > most && (
        <Button kind="quiet" icon="down" onClick={() => setMost(most + 4 * SHOWN)}>
          {`Show more, ${flags.length - most} left`}
        </Button>
      )}
    </section>
  );
}

function FlagView({ flag }: { flag: Flag }): ReactElement {
  const { quote, context, claim, measures, strength, session, turn } = flag;
  const lines = context.length > 0 ? context : [{ turn, speaker: "", text: quote, isFlagged: true }];
  return (
    <>
      <div className="flag-talk">
        <p className="quiet small">{`${session}, turn ${turn}`}</p>
        {lines.map((line) => (
          <p key={line.turn} className={line.isFlagged ? "line flagged" : "line"}>
            {line.speaker !== "" && <b>{line.speaker} </b>}
            <Said text={line.text} quote={line.isFlagged ? quote : undefined} />
          </p>
        ))}
      </div>
      <div className="claim">
        <p>
          <span className={flag.verdict === "contradicts" ? "chip bad" : "chip"}>{flagPhrase(flag)}</span>
        </p>
        {claim !== null && <blockquote>{claim}</blockquote>}
        <p className="quiet small">{`${measures.join(", ")} · ${percent(strength)} sure`}</p>
      </div>
    </>
  );
}

function Said({ text, quote }: { text: string; quote: string | undefined }): ReactElement {
  if (quote === undefined) return <span>{text}</span>;
  const { before, marked, after } = aroundQuote(text, quote);
  return (
    <span>
      {before}
      <mark>{marked}</mark>
      {after}
    </span>
  );
}
