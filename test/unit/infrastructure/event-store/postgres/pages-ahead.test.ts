import { pagesAhead } from '../../../../../src/infrastructure/event-store/postgres/pages-ahead.js';

describe('pages ahead', () => {
  /** Pages 1, 2, ... 5; the third may fail. */
  const book = (failing = 0) => {
    const asked: number[] = [1];
    const load = async (page: number) => {
      if (page === failing) throw new Error(`page ${page} is torn out`);
      return page;
    };
    const next = (page: number) => {
      if (page === 5) return undefined;
      asked.push(page + 1);
      return load(page + 1);
    };
    return { asked, pages: pagesAhead(load(1), next) };
  };

  it('has asked for the next one before it gives this one, and for no more', async () => {
    const { asked, pages } = book();
    await pages.next();
    expect(asked).toEqual([1, 2]);
    await new Promise((resolve) => setImmediate(resolve));
    expect(asked).toEqual([1, 2]);
    await pages.next();
    expect(asked).toEqual([1, 2, 3]);
  });

  it('gives all of them in order and ends', async () => {
    const found: number[] = [];
    for await (const page of book().pages) found.push(page);
    expect(found).toEqual([1, 2, 3, 4, 5]);
  });

  it('tells a failure when its turn comes, after the pages before it', async () => {
    const { pages } = book(3);
    expect((await pages.next()).value).toBe(1);
    expect((await pages.next()).value).toBe(2);
    await expect(pages.next()).rejects.toThrow('page 3 is torn out');
  });

  it('leaves no unheard failure behind a reader that breaks off', async () => {
    const unheard: unknown[] = [];
    const hear = (error: unknown) => void unheard.push(error);
    process.on('unhandledRejection', hear);
    for await (const page of book(2).pages) if (page === 1) break;
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', hear);
    expect(unheard).toEqual([]);
  });
});
