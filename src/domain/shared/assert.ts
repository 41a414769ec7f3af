/** For bugs only; a refusal is a fact. */
export class ImpossibleFact extends Error {
  override readonly name = 'ImpossibleFact';
}

export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new ImpossibleFact(message);
}

/** Makes a switch exhaustive for the compiler, and loud at run time. */
export const unreachable = (value: never, what: string): never => {
  throw new ImpossibleFact(`${what}: unknown case ${JSON.stringify(value)}`);
};
