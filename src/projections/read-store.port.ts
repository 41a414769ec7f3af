import type { Position } from '../domain/shared/fact.js';
import type { Page } from './views.js';

/** What a projection keeps: its tables, and for each the fields of a row by which readers may filter. */
export interface ReadModelShape {
  /** Unique among projections; letters and digits. */
  readonly name: string;
  /** Rises when the fold or the shape changes: the model is then rebuilt beside the old one. */
  readonly version: number;
  readonly tables: Readonly<Record<string, { readonly filters: readonly string[] }>>;
}

/** Plain JSON with decimals as strings. Filter fields are top-level strings, numbers, booleans or null. */
export type Row = Readonly<Record<string, unknown>>;

/** What a fold asks for. The last change of a key in a commit wins. */
export type RowChange =
  | { readonly table: string; readonly key: string; readonly sort: string; readonly row: Row }
  | { readonly table: string; readonly key: string; readonly row: null };

/** How far a read model has got, and in which log. */
export interface Progress {
  readonly storeId: string;
  readonly position: Position;
}

/** A fact that a fold cannot take: the model stands still before it until its code is repaired. */
export interface Poison {
  readonly position: Position;
  readonly stream: string;
  readonly type: string;
  readonly reason: string;
}

/** One filling of a read model, as any process sees it. */
export interface ModelGeneration {
  readonly model: string;
  readonly version: number;
  /** Readers see it. Of the others at most one is still being filled; it counts from where it stands. */
  readonly live: boolean;
  readonly storeId: string;
  /** Undefined while it is empty. */
  readonly position?: Position;
  /** Why it stands still; absent while it does not. */
  readonly poison?: Poison;
}

/** Somebody else has claimed the read model since: nothing was written. Stop writing, or claim it again. */
export class FencedError extends Error {
  override readonly name = 'FencedError';
  constructor(model: string) {
    super(`the read model ${model} has another writer now`);
  }
}

/** The read model was made from another log than the one at hand: going on would mix two histories. */
export class ForeignReadModelError extends Error {
  override readonly name = 'ForeignReadModelError';
  constructor(model: string, expected: string, found: string) {
    super(`the read model ${model} was made from log ${found}, not from ${expected}: rebuild it, or give back its log`);
  }
}

/** The one writer of a read model. A later claim by anybody fences this one off. */
export interface ReadModelWriter {
  /** Where this writer goes on; undefined: from the beginning. */
  readonly progress: Progress | undefined;
  /** True while it fills a new generation beside the one that readers see: {@link publish} it at the head. */
  readonly rebuilding: boolean;
  /** Rows as this writer has committed them. Missing keys are absent from the map. */
  get(table: string, keys: readonly string[]): Promise<ReadonlyMap<string, Row>>;
  /**
   * Rows and progress in one transaction, with the fence checked inside it. Give up to 500 facts' changes at once.
   * @throws FencedError, and then nothing was written
   */
  commit(changes: readonly RowChange[], progress: Progress): Promise<void>;
  /** Leaves word for everybody why nothing more is committed; the next commit takes it back. @throws FencedError */
  stop(poison: Poison): Promise<void>;
  /**
   * Readers see this generation from here on, and the writer of the old one is fenced off, in one transaction. False,
   * and then nothing has changed, if the old one has facts that this one lacks: readers never go back. True if it was
   * live already. With `release` somebody else may go on with it: see {@link ReadStore.claimReleased}.
   * @throws FencedError
   */
  publish(release?: boolean): Promise<boolean>;
}

export interface ListQuery {
  /** Field to value, or to several of which one must match. Only declared filters. */
  readonly where?: Readonly<Record<string, string | readonly string[]>>;
  /** Inclusive lower bound of `sort`. */
  readonly from?: string;
  /** Exclusive upper bound of `sort`. */
  readonly to?: string;
  /** 1 to 1000. */
  readonly limit: number;
  /** `nextCursor` of the page before, with the same query otherwise. */
  readonly cursor?: string;
  /** Default is ascending by `sort`, then by key. */
  readonly newestFirst?: boolean;
}

/** A cursor that no page ever gave, or a filter that the projection doesn't declare. */
export class BadQueryError extends Error {
  override readonly name = 'BadQueryError';
}

/** Where projections keep their rows. Sorting is by text, code point by code point. */
export abstract class ReadStore {
  /**
   * Makes the tables if they are missing and becomes the one writer. A model of another version gets a new generation
   * beside it, which an interrupted rebuild takes up again.
   * @throws ForeignReadModelError if it was made from another log
   */
  abstract claim(shape: ReadModelShape, storeId: string): Promise<ReadModelWriter>;
  /**
   * {@link claim} of a generation beside the live one even though the version is the same: a new and empty one, or the
   * one that an interrupted rebuild of this shape and log has left. Also leaves a foreign log behind.
   */
  abstract rebuild(shape: ReadModelShape, storeId: string): Promise<ReadModelWriter>;
  /**
   * {@link claim} of the live generation if it has this shape and its writer has let go of it; undefined, and nobody is
   * fenced off, if not.
   */
  abstract claimReleased(shape: ReadModelShape, storeId: string): Promise<ReadModelWriter | undefined>;
  /** Of all models, by name, the live one first. */
  abstract generations(): Promise<readonly ModelGeneration[]>;
  /** Of the generation that readers see; undefined when there is none or it is empty. */
  abstract progress(model: string): Promise<Progress | undefined>;
  /** Waits until readers see everything up to `position`; false when `timeoutMs` was not enough. */
  abstract reaches(model: string, position: Position, timeoutMs: number): Promise<boolean>;
  abstract get(model: string, table: string, key: string): Promise<Row | undefined>;
  /** Rows and `asOf` are of one moment. @throws BadQueryError */
  abstract list(model: string, table: string, query: ListQuery): Promise<Page<Row>>;
}
