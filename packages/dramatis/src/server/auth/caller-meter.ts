import { type Meter, meter } from "../../model/index.ts";
import { inScope, requestScope } from "./request-scope.ts";

// Models are opened once for all callers, and every caller has a budget of its own.

const nobodys = meter();

/** Each call goes to the meter of the request for which it is made; outside of any, nothing is held. */
export const callerMeter: Meter = {
  usage: () => charged().usage(),
  here: () => charged().here(),
  capHere: (dollars) => charged().capHere(dollars),
  elsewhere: (usage) => charged().elsewhere(usage),
  get calls() {
    return charged().calls;
  },
  get cached() {
    return charged().cached;
  },
  get failed() {
    return charged().failed;
  },
  get unpriced() {
    return charged().unpriced;
  },
  reserve: (cost) => charged().reserve(cost),
  charge: (usage) => charged().charge(usage),
  count: (what) => charged().count(what),
};

function charged(): Meter {
  return requestScope()?.meter ?? nobodys;
}

/** Runs work that no request has begun, whose calls are charged to this meter. */
export function chargedTo<T>(to: Meter, work: () => T): T {
  return inScope({ meter: to, notes: {}, texts: {} }, work);
}

/** Counts what one request uses; its payer holds the cap, and is charged too. */
export function meterUnder(payer: Meter): Meter {
  const own = meter();
  return {
    ...own,
    get calls() {
      return own.calls;
    },
    get cached() {
      return own.cached;
    },
    get failed() {
      return own.failed;
    },
    get unpriced() {
      return own.unpriced;
    },
    reserve: (cost) => payer.reserve(cost),
    charge: (usage) => {
      own.charge(usage);
      payer.charge(usage);
    },
    count: (what) => {
      own.count(what);
      payer.count(what);
    },
  };
}
