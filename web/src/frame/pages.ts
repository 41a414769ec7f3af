/** The rail, in its order, and the letter that leads there after `g`. */
export interface PageEntry {
  readonly path: string;
  readonly name: string;
  readonly letter: string;
  /** What is found there, for search and help. */
  readonly about: string;
}

export const PAGES: readonly PageEntry[] = [
  { path: '/desk', name: 'Desk', letter: 'd', about: 'chart, positions, working orders, what happens now' },
  { path: '/decisions', name: 'Decisions', letter: 'e', about: 'every cycle and why' },
  { path: '/risk', name: 'Risk', letter: 'r', about: 'gates, breakers, limits, policy, verdicts' },
  { path: '/alerts', name: 'Alerts', letter: 'l', about: 'what somebody should look at' },
  { path: '/orders', name: 'Orders', letter: 'o', about: 'all orders and their timelines' },
  { path: '/books', name: 'Books', letter: 'b', about: 'equity, balances, fees, closed positions' },
  { path: '/agents', name: 'Agents', letter: 'a', about: 'what the advisers say' },
  { path: '/audit', name: 'Audit', letter: 'u', about: 'the trade log' },
  { path: '/control', name: 'Control', letter: 'c', about: 'the operator’s actions' },
];

/** On a narrow screen the first four stand in the bottom bar and the rest behind "More". */
export const IN_BOTTOM_BAR: readonly string[] = ['/desk', '/decisions', '/orders', '/books'];

export const pageOf = (path: string): PageEntry | undefined => {
  if (/^\/fills\//.test(path)) return PAGES.find((page) => page.path === '/decisions');
  if (/^\/positions\//.test(path)) return PAGES.find((page) => page.path === '/books');
  if (/^\/streams\//.test(path)) return PAGES.find((page) => page.path === '/audit');
  return PAGES.find((page) => path === page.path || path.startsWith(`${page.path}/`));
};
