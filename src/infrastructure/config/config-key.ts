import type { ConfigValue, ValueKind } from './value-kind.js';

/** One setting. The whole table is `CONFIG_KEYS`; docs/configuration.md is made from it. */
export interface ConfigKey {
  readonly key: string;
  readonly kind: ValueKind;
  /** Absent where there is nothing to assume (files). */
  readonly fallback?: ConfigValue;
  readonly unit: string;
  readonly what: string;
  /** A hard cap that code alone can move. */
  readonly cap?: string;
  /** Names in the environment; the first is the one that is told. */
  readonly env: readonly string[];
}

/** `risk.maxLeverage` is TRIBUNE_RISK_MAX_LEVERAGE. */
export const envNameOf = (key: string): string =>
  `TRIBUNE_${key
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toUpperCase()}`;
