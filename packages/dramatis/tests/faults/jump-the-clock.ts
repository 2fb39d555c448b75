// Loaded before a program (`node --import …`): at SIGUSR2 the clock of its machine is set by CLOCK_JUMP_MS. What counts on,
// `performance.now()` and timers, goes on as it does when a clock is set.

const RealDate = Date;
let jump = 0;
const now = (): number => RealDate.now() + jump;

process.on("SIGUSR2", () => {
  jump = Number(process.env.CLOCK_JUMP_MS);
});

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args: unknown[], newTarget) =>
    Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
  apply: () => new RealDate(now()).toString(),
  get: (target, name, receiver) => (name === "now" ? now : Reflect.get(target, name, receiver)),
});
