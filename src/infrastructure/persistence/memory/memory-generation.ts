import type { Position } from '../../../domain/shared/fact.js';
import type { Poison, ReadModelShape } from '../../../projections/read-store.port.js';
import { MemoryRows } from './memory-rows.js';

/** One filling of a read model. */
export interface MemoryGeneration {
  readonly shape: ReadModelShape;
  readonly storeId: string;
  readonly tables: ReadonlyMap<string, MemoryRows>;
  position: Position | undefined;
  poison: Poison | undefined;
  fence: number;
  released: boolean;
}

export interface MemoryModel {
  live: MemoryGeneration;
  building: MemoryGeneration | undefined;
}

export const emptyGeneration = (shape: ReadModelShape, storeId: string): MemoryGeneration => ({
  shape,
  storeId,
  tables: new Map(Object.keys(shape.tables).map((table) => [table, new MemoryRows()])),
  position: undefined,
  poison: undefined,
  fence: 0,
  released: false,
});
