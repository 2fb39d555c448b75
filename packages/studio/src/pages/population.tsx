import { type ReactElement, useCallback } from "react";
import { call, path } from "../api/client.ts";
import { PageHead } from "../parts/page.tsx";
import { Empty, Ready } from "../parts/states.tsx";
import { Table } from "../parts/table.tsx";
import { go, type PageProps, to } from "../router.ts";
import { useLoad } from "../use-load.ts";
import "./study/study.css";
import { PopulationDraw } from "./population/draw-people.tsx";
import { ExportPeople } from "./population/export-people.tsx";
import { PopulationPeople } from "./population/people.tsx";
import type { DrawnPopulation } from "./population/population-shape.ts";
import { PopulationView } from "./population/population-view.tsx";

type Drawn = Pick<DrawnPopulation, "id" | "population" | "size" | "seed">;

/** `#/population` draws people, `#/population/ID` shows who was drawn, `#/population/ID/7` opens one of them. */
export function Page({ route }: PageProps): ReactElement {
  const [id, person] = route.rest;
  return id === undefined ? <Populations /> : <Population key={id} id={id} person={person} />;
}

function Populations(): ReactElement {
  const load = useCallback(
    (signal: AbortSignal) => call<{ shipped: string[]; drawn: Drawn[] }>("/api/populations", { signal }),
    [],
  );
  return (
    <>
      <PageHead
        title="Population"
        about="Draw people whose margins are those of a census, and see how near they come to it."
      />
      <Ready loaded={useLoad(load)} what="the populations">
        {({ shipped, drawn: before }) => (
          <div className="study">
            <PopulationDraw names={shipped} drawn={({ id }) => go(to(["population", id]))} />
            <section className="stack" aria-labelledby="drawn-title">
              <h2 id="drawn-title">Drawn before</h2>
              {before.length === 0 ? (
                <Empty title="Nobody was drawn yet">
                  <p>Two hundred people take a second; the same seed draws the same people.</p>
                </Empty>
              ) : (
                <DrawnList populations={before} />
              )}
            </section>
          </div>
        )}
      </Ready>
    </>
  );
}

function DrawnList({ populations }: { populations: readonly Drawn[] }): ReactElement {
  return (
    <Table
      caption="Populations that were drawn"
      rows={populations}
      rowKey={({ id }) => id}
      columns={[
        {
          head: "Population",
          isName: true,
          cell: ({ id, population }) => <a href={to(["population", id])}>{population}</a>,
        },
        { head: "People", isNumber: true, cell: ({ size }) => size.toLocaleString("en-US") },
        { head: "Seed", isNumber: true, cell: ({ seed }) => seed },
      ]}
    />
  );
}

function Population({ id, person }: { id: string; person: string | undefined }): ReactElement {
  const load = useCallback(
    (signal: AbortSignal) => call<DrawnPopulation>(path`/api/populations/${id}`, { signal }),
    [id],
  );
  const drawn = useLoad(load);
  return (
    <>
      <PageHead title={id} about={drawn.status === "ready" ? aboutOf(drawn.value) : undefined}>
        <a className="button" href={to(["population"])}>
          All populations
        </a>
        {drawn.status === "ready" && <ExportPeople id={id} size={drawn.value.size} />}
      </PageHead>
      <Ready loaded={drawn} what="the population">
        {(value) => (
          <div className="parted">
            <PopulationView drawn={value} />
            <PopulationPeople id={id} size={value.size} person={person} />
          </div>
        )}
      </Ready>
    </>
  );
}

function aboutOf({ population, size, seed }: DrawnPopulation): string {
  return `${size.toLocaleString("en-US")} people of ${population}, seed ${seed}`;
}
