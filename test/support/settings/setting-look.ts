import type { Config } from '../../../src/infrastructure/config/config.js';

/** Another value of one setting, and something of the program whose outcome it must change. */
export interface SettingLook {
  /** As on the command line, `--set KEY=VALUE`. */
  readonly value: string;
  /** Other settings that both looks have: what brings the outcome about, or keeps it cheap. */
  readonly beside?: Readonly<Record<string, string>>;
  readonly look: (config: Config) => unknown;
}

export type SettingLooks = Readonly<Record<string, SettingLook>>;
