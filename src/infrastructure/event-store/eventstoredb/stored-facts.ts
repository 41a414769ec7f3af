import { createHash } from 'node:crypto';
import type { NewFact } from '../../../application/ports/event-store.port.js';
import type { FactMetadata, RecordedFact } from '../../../domain/shared/fact.js';
import type { UpcastTable } from '../../../domain/shared/upcasts.js';
import { encode } from '../codec/fact-codec.js';
import { upcast } from '../codec/upcasts.js';
import type { LogRecord, NewRecord } from './client.js';
import { textOf } from './log-position.js';

/** A record in a stream of the log that this program did not write, or that is not whole. */
export class ForeignRecord extends Error {
  override readonly name = 'ForeignRecord';
}

/**
 * The record's id at the node: a UUID (of version 8) made of everything that is stored. The node takes an append whose
 * ids stand there already for a repeat, and looks at nothing else; with ids of the content its "success" proves that
 * what is stored is what was given.
 */
const recordId = (type: string, data: string, metadata: string): string => {
  const hex = createHash('sha256').update(`${type}\n${metadata}\n${data}`).digest('hex');
  const variant = ((parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

export interface Outgoing {
  readonly records: readonly NewRecord[];
  /** Of data and metadata, as the node counts them. */
  readonly bytes: number;
}

/** @throws TypeError for a type that the node keeps for itself or refuses */
export const outgoing = (facts: readonly NewFact[]): Outgoing => {
  const { types, data, metadata } = encode(facts);
  let bytes = 0;
  const records = facts.map((fact, i) => {
    const [type, text, about] = [types[i] as string, data[i] as string, metadata[i] as string];
    if (type === '' || type.startsWith('$')) throw new TypeError(`not a type of a fact: ${JSON.stringify(type)}`);
    bytes += Buffer.byteLength(text) + Buffer.byteLength(about);
    // The client writes data itself, by JSON.stringify, as the codec does: the same text.
    return { id: recordId(type, text, about), type, data: fact.data, metadata: about };
  });
  return { records, bytes };
};

const isMetadata = (value: unknown): value is FactMetadata => {
  const { eventId, schema } = (value ?? {}) as Readonly<Record<string, unknown>>;
  return typeof eventId === 'string' && typeof schema === 'number';
};

/** @throws ForeignRecord, UnknownSchema */
export const factOf = (record: LogRecord, stream: string, upcasts: UpcastTable): RecordedFact => {
  const { type, data, metadata, isJson, revision } = record;
  const position = textOf(record.position);
  if (!isJson || !isMetadata(metadata))
    throw new ForeignRecord(`${stream} ${revision} at ${position} is no fact of this program (${type})`);
  return upcast(upcasts, { stream, version: Number(revision), position, type, data, metadata });
};
