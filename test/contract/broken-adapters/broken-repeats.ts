import { type AppendResult, ConcurrencyError } from '../../../src/application/ports/event-store.port.js';
import { collect } from '../../support/facts.js';
import type { repeating } from '../event-store-repeating.contract.js';
import { turn } from '../store-under-test.js';
import { type AppendCall, applying, type BrokenIn } from './broken.js';
import { LineStore } from './line-store.js';

/** A store that goes wrong where facts lie behind those of an append: it is then a repeat. */
const withFactsBehind = (change: (behind: number, result: AppendResult, call: AppendCall) => Promise<AppendResult>) =>
  applying(async (call) => {
    const result = await call.apply();
    const facts = await collect(call.shared.facts.readStream(call.stream));
    return change(facts.length - 1 - result.version, result, call);
  });

export const brokenRepeats: BrokenIn<typeof repeating> = {
  'F-S3 writes nothing when an append comes again after others': [
    {
      what: 'forgets the ids of an append when others have come, and writes it again',
      store: withFactsBehind(async (behind, result, { apply }) => {
        if (behind > 1) await apply({ expected: result.version + behind });
        return result;
      }),
    },
  ],
  'F-S3 answers an append that comes again as it did the first time': [
    {
      what: 'answers a repeat with where the stream is by then',
      store: withFactsBehind(async (behind, result) =>
        behind > 1 ? { ...result, version: result.version + behind } : result,
      ),
    },
    {
      what: 'answers a repeat without the facts',
      store: withFactsBehind(async (behind, result) => (behind > 1 ? { ...result, facts: [] } : result)),
    },
  ],
  'F-S3 takes the beginning of a stored batch for a repeat too': [
    {
      what: 'knows a repeat only if it is a whole batch',
      store: withFactsBehind(async (behind, result, { stream, expected }) => {
        if (behind === 1) throw new ConcurrencyError(stream, expected, result.version + behind);
        return result;
      }),
    },
  ],
  'F-S3 refuses a batch of which only a part is there': [
    {
      what: 'knows a repeat by its first fact',
      store: applying(async ({ apply, shared, stream, facts, expected }) => {
        try {
          return await apply();
        } catch (error) {
          const from = expected === 'none' ? 0 : expected + 1;
          const [there] = await collect(shared.facts.readStream(stream, { from, limit: 1 }));
          if (there === undefined || there.metadata.eventId !== facts[0]?.metadata.eventId) throw error;
          return { version: there.version, position: there.position, facts: [there] };
        }
      }),
    },
  ],
  'F-S3 writes once when twenty retries of an append arrive at once': [
    {
      what: 'knows no repeat while the first one is under way',
      store: class extends LineStore {
        private readonly underWay = new Set<string>();

        protected override async apply(...[stream, facts, expected]: Parameters<LineStore['append']>) {
          const id = facts[0]?.metadata.eventId ?? '';
          if (this.underWay.has(id)) throw new ConcurrencyError(stream, expected, 'none');
          this.underWay.add(id);
          await turn();
          return super.apply(stream, facts, expected).finally(() => this.underWay.delete(id));
        }
      },
    },
  ],
};
