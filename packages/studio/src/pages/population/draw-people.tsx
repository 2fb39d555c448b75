import { type FormEvent, type ReactElement, useEffect, useRef, useState } from "react";
import { call, errorLine } from "../../api/client.ts";
import { Button } from "../../parts/button.tsx";
import { SelectField, TextField } from "../../parts/field.tsx";
import { Progress } from "../../parts/states.tsx";
import { type DrawnPopulation, readSize } from "./population-shape.ts";

const SEED = 42;

/** A form that draws people of a population. */
export function PopulationDraw({
  names,
  drawn,
}: {
  names: readonly string[];
  drawn: (population: DrawnPopulation) => void;
}): ReactElement {
  const [population, setPopulation] = useState(names[0] ?? "");
  const [size, setSize] = useState("200");
  const [seed, setSeed] = useState(String(SEED));
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();
  const asking = useRef<AbortController>(null);
  useEffect(() => () => asking.current?.abort(), []);
  const wanted = readSize(size);
  const start = /^\d{1,9}$/.test(seed.trim()) ? Number(seed) : null;
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!("size" in wanted) || start === null || busy) return;
    const mine = new AbortController();
    asking.current = mine;
    setBusy(true);
    setFault(undefined);
    try {
      const body = { population, size: wanted.size, seed: start };
      drawn(await call<DrawnPopulation>("/api/populations/sample", { method: "POST", body, signal: mine.signal }));
    } catch (error) {
      if (!mine.signal.aborted) setFault(errorLine(error));
      setBusy(false);
    }
  };
  return (
    <section className="card stack" aria-labelledby="draw-title">
      <h2 id="draw-title">Draw people</h2>
      <form className="stack" onSubmit={submit}>
        <SelectField
          label="Population"
          value={population}
          choices={names.map((value) => ({ value, label: value }))}
          change={setPopulation}
        />
        <div className="pair">
          <TextField
            label="People"
            inputMode="numeric"
            value={size}
            change={setSize}
            fault={"fault" in wanted ? wanted.fault : undefined}
          />
          <TextField
            label="Seed"
            inputMode="numeric"
            value={seed}
            change={setSeed}
            fault={start === null ? "A whole number." : undefined}
          />
        </div>
        {fault !== undefined && (
          <p className="fault-line" role="alert">
            {fault}
          </p>
        )}
        {busy ? (
          <Progress label="Drawing" done={0} total={0} cancel={() => asking.current?.abort()} />
        ) : (
          <Button submits kind="primary" disabled={"fault" in wanted || start === null}>
            Draw them
          </Button>
        )}
      </form>
    </section>
  );
}
