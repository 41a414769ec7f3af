import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { canonicalJson } from '../../src/application/replay/canonical-json.js';
import { DECIDERS, type Folding } from '../../src/application/replay/deciders.js';
import type { Fact } from '../../src/domain/shared/fact.js';
import { categoryOf } from '../../src/domain/shared/stream-names.js';

const GOLDEN = 'test/fixtures/facts';
/** What each golden file folded to, by the version of the state; made anew by TRIBUNE_RECORD_FOLDS=1. */
const RECORD = 'test/fixtures/folds.json';

interface Folded {
  readonly stateVersion: number;
  /** Of the golden file: another file may well give another state. */
  readonly facts: string;
  readonly state: string;
}
type Recorded = Readonly<Record<string, Folded>>;

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

const foldedFrom = (file: string): Folded => {
  const text = readFileSync(`${GOLDEN}/${file}`, 'utf8');
  const { stream, type, data, given } = JSON.parse(text) as Fact & { stream: string; given: readonly Fact[] };
  const { initialState, evolve, stateVersion } = DECIDERS.get(categoryOf(stream)) as Folding;
  const state = [...given, { type, data }].reduce(evolve, initialState);
  return { stateVersion, facts: digest(text), state: digest(canonicalJson(state)) };
};

const files = readdirSync(GOLDEN);
const recordAnew = (): void => {
  const all = Object.fromEntries(files.map((file) => [file, foldedFrom(file)]));
  writeFileSync(RECORD, `${JSON.stringify(all, null, 2)}\n`);
};
if (process.env.TRIBUNE_RECORD_FOLDS === '1') recordAnew();
const recorded = JSON.parse(readFileSync(RECORD, 'utf8')) as Recorded;

test('F-S9 every golden file is on record with the state that it folds to', () => {
  expect(Object.keys(recorded).sort()).toEqual([...files].sort());
});

test.each(files)('F-S9 %s folds as on record, or the version of the state has risen', (file) => {
  const before = recorded[file];
  const now = foldedFrom(file);
  // A snapshot of the old fold would be gone on from: raise `stateVersion` of the decider, then record anew.
  if (before?.facts === now.facts && before.stateVersion === now.stateVersion) expect(now.state).toBe(before.state);
  else expect(now.stateVersion).toBe(before?.stateVersion);
});
