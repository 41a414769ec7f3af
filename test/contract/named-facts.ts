import type { NewFact } from '../../src/application/ports/event-store.port.js';
import type { RecordedFact } from '../../src/domain/shared/fact.js';
import { stableId } from '../../src/domain/shared/stable-id.js';
import * as plain from '../support/facts.js';

const ids = new Map<string, string>();
const names = new Map<string, string>();

const idOf = (name: string): string => {
  const id = ids.get(name) ?? stableId('contract', name);
  ids.set(name, id);
  names.set(id, name);
  return id;
};

/** A fact with the UUID of its name, as some stores demand: the same name is the same fact. */
export const aFact = (name: string, data: unknown = { id: name }, type = 'ThingHappened'): NewFact => {
  const fact = plain.aFact(name, data, type);
  return { ...fact, metadata: { ...fact.metadata, eventId: idOf(name) } };
};

export const someFacts = (count: number, prefix: string): readonly NewFact[] =>
  numbered(count, prefix).map((name) => aFact(name));

/** `prefix0`, `prefix1` and so on. */
export const numbered = (count: number, prefix: string): readonly string[] =>
  Array.from({ length: count }, (_, i) => `${prefix}${i}`);

export const nameOf = (fact: RecordedFact): string => names.get(fact.metadata.eventId) ?? fact.metadata.eventId;
export const namesOf = (facts: readonly RecordedFact[]): readonly string[] => facts.map(nameOf);
export const versionsOf = (facts: readonly RecordedFact[]): readonly number[] => facts.map((fact) => fact.version);
