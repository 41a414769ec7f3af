/** A fact as a decider returns it: past-tense type and plain JSON data (decimals as strings, time in unix ms UTC). */
export interface Fact<Type extends string = string, Data = unknown> {
  readonly type: Type;
  readonly data: Data;
}

/** The envelope that every stored fact carries. */
export interface FactMetadata {
  /** UUIDv5 of command id and the fact's version in its stream: a retry of an append writes the same fact. */
  readonly eventId: string;
  readonly commandId: string;
  /** The decision cycle or the operator's request that all of this belongs to. */
  readonly correlationId: string;
  /** The fact or command that caused this one. */
  readonly causationId: string;
  readonly actor: string;
  /** Unix ms UTC, by the clock port. */
  readonly at: number;
  /** Version of the shape of `data`. */
  readonly schema: number;
}

/** Opaque and sortable as text; rising along the log. Stores choose the form. */
export type Position = string;

/** A fact as it was read back from the log. */
export interface RecordedFact<F extends Fact = Fact> {
  readonly stream: string;
  /** 0 for the first fact of its stream. */
  readonly version: number;
  readonly position: Position;
  readonly type: F['type'];
  readonly data: F['data'];
  readonly metadata: FactMetadata;
}
