/** The types of failure-ids.mjs, which the reporter loads as it is. */
export const GROUPS: Readonly<Record<string, { readonly name: string; readonly count: number }>>;
export const LATER: readonly { readonly waitsFor: string; readonly ids: readonly string[] }[];
export function failureReport(run: {
  readonly passed: readonly string[];
  readonly skipped: readonly string[];
  readonly whole: boolean;
}): { readonly lines: readonly string[]; readonly missing: readonly string[] };
