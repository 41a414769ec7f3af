import type { Browser, Locator, Page } from 'playwright-core';
import { complaintsOf, describeInBrowser, openBrowser } from '../support/open-browser.js';
import { openDesk } from '../support/open-desk.js';
import type { StartedDesk } from '../support/started-desk.js';

/** What is ordered must be seen within this. */
const SEEN_WITHIN_MS = 2_000;
const WAIT = { state: 'visible' as const, timeout: 15_000 };
const overflow = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

interface Override {
  readonly overrideId: string;
  readonly kind: string;
  readonly status: string;
  readonly reason: string;
}

describeInBrowser('the page of control', () => {
  let desk: StartedDesk;
  let browser: Browser;
  let page: Page;
  let complaints: readonly string[];

  beforeAll(async () => {
    [desk, browser] = await Promise.all([openDesk(1), openBrowser()]);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await desk?.kill();
  });
  beforeEach(async () => {
    page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    complaints = complaintsOf(page);
    await page.goto(`${desk.url}/control`);
    await page.getByRole('heading', { name: 'Control' }).waitFor(WAIT);
  });
  afterEach(async () => {
    await page.close();
    expect(complaints).toEqual([]);
  });

  const gate = (): Locator => page.getByRole('banner').locator('.item').filter({ hasText: 'Gate' });
  /** Opens the form of an action; its heading and its button have the same name. */
  const form = async (name: string): Promise<Locator> => {
    await page.locator('summary').getByText(name, { exact: true }).click();
    const found = page.getByRole('form', { name, exact: true });
    await found.waitFor(WAIT);
    return found;
  };
  const order = async (name: string, why: string): Promise<Locator> => {
    const found = await form(name);
    await found.getByLabel('Why').fill(why);
    await found.getByRole('button').click();
    return found;
  };
  const overrides = async (): Promise<readonly Override[]> =>
    (await desk.get<{ items: readonly Override[] }>('overrides')).items;

  it('F-R12 shows a halt in the header within 2 s of the click, and leads to its facts', async () => {
    const halt = await order('Halt', 'the browser says so');
    await gate().getByText('halted: the browser says so').waitFor({ state: 'visible', timeout: SEEN_WITHIN_MS });
    await halt.getByRole('status').getByText('Trading is halted.').waitFor(WAIT);
    await halt.getByRole('link', { name: 'Its facts' }).click();
    await page.getByRole('heading', { name: /Facts of override-/ }).waitFor(WAIT);
    await page.getByText('override executed', { exact: false }).first().waitFor(WAIT);
  });

  it('F-R12 lifts a halt only when the word is typed in time, and says how much of it is left', async () => {
    await order('Clear the halt', 'looked at it');
    const pending = page.getByRole('form', { name: 'Confirm CLEAR HALT' });
    await pending.getByText(/\d+ s left/).waitFor(WAIT);
    await gate().getByText('halted: the browser says so').waitFor(WAIT);
    await pending.getByLabel('Type CLEAR HALT').fill('clear halt');
    await pending.getByRole('button', { name: 'Confirm' }).click();
    await pending.getByRole('alert').getByText('Type CLEAR HALT, in capitals').waitFor(WAIT);
    expect((await overrides())[0]).toMatchObject({ kind: 'clear-halt', status: 'waiting' });
    await pending.getByLabel('Type CLEAR HALT').fill('CLEAR HALT');
    await pending.getByRole('button', { name: 'Confirm' }).click();
    await gate()
      .getByText(/^trading|^no openings/)
      .waitFor({ state: 'visible', timeout: SEEN_WITHIN_MS });
    expect((await overrides())[0]).toMatchObject({ kind: 'clear-halt', status: 'executed', reason: 'looked at it' });
    await pending.getByRole('status').getByText('The halt is cleared.').waitFor(WAIT);
    await page.getByRole('form', { name: 'Clear the halt' }).getByText('The halt is cleared.').waitFor(WAIT);
    expect(await page.getByText('Nothing is done yet').count()).toBe(0);
  });

  it('says in words what is wrong with an opening, and keeps what was filled in', async () => {
    const opening = await form('Open a position by hand');
    await opening.getByLabel('Stop').fill('9999999');
    await opening.getByLabel('Target').fill('99999999');
    await opening.getByLabel('Why').fill('a slip of the hand');
    await opening.getByRole('button').click();
    await opening
      .getByRole('alert')
      .getByText(/The stop of a long must lie below its entry/)
      .waitFor(WAIT);
    expect(await opening.getByLabel('Stop').inputValue()).toBe('9999999');
    expect((await overrides()).map(({ kind }) => kind)).not.toContain('open-position');
    // The browser itself counts a refused request as an error of the page.
    (complaints as string[]).splice(0);
  });

  it('lists what was ordered, the newest first, each line a way to its facts', async () => {
    const table = page.getByRole('table', { name: 'What was ordered' });
    const first = table.locator('tbody tr').first();
    await first.waitFor(WAIT);
    const [newest] = await overrides();
    expect(await first.innerText()).toContain(newest?.reason);
    expect(await first.getByRole('link').first().getAttribute('href')).toContain(
      `/streams/override-${newest?.overrideId}`,
    );
  });

  it('is used by the keyboard alone: one action is open at a time, and its fields have names', async () => {
    const summary = page.locator('summary').getByText('Pause', { exact: true });
    await summary.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.type('by keyboard');
    await page.keyboard.press('Enter');
    await gate()
      .getByText(/paused: operator/)
      .waitFor({ state: 'visible', timeout: SEEN_WITHIN_MS });
    await page.locator('summary').getByText('Resume', { exact: true }).click();
    expect(await page.locator('.actions details[open]').count()).toBe(1);
    const resume = page.getByRole('form', { name: 'Resume' });
    await resume.getByLabel('Why').fill('by mouse');
    await resume.getByRole('button').click();
    await resume.getByRole('status').getByText('pause is lifted').waitFor(WAIT);
  });

  it.each([360, 1440])('has every action and no sideways scrolling at %i px', async (width) => {
    await page.setViewportSize({ width, height: 800 });
    const summaries = page.locator('.actions summary');
    expect(await summaries.count()).toBe(19);
    await page.locator('summary').getByText('Open a position by hand').click();
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    const labels = await page.evaluate(
      `[...document.querySelectorAll('.actions details[open] :is(input, select)')].map(({ labels }) => labels.length)`,
    );
    expect(labels).toEqual([1, 1, 1, 1, 1, 1]);
  });
});
