import { type ReactElement, useCallback, useState } from "react";
import { call, path } from "../../api/client.ts";
import { addPersona } from "../../api/personas.ts";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { notifyFault } from "../../parts/notices.tsx";
import { Ready } from "../../parts/states.tsx";
import { Table } from "../../parts/table.tsx";
import { go, to } from "../../router.ts";
import { useLoad } from "../../use-load.ts";
import { factsOf } from "./population-shape.ts";

interface Person {
  name: string;
}

/** One of them, as data and as the text of a persona's file. */
interface OpenedPerson {
  persona: Person;
  text: string;
}

const PAGE = 25;
const COLUMNS = 5;

/** Everybody who was drawn, a page at a time; one of them beside it. */
export function PopulationPeople(props: { id: string; size: number; person: string | undefined }): ReactElement {
  const { id, size, person } = props;
  const [offset, setOffset] = useState(0);
  const load = useCallback(
    (signal: AbortSignal) =>
      call<{ people: Person[] }>(`${path`/api/populations/${id}`}/people`, {
        query: { offset, limit: PAGE },
        signal,
      }),
    [id, offset],
  );
  const people = useLoad(load);
  const last = Math.min(size, offset + PAGE);
  return (
    <section className="stack" aria-labelledby="people-title">
      <div className="row apart">
        <h2 id="people-title">People</h2>
        <div className="row">
          <Button disabled={offset === 0} onClick={() => setOffset(Math.max(0, offset - PAGE))}>
            Before
          </Button>
          <span className="small" role="status">
            {`${(offset + 1).toLocaleString("en-US")} to ${last.toLocaleString("en-US")} of ${size.toLocaleString("en-US")}`}
          </span>
          <Button disabled={last >= size} onClick={() => setOffset(offset + PAGE)}>
            After
          </Button>
        </div>
      </div>
      <Ready loaded={people} what="the people">
        {(page) => <PeopleTable id={id} offset={offset} people={page.people} />}
      </Ready>
      {person !== undefined && <OnePerson key={person} id={id} person={person} />}
    </section>
  );
}

function PeopleTable(props: { id: string; offset: number; people: readonly Person[] }): ReactElement {
  const { id, offset, people } = props;
  const rows = people.map((person, i) => ({
    name: person.name,
    href: to(["population", id, String(offset + i + 1)]),
    facts: new Map(factsOf(person).map(({ name, value }) => [name, value])),
  }));
  const heads = [...(rows[0]?.facts.keys() ?? [])].slice(0, COLUMNS);
  return (
    <Table
      caption="People who were drawn"
      rows={rows}
      rowKey={({ href }) => href}
      columns={[
        { head: "Person", isName: true, cell: ({ name, href }) => <a href={href}>{name}</a> },
        ...heads.map((head) => ({
          head,
          cell: ({ facts }: (typeof rows)[number]) => facts.get(head) ?? "",
        })),
      ]}
    />
  );
}

function OnePerson({ id, person }: { id: string; person: string }): ReactElement {
  const load = useCallback(
    (signal: AbortSignal) => call<OpenedPerson>(`${path`/api/populations/${id}`}/people/${person}`, { signal }),
    [id, person],
  );
  const loaded = useLoad(load);
  const title = loaded.status === "ready" ? loaded.value.persona.name : `Person ${person}`;
  return (
    <Dialog drawer title={title} close={() => go(to(["population", id]))}>
      <Ready loaded={loaded} what="the person">
        {(one) => (
          <>
            <dl className="facts">
              {factsOf(one.persona).map(({ name, value }) => (
                <div key={name} className="fact">
                  <dt>{name}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
            <KeepPerson text={one.text} />
          </>
        )}
      </Ready>
    </Dialog>
  );
}

/** Makes the person a persona of the folder. */
function KeepPerson({ text }: { text: string }): ReactElement {
  const [busy, setBusy] = useState(false);
  const keep = async (): Promise<void> => {
    setBusy(true);
    try {
      const { name } = await addPersona(text);
      go(to(["edit", name]));
    } catch (error) {
      notifyFault(error);
      setBusy(false);
    }
  };
  return (
    <div className="row">
      <Button icon="plus" busy={busy} onClick={keep}>
        Keep as a persona
      </Button>
    </div>
  );
}
