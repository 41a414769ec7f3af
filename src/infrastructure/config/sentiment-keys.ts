import { envNameOf, type ConfigKey } from './config-key.js';

const WEEK_HOURS = 168;

/** What the sentiment agent reads, as `sentiment.<key>`. */
export const SENTIMENT_KEYS: readonly ConfigKey[] = [
  {
    key: 'sentiment.feed',
    kind: { kind: 'text', wanted: 'a folder, or an RSS or Atom file' },
    unit: '',
    what: 'News that a model reads: a folder of notes and feeds, or one feed file; nothing is fetched. Absent: no news',
    env: [envNameOf('sentiment.feed')],
  },
  {
    key: 'sentiment.maxAgeHours',
    kind: { kind: 'integer', min: 1, max: WEEK_HOURS },
    fallback: 24,
    unit: 'hours',
    what: 'Older news are not read',
    env: [envNameOf('sentiment.maxAgeHours')],
  },
];
