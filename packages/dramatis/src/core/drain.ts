/** What an iteration returns after its last piece; the pieces are let go. */
export async function drain<Result>(pieces: AsyncIterator<unknown, Result, void>): Promise<Result> {
  let step = await pieces.next();
  while (!step.done) step = await pieces.next();
  return step.value;
}
