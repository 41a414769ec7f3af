import { collect } from '../../support/facts.js';
import type { streamReading } from '../event-store-reading.contract.js';
import { type BrokenIn, readingStreams } from './broken.js';

export const brokenStreamReads: BrokenIn<typeof streamReading> = {
  'reads a stream from a version on': [
    {
      what: 'begins a stream after the version wanted',
      store: readingStreams((options, read) =>
        options.from !== undefined && !options.backwards ? read({ ...options, from: options.from + 1 }) : read(options),
      ),
    },
  ],
  'reads a stream backwards': [
    {
      what: 'reads a whole stream forwards only',
      store: readingStreams((options, read) =>
        options.limit === undefined && options.from === undefined ? read({}) : read(options),
      ),
    },
  ],
  'reads a stream backwards down to a version': [
    {
      what: 'goes backwards from a version instead of down to it',
      store: readingStreams(async function* (options, read) {
        const { from, backwards } = options;
        if (!backwards || from === undefined) yield* read(options);
        else for await (const fact of read({ backwards })) if (fact.version <= from) yield fact;
      }),
    },
  ],
  'reads at most as many facts of a stream as wanted': [
    {
      what: 'takes no limit for a stream that it reads forwards',
      store: readingStreams((options, read) => read(options.backwards ? options : { ...options, limit: Infinity })),
    },
    {
      what: 'takes a limit of 0 for no limit',
      store: readingStreams((options, read) => read(options.limit === 0 ? {} : options)),
    },
  ],
  'reads the newest few of a stream': [
    {
      what: 'cuts a stream before it turns it round',
      store: readingStreams(async function* (options, read) {
        const { backwards, limit } = options;
        if (!backwards || limit === undefined) yield* read(options);
        else yield* (await collect(read({ limit }))).reverse();
      }),
    },
  ],
  'finds nothing in a stream that does not exist': [
    {
      what: 'takes a stream that does not exist for an error',
      store: readingStreams(async function* (options, read) {
        let found = options.from !== undefined || options.limit === 0;
        for await (const fact of read(options)) {
          found = true;
          yield fact;
        }
        if (!found) throw new Error('stream not found');
      }),
    },
  ],
  'finds nothing beyond the end of a stream': [
    {
      what: 'takes a version beyond the end for the last one',
      store: readingStreams(async function* (options, read) {
        const facts = await collect(read(options));
        if (facts.length > 0 || options.from === undefined || options.from < 5) yield* facts;
        else yield* read({ backwards: true, limit: 1 });
      }),
    },
  ],
  'reads a stream of more than a page whole': [
    {
      what: 'reads two pages of a stream at most',
      store: readingStreams((options, read) => read({ ...options, limit: Math.min(options.limit ?? 1_000, 1_000) })),
    },
    {
      what: 'loses a fact of a stream between two pages',
      store: readingStreams(async function* (options, read) {
        for await (const fact of read(options)) if (fact.version !== 1_000) yield fact;
      }),
    },
  ],
};
