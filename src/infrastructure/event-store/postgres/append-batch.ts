import type { ExpectedVersion } from '../../../application/ports/event-store.port.js';
import type { EncodedFacts } from '../codec/fact-codec.js';
import { int4Array, textArray } from './binary-arrays.js';

/** One append of a batch. */
export interface Append {
  readonly stream: string;
  readonly expected: ExpectedVersion;
  readonly facts: EncodedFacts;
}

export interface AppendAnswer {
  readonly status: 'appended' | 'repeated' | 'conflict';
  /** Last version of the append; for a conflict that of the stream, -1 if there is none. */
  readonly version: number;
  /** Number of the last fact of the append; 0 for a conflict. */
  readonly position: number;
}

/** What es_append_batch says. The arrays are null where each append was stored as it was expected to be. */
export interface BatchRow {
  readonly head: string;
  readonly statuses: AppendAnswer['status'][] | null;
  readonly versions: number[] | null;
  readonly positions: string[] | null;
}

const firstVersionOf = ({ expected }: Append): number => (expected === 'none' ? 0 : expected + 1);

/** Appends in order of arrival as the arguments of one call. */
export const batchQuery = (appends: readonly Append[]) => {
  const added = new Map<string, number>();
  const bases: number[] = [];
  const columns: Record<'streams' | 'types' | 'eventIds' | 'data' | 'metadata', string[]> = {
    streams: [],
    types: [],
    eventIds: [],
    data: [],
    metadata: [],
  };
  const versions: number[] = [];
  for (const append of appends) {
    const { stream, facts } = append;
    const first = firstVersionOf(append);
    const before = added.get(stream) ?? 0;
    bases.push(first - 1 - before);
    added.set(stream, before + facts.types.length);
    for (let i = 0; i < facts.types.length; i++) {
      columns.streams.push(stream);
      versions.push(first + i);
      columns.types.push(facts.types[i] as string);
      columns.eventIds.push(facts.eventIds[i] as string);
      columns.data.push(facts.data[i] as string);
      columns.metadata.push(facts.metadata[i] as string);
    }
  }
  return {
    name: 'es_append_batch',
    text: 'select head, statuses, versions, positions from es_append_batch($1, $2, $3, $4, $5, $6, $7, $8, $9)',
    values: [
      textArray(appends.map(({ stream }) => stream)),
      int4Array(bases),
      int4Array(appends.map(({ facts }) => facts.types.length)),
      textArray(columns.streams),
      int4Array(versions),
      textArray(columns.types),
      textArray(columns.eventIds),
      textArray(columns.data),
      textArray(columns.metadata),
    ],
  };
};

/** The answers in the order of the appends. */
export const answersOf = (row: BatchRow, appends: readonly Append[]): readonly AppendAnswer[] => {
  const { statuses, versions, positions } = row;
  if (statuses === null) {
    let position = Number(row.head);
    return appends.map((append) => {
      const count = append.facts.types.length;
      position += count;
      return { status: 'appended', version: firstVersionOf(append) + count - 1, position };
    });
  }
  return statuses.map((status, i) => ({
    status,
    version: versions?.[i] as number,
    position: Number(positions?.[i]),
  }));
};
