import { type ReactElement, useCallback, useEffect, useRef } from "react";
import { call, path } from "../../api/client.ts";
import { Ready } from "../../parts/states.tsx";
import { useLoad } from "../../use-load.ts";
import { type AgreementFigure, agreementText } from "./calibrate-shape.ts";

interface RaterAgreement {
  cases: number;
  raters: { rater: string; labelled: number }[];
  alpha: AgreementFigure;
  pairs: { raters: [string, string]; kappa: AgreementFigure }[];
}

/** How far the raters agree by now; asked anew with each round. It is over all cases, and says nothing of the next one. */
export function LiveAgreement({ id, round }: { id: string; round: number }): ReactElement {
  const load = useCallback(
    (signal: AbortSignal) => call<RaterAgreement>(`${path`/api/calibrations/${id}`}/agreement`, { signal }),
    [id],
  );
  const agreement = useLoad(load);
  const seen = useRef(round);
  const { reload } = agreement;
  useEffect(() => {
    if (seen.current === round) return;
    seen.current = round;
    reload();
  }, [round, reload]);
  return (
    <section className="card stack" aria-labelledby="agreement-title">
      <h2 id="agreement-title">Agreement between raters</h2>
      <Ready loaded={agreement} what="the agreement">
        {({ alpha, pairs, raters }) => (
          <>
            <dl className="facts">
              <dt>Krippendorff's α</dt>
              <dd>{agreementText(alpha)}</dd>
              {pairs.map(({ raters: [first, second], kappa }) => (
                <div key={`${first}/${second}`} className="fact">
                  <dt>{`κ, ${first} and ${second}`}</dt>
                  <dd>{agreementText(kappa)}</dd>
                </div>
              ))}
            </dl>
            <p className="quiet small">
              {raters.length === 0
                ? "Nobody has labelled yet."
                : raters.map(({ rater, labelled }) => `${rater} ${labelled}`).join(", ")}
            </p>
          </>
        )}
      </Ready>
    </section>
  );
}
