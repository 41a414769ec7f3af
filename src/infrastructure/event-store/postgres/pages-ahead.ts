import { endOfTurn } from './end-of-turn.js';

/**
 * Pages one after the other, each asked for while the one before is read: server and reader work at the same time, and
 * two pages are the most that is in memory. `next` gets a page and asks for what follows it, or says that nothing does.
 */
export async function* pagesAhead<Page>(
  first: Promise<Page>,
  next: (page: Page) => Promise<Page> | undefined,
): AsyncGenerator<Page, void, undefined> {
  let asked: Promise<Page> | undefined = first;
  while (asked) {
    const page: Page = await asked;
    asked = next(page);
    if (asked) {
      // Its failure is told when its turn comes; a reader that breaks off before never hears of it.
      asked.catch(() => undefined);
      await endOfTurn();
    }
    yield page;
  }
}
