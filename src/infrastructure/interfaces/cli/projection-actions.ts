import type { DescribedModels } from '../../../projections/describe-models.js';
import type { RebuiltModel } from '../../../projections/runner/rebuild-models.js';
import type { SettingOptions, VerifyLine } from './shared-shapes.js';

/** Where the log and its read models are. */
export interface PlaceOptions extends SettingOptions {
  readonly data?: string;
  readonly store?: string;
}

/** What `tribune projections` does; names are those of {@link ProjectionActions.names}. */
export interface ProjectionActions {
  readonly names: readonly string[];
  /** The name that was most likely meant. */
  nearest(name: string): string;
  list(options: PlaceOptions): Promise<DescribedModels>;
  /** Takes up what an interrupted rebuild has left. */
  rebuild(
    names: readonly string[],
    options: PlaceOptions,
    onProgress: ((done: number, total: number) => void) | undefined,
    signal: AbortSignal,
  ): Promise<readonly RebuiltModel[]>;
  verify(names: readonly string[], options: PlaceOptions, signal: AbortSignal): Promise<readonly VerifyLine[]>;
}
