import { ConcurrencyError } from '../../../src/application/ports/event-store.port.js';
import type { RecordedFact } from '../../../src/domain/shared/fact.js';
import { collect } from '../../support/facts.js';
import type { appending } from '../event-store-appending.contract.js';
import { turn } from '../store-under-test.js';
import { type AppendCall, applying, type BrokenIn } from './broken.js';
import { LineStore } from './line-store.js';

const lastOf = async ({ shared, stream }: AppendCall): Promise<RecordedFact | undefined> =>
  (await collect(shared.facts.readStream(stream, { backwards: true, limit: 1 })))[0];

/** The append, and what to do when it is a conflict. */
const orElse = <T>(call: AppendCall, conflict: (error: ConcurrencyError) => T | Promise<T>) =>
  call.apply().catch((error: unknown) => {
    if (error instanceof ConcurrencyError) return conflict(error);
    throw error;
  });

export const brokenAppends: BrokenIn<typeof appending> = {
  'numbers the facts of a stream from 0 and tells the last number': [
    {
      what: 'tells the expected version as the new one',
      store: applying(async ({ apply, expected }) => {
        const result = await apply();
        return expected === 'none' ? result : { ...result, version: expected };
      }),
    },
  ],
  'tells the position of the last fact of an append': [
    {
      what: 'tells the position of the first fact of an append',
      store: applying(async ({ apply, expected }) => {
        const result = await apply();
        return expected === 'none' ? result : { ...result, position: result.facts[0]?.position ?? result.position };
      }),
    },
  ],
  'returns the facts as they will be read': [
    {
      what: 'returns no facts',
      store: applying(async ({ apply, expected }) => {
        const result = await apply();
        return expected === 'none' ? result : { ...result, facts: [] };
      }),
    },
  ],
  'leaves nothing of a batch with one unstorable fact': [
    {
      what: 'writes a batch fact by fact',
      store: applying(async ({ apply, facts }) => {
        try {
          return await apply();
        } catch (error) {
          if (error instanceof TypeError && facts.length > 1) await apply({ facts: facts.slice(0, 1) });
          throw error;
        }
      }),
    },
  ],
  'F-S4 refuses every wrong expected version and writes nothing': [
    {
      what: 'takes an expected version beyond the end for the end',
      store: applying((call) =>
        orElse(call, (error) => {
          const { actual, expected } = error;
          if (actual === 'none' || expected === 'none' || expected < actual) throw error;
          return call.apply({ expected: actual });
        }),
      ),
    },
  ],
  'F-S4 says what a refused append expected and what it found': [
    {
      what: 'says that it found what was expected',
      store: applying((call) =>
        orElse(call, ({ stream, expected }) => {
          throw new ConcurrencyError(stream, expected, expected);
        }),
      ),
    },
  ],
  'F-S4 lets exactly one of 50 racers win': [
    {
      what: 'looks at the version before it waits for its turn to write',
      store: applying(async (call) => {
        const before = (await lastOf(call))?.version ?? 'none';
        await turn();
        return orElse(call, (error) => {
          if (before !== call.expected) throw error;
          return call.apply({ expected: error.actual });
        });
      }),
    },
  ],
  'F-S4 lets 20 racers through that each read and try again, without a gap': [
    {
      what: 'locks a stream after ten conflicts',
      store: class extends LineStore {
        private readonly conflicts = new Map<string, number>();

        protected override async apply(...[stream, facts, expected]: Parameters<LineStore['append']>) {
          const conflicts = this.conflicts.get(stream) ?? 0;
          if (conflicts > 10) throw new ConcurrencyError(stream, expected, 'none');
          return super.apply(stream, facts, expected).catch((error: unknown) => {
            if (error instanceof ConcurrencyError) this.conflicts.set(stream, conflicts + 1);
            throw error;
          });
        }
      },
    },
  ],
  'answers appends that arrive together each for itself': [
    {
      what: 'refuses what comes together with a conflict elsewhere',
      store: class extends LineStore {
        private readonly conflicts: string[] = [];

        override async append(...[stream, facts, expected]: Parameters<LineStore['append']>) {
          const before = this.conflicts.length;
          try {
            const result = await super.append(stream, facts, expected);
            if (this.conflicts.slice(before).every((other) => other === stream)) return result;
          } catch (error) {
            if (error instanceof ConcurrencyError) this.conflicts.push(stream);
            throw error;
          }
          throw new ConcurrencyError(stream, expected, 'none');
        }
      },
    },
  ],
  'refuses data that JSON would lose': [
    {
      what: 'writes a date as whatever JSON makes of it',
      store: applying(({ apply, facts }) =>
        apply({
          facts: facts.map((fact) => {
            const holdsDate = Object.values(fact.data ?? {}).some((value) => value instanceof Date);
            return holdsDate ? { ...fact, data: JSON.parse(JSON.stringify(fact.data)) as unknown } : fact;
          }),
        }),
      ),
    },
  ],
  'refuses an append of no facts': [
    {
      what: 'is content with nothing to append',
      store: applying(async ({ apply, facts }) =>
        facts.length === 0 ? { version: 0, position: '0000000000000001', facts: [] } : apply(),
      ),
    },
  ],
  'refuses a stream name without category and id': [
    {
      what: 'takes any stream name',
      store: applying(({ apply, stream }) => (stream.indexOf('-') < 1 ? apply({ stream: `any-${stream}` }) : apply())),
    },
  ],
};
