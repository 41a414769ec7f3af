/** When the story's decision is taken. */
export const T0 = Date.UTC(2026, 0, 5, 12);
export const ACCOUNT = 'account-paper';
export const second = (n: number): number => T0 + n * 1_000;
