import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { DECIDERS, type Folding } from '../../src/application/replay/deciders.js';
import { FACT_CATALOGUE } from '../../src/domain/shared/fact-catalogue.js';
import type { Fact, FactMetadata, RecordedFact } from '../../src/domain/shared/fact.js';
import { categoryOf } from '../../src/domain/shared/stream-names.js';
import { FACT_UPCASTS } from '../../src/domain/shared/upcasts.js';
import { decodeFacts } from '../../src/infrastructure/event-store/codec/fact-codec.js';
import { assertPlainJson } from '../../src/infrastructure/event-store/codec/plain-json.js';

const FOLDER = 'test/fixtures/facts';

interface Golden {
  readonly stream: string;
  readonly type: string;
  readonly data: unknown;
  readonly metadata: FactMetadata;
  /** The least of its stream's earlier facts that it needs to be possible. */
  readonly given: readonly Fact[];
}

const files = readdirSync(FOLDER);
const goldenIn = (file: string) => JSON.parse(readFileSync(`${FOLDER}/${file}`, 'utf8')) as Golden;

/** As it comes back from a store: text, decoded, lifted to the present shape. */
const readBack = ({ stream, type, data, metadata }: Golden) => {
  const line = [1, 0, type, data, metadata, stream].map((field) => JSON.stringify(field)).join(',');
  return decodeFacts(line, FACT_UPCASTS)[0] as RecordedFact;
};

const categories = Object.entries(FACT_CATALOGUE).map(([category, facts]) => ({ category, types: Object.keys(facts) }));

test('every category of streams has its decider, and every decider its facts', () => {
  expect([...DECIDERS.keys()].sort()).toEqual(categories.map(({ category }) => category).sort());
});

test.each(categories.flatMap(({ types }) => types))('F-S9 %s has a golden file', (type) => {
  expect(files.filter((file) => file.startsWith(`${type}.v`))).not.toEqual([]);
});

/** One shape that lies in the stream of what it was asked for, so that a call and what came of it are one commit. */
const IN_TWO_CATEGORIES = ['ModelConsulted'];

test('no type of fact stands in two categories, but for those that are one shape in both', () => {
  const types = categories.flatMap((each) => each.types);
  expect(types.filter((type, index) => types.indexOf(type) !== index)).toEqual(IN_TWO_CATEGORIES);
});

describe.each(files)('%s', (file) => {
  const golden = goldenIn(file);
  const decider = DECIDERS.get(categoryOf(golden.stream)) as Folding;
  const [type = '', version = ''] = file.split('.');

  test('stands under its type and schema, in a stream of its category', () => {
    expect(golden.type).toBe(type);
    expect(`v${golden.metadata.schema}`).toBe(version);
    const types = categories.find(({ category }) => category === categoryOf(golden.stream))?.types;
    expect(types).toContain(type);
  });

  test('F-S9 is read back and folded', () => {
    assertPlainJson(golden.data, type);
    const before = golden.given.reduce<unknown>((state, fact) => decider.evolve(state, fact), decider.initialState);
    const fact = readBack(golden);
    expect(() => decider.evolve(before, { type: fact.type, data: fact.data })).not.toThrow();
  });
});

test('golden files still fit the types, and docs/facts.md says what both say', () => {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/generate-facts-doc.mjs', '--check'], {
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
}, 60_000);
