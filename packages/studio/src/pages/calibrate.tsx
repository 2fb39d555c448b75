import { type ReactElement, useCallback } from "react";
import { call } from "../api/client.ts";
import { PageHead } from "../parts/page.tsx";
import { Empty, Ready } from "../parts/states.tsx";
import { Table } from "../parts/table.tsx";
import { When } from "../parts/when.tsx";
import { go, type PageProps, to } from "../router.ts";
import { useLoad } from "../use-load.ts";
import "./study/study.css";
import { LabelSet } from "./calibrate/label-set.tsx";
import { NewSet } from "./calibrate/new-set.tsx";

interface LabelledSet {
  id: string;
  title: string;
  personas: string[];
  cases: number;
  createdAt: string;
}

/** `#/calibrate` lists the sets and makes new ones, `#/calibrate/ID` labels one. */
export function Page({ route }: PageProps): ReactElement {
  const [id] = route.rest;
  return id === undefined ? <Sets /> : <LabelSet key={id} id={id} />;
}

function Sets(): ReactElement {
  const load = useCallback(
    (signal: AbortSignal) => call<{ calibrations: LabelledSet[] }>("/api/calibrations", { signal }),
    [],
  );
  return (
    <>
      <PageHead
        title="Calibrate"
        about="Label replies without knowing what a judge made of them. Where people agree, a judge can be held against them."
      />
      <div className="study">
        <NewSet made={({ id }) => go(to(["calibrate", id]))} />
        <section className="stack" aria-labelledby="sets-title">
          <h2 id="sets-title">Sets to label</h2>
          <Ready loaded={useLoad(load)} what="the sets">
            {({ calibrations }) => <SetList sets={calibrations} />}
          </Ready>
        </section>
      </div>
    </>
  );
}

function SetList({ sets }: { sets: readonly LabelledSet[] }): ReactElement {
  if (sets.length === 0) {
    return (
      <Empty title="There is nothing to label yet">
        <p>Draw replies from a check that is done.</p>
      </Empty>
    );
  }
  return (
    <Table
      caption="Sets of cases"
      rows={sets}
      rowKey={({ id }) => id}
      columns={[
        { head: "Set", isName: true, cell: ({ id, title }) => <a href={to(["calibrate", id])}>{title}</a> },
        { head: "Persona", cell: ({ personas }) => personas.join(", ") },
        { head: "Cases", isNumber: true, cell: ({ cases }) => cases },
        { head: "Made", cell: ({ createdAt }) => <When at={createdAt} /> },
      ]}
    />
  );
}
