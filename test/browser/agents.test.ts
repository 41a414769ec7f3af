/** A desk whose log tells of two cycles with models: what a person can see of them. */
import { resolve } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { MINUTE } from '../../src/domain/shared/time.js';
import type { MemoryEventStore } from '../../src/infrastructure/event-store/memory/memory-event-store.js';
import { serveDashboard } from '../../src/infrastructure/interfaces/dashboard/serve-dashboard.js';
import { MemoryReadStore } from '../../src/infrastructure/persistence/memory/memory-read-store.js';
import { PROJECTIONS } from '../../src/projections/registry.js';
import { ProjectionRunner } from '../../src/projections/runner/projection-runner.js';
import { appends, type Commit } from '../support/desk-log.js';
import { candlesAfter, HOSTILE, modelStory, T1 } from '../support/model-story.js';
import { complaintsOf, describeInBrowser, openBrowser } from '../support/open-browser.js';
import { logOf, projectAll } from '../support/read-side.js';
import { serveDesk, type ServedDesk } from '../support/served-desk.js';

const WAIT = { state: 'visible' as const, timeout: 15_000 };
const seen = async (locator: Locator): Promise<Locator> => {
  await locator.first().waitFor(WAIT);
  return locator.first();
};
const overflow = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

interface Told extends ServedDesk {
  readonly log: MemoryEventStore;
  readonly store: MemoryReadStore;
}

const serveStory = async (commits: readonly Commit[]): Promise<Told> => {
  const log = logOf(commits);
  const store = new MemoryReadStore();
  await projectAll(log, store);
  const served = await serveDesk(log, store, {}, (app) => serveDashboard(app, resolve('web/dist')));
  served.desk.now = { ...served.desk.now, marketTime: T1 + 10 * MINUTE };
  await served.candles.append(candlesAfter);
  return { ...served, log, store };
};

describeInBrowser('agents and models in a browser', () => {
  let desk: Told;
  let empty: Told;
  let browser: Browser;
  let page: Page;
  let complaints: readonly string[];
  const go = (path: string, on = desk) => page.goto(`http://127.0.0.1:${on.port}${path}`);
  const rowOf = (table: string, text: string | RegExp): Promise<Locator> =>
    seen(page.getByRole('table', { name: table, exact: true }).locator('tbody tr').filter({ hasText: text }));

  beforeAll(async () => {
    [desk, empty, browser] = await Promise.all([serveStory(modelStory), serveStory([]), openBrowser()]);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await Promise.all([desk?.close(), empty?.close()]);
  });
  beforeEach(async () => {
    page = await browser.newPage({ viewport: { width: 1440, height: 900 }, timezoneId: 'UTC' });
    complaints = complaintsOf(page);
  });
  afterEach(async () => {
    await page.close();
    // There is no account in this story, and the header says so.
    expect(complaints.filter((text) => !text.includes('404'))).toEqual([]);
  });

  it('says how far the desk is degraded, by what, and what that means', async () => {
    await go('/agents');
    await seen(page.getByText('Level 2, reduced'));
    await seen(page.getByText(/rules decide instead of models/));
    expect(await (await rowOf('Components that failed', 'model:steady')).innerText()).toMatch(
      /2, reduced[\s\S]*time 3/,
    );
  });

  it('shows what runs next, what failed and who switched off what', async () => {
    await go('/agents');
    expect(await (await rowOf('Schedule', 'Trading decision')).innerText()).toMatch(
      /1 h[\s\S]*timeout[\s\S]*in 50 min/,
    );
    expect(await (await rowOf('Schedule', 'Sentiment')).innerText()).toContain(
      'switched off by ada: the feed is broken',
    );
  });

  it('shows the money of today, what is open, and the pace', async () => {
    await go('/agents');
    const money = await seen(page.getByRole('region', { name: 'Models and money' }));
    await seen(money.getByText('0.9687'));
    expect(await money.innerText()).toMatch(
      /asked steady, slow, wild beside the rules[\s\S]*0\.0013[\s\S]*0\.0300[\s\S]*full/,
    );
    expect(await (await rowOf('Model money by member', 'steady')).innerText()).toMatch(/timeout 1/);
  });

  it('scores every voice by the chosen horizon', async () => {
    await go('/agents');
    expect(await (await rowOf('Scoreboard', 'Wild')).innerText()).toMatch(/1 of 2\s+0 of 1\s+0\.810\s+−1\.00 %\s+1/);
    await page.getByLabel('Judged').selectOption('4');
    await page.waitForURL('**/agents?horizon=4');
    expect(await (await rowOf('Scoreboard', 'Wild')).innerText()).toMatch(/1 of 1\s+0\.010\s+\+1\.00 %/);
    await seen(page.getByRole('table', { name: 'Conflicts' }).getByText('primary'));
  });

  it('explains a decision: who voted by which model, what was late, who settled the conflict', async () => {
    await go('/decisions/cycle-a');
    expect(await (await rowOf('Votes', 'Steady')).innerText()).toMatch(/0\.800[\s\S]*steady-1, 2\.0 s, 0\.0011 USD/);
    await seen(page.getByText(/Discarded: slow, late: answered at .*\. It said open long with 0\.600\./));
    await seen(page.getByText(/Settled by primary in 2\.5 s: modify: 50\.00 % of the size\./));
    await seen(page.getByText(/^Asked primary: answered/));
    await seen(page.getByText(/Bid 59\s994\.0, ask 60\s006\.0/));
    expect(await (await rowOf('Outside agents', 'weather')).innerText()).toContain('never');
    const since = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'The market since' }) });
    expect(await (await seen(since)).innerText()).toMatch(/After 1 h: 60\s600\.0, \+1\.00 %[\s\S]*After 24 h/);
  });

  it('F-X9 shows what a model was sent and what it said as text', async () => {
    await go('/decisions/cycle-a');
    await (await rowOf('Votes', 'Steady')).getByRole('link').click();
    await page.waitForURL('**/calls/call-1');
    await seen(page.getByText('You advise. Never size.'));
    expect(await page.locator('pre.said').allInnerTexts()).toEqual(['You advise. Never size.', HOSTILE, HOSTILE]);
    expect(await page.locator('main img, main b').count()).toBe(0);
    expect(await page.title()).toBe('Call of a model · Tribune');
    await (await seen(page.getByRole('link', { name: 'The fact of this call' }))).click();
    await seen(page.getByText('model consulted'));
  });

  it('hears of money that is spent while somebody looks', async () => {
    const open = await serveStory([]);
    const runner = new ProjectionRunner(open.log, open.store, PROJECTIONS);
    await runner.start();
    await go('/agents', open);
    await seen(page.getByText(/^No money was ever set apart for a model/));
    for (const { stream, facts, expected } of appends(modelStory)) open.log.appendNow(stream, facts, expected);
    await seen(page.getByText('0.9687'));
    await rowOf('Scoreboard', 'Wild');
    // The page lets go of its events before the desk does.
    await page.goto('about:blank');
    await runner.stop();
    await open.close();
  });

  it('says in sentences what there is not', async () => {
    await go('/agents', empty);
    await seen(page.getByText('Level 1, normal'));
    await seen(page.getByText('No component has failed.'));
    await seen(page.getByText(/^No money was ever set apart for a model/));
    await seen(page.getByText(/^Nobody has said anything in the last 30 days/));
    await seen(page.getByText(/^No conflict in 30 days/));
    await seen(page.getByText('No model was ever asked.'));
    expect(await page.getByRole('table', { name: 'Schedule' }).locator('tbody tr').count()).toBe(4);
  });

  it.each(['light', 'dark'] as const)('fits a telephone of 360 px, %s', async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 360, height: 740 });
    const pages = { '/agents': 'Calls of models', '/decisions/cycle-a': 'Votes' };
    for (const [path, table] of Object.entries(pages)) {
      await go(path);
      await seen(page.getByRole('table', { name: table }).locator('tbody tr'));
      expect({ path, tooWide: (await overflow(page)) > 0 }).toEqual({ path, tooWide: false });
    }
    await go('/calls/call-1');
    await seen(page.locator('pre.said'));
    expect(await overflow(page)).toBeLessThanOrEqual(0);
  });
});
