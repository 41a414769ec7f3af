import type { Decider } from '../../src/domain/shared/decider.js';
import type { Fact } from '../../src/domain/shared/fact.js';

/**
 * A test in facts through a real decider: `given(decider, facts).when(command, ...).then([facts])` or `.thenNothing()`.
 *
 * Two laws of every decider are checked on the way: what was decided can be folded and survives JSON, and a repeat of
 * each command yields nothing.
 */
export interface When<Command, State, F extends Fact> {
  /** Commands in turn; the facts of all of them are what `then` compares. */
  when(...commands: readonly Command[]): Then<State, F>;
  /** The folded state. */
  state(): State;
}

export interface Then<State, F extends Fact> {
  then(expected: readonly F[]): Then<State, F>;
  thenNothing(): Then<State, F>;
  /** Compares types only, where the data is another test's subject. */
  thenTypes(...types: readonly F['type'][]): Then<State, F>;
  /** For looking closer; the same facts that `then` compares. */
  readonly facts: readonly F[];
  readonly state: State;
}

const foldOf =
  <Command, State, F extends Fact>({ evolve }: Pick<Decider<Command, State, F>, 'evolve'>) =>
  (state: State, facts: readonly F[]): State =>
    facts.reduce((folded, fact) => evolve(folded, fact), state);

/** What a store gives back. */
const stored = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

const outcome = <State, F extends Fact>(facts: readonly F[], state: State): Then<State, F> => {
  const self: Then<State, F> = {
    facts,
    state,
    then: (expected) => {
      expect(facts).toEqual(expected);
      return self;
    },
    thenNothing: () => self.then([]),
    thenTypes: (...types) => {
      expect(facts.map((fact) => fact.type)).toEqual(types);
      return self;
    },
  };
  return self;
};

export const given = <Command, State, F extends Fact>(
  decider: Decider<Command, State, F>,
  facts: readonly F[],
): When<Command, State, F> => {
  const fold = foldOf({ evolve: (state: State, fact: F) => decider.evolve(state, fact) });
  const start = fold(decider.initialState, stored(facts));
  return {
    state: () => start,
    when: (...commands) => {
      let state = start;
      const decided: F[] = [];
      for (const command of commands) {
        const next = decider.decide(command, state);
        expect(stored(next)).toEqual(next);
        state = fold(state, stored(next));
        decided.push(...next);
        expect(decider.decide(command, state)).toEqual([]);
      }
      return outcome(decided, state);
    },
  };
};
