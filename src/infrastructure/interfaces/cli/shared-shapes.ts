/** What every command may say about settings. */
export interface SettingOptions {
  readonly config?: string;
  readonly set?: readonly string[];
}

/** One line of a verification: what was looked at, how much of it, and what is wrong. */
export interface VerifyLine {
  readonly name: string;
  readonly holds: boolean;
  readonly count: number;
  /** The first violation with its fact; '' when there is none. */
  readonly detail: string;
}
