import { gzipSync } from 'node:zlib';
import type { Browser, Locator, Page } from 'playwright-core';
import { complaintsOf, describeInBrowser, openBrowser } from '../support/open-browser.js';
import { openDesk } from '../support/open-desk.js';
import type { StartedDesk } from '../support/started-desk.js';

const WAIT = { state: 'visible' as const, timeout: 15_000 };
const seen = async (locator: Locator): Promise<Locator> => {
  await locator.first().waitFor(WAIT);
  return locator.first();
};
const heading = (page: Page, name: string | RegExp): Promise<Locator> => seen(page.getByRole('heading', { name }));
const overflow = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

const tell = async (desk: StartedDesk, command: string, order: object): Promise<{ readonly overrideId: string }> => {
  const body = JSON.stringify(order);
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${desk.url}/api/v1/commands/${command}`, { method: 'POST', headers, body });
  expect(answer.status).toBe(200);
  return (await answer.json()) as { readonly overrideId: string };
};

describeInBrowser('the dashboard in a browser', () => {
  let desk: StartedDesk;
  let browser: Browser;
  let page: Page;
  let complaints: readonly string[];

  beforeAll(async () => {
    [desk, browser] = await Promise.all([openDesk(3), openBrowser()]);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await desk?.kill();
  });
  beforeEach(async () => {
    page = await browser.newPage({ viewport: { width: 1440, height: 900 }, timezoneId: 'Europe/Berlin' });
    complaints = complaintsOf(page);
  });
  afterEach(async () => {
    await page.close();
    expect(complaints).toEqual([]);
  });

  it('says what kind of market it is, and that it is alive, on every page', async () => {
    for (const path of ['desk', 'decisions', 'risk', 'alerts', 'orders', 'books', 'agents', 'audit', 'control']) {
      await page.goto(`${desk.url}/${path}`);
      const header = page.getByRole('banner');
      await seen(header.getByText('PRETEND MARKET'));
      await seen(header.getByText('live', { exact: true }));
      await seen(header.getByText('Alerts', { exact: true }));
      await seen(page.getByRole('navigation').locator('[aria-current=page]'));
      await heading(page, new RegExp(`^${path}$`, 'i'));
    }
  });

  it('shows candles, positions with P&L, working orders and what happens now', async () => {
    await page.goto(desk.url);
    await page.waitForURL('**/desk');
    await seen(page.getByRole('img', { name: /BTC\/USDT, candles of 15m/ }).locator('canvas'));
    const row = await seen(page.getByRole('table', { name: 'Open positions' }).locator('tbody tr'));
    expect(await row.innerText()).toMatch(/(long|short)[\s\S]*[+−]\d+\.\d\d[\s\S]* R/);
    await seen(page.getByRole('table', { name: 'Working orders' }).locator('tbody tr'));
    await seen(page.getByRole('region', { name: 'Now' }).getByRole('listitem'));
  });

  it('is less than 200 kB compressed up to the first page, charts included', async () => {
    const sizes: Promise<number>[] = [];
    page.on('response', (response) => {
      if (!/document|script|stylesheet/.test(response.request().resourceType())) return;
      sizes.push(response.body().then((body) => gzipSync(body).length));
    });
    await page.goto(`${desk.url}/desk`);
    await seen(page.getByRole('img', { name: /BTC\/USDT, candles/ }).locator('canvas'));
    const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
    expect(bytes).toBeGreaterThan(50_000);
    expect(bytes).toBeLessThan(200_000);
  });

  it('keeps the chosen instrument in the address', async () => {
    await page.goto(`${desk.url}/desk`);
    await (await seen(page.getByRole('button', { name: /XRP\/BTC/ }))).click();
    await page.waitForURL('**/desk?instrument=XRP/BTC');
    await seen(page.getByRole('img', { name: /XRP\/BTC, candles/ }));
    await page.reload();
    await seen(page.getByRole('img', { name: /XRP\/BTC, candles/ }));
  });

  it('moves on with the market without being loaded again', async () => {
    await page.goto(`${desk.url}/desk`);
    const time = page.getByRole('banner').locator('time');
    const before = await (await seen(time)).getAttribute('datetime');
    await seen(page.locator(`header time:not([datetime="${before}"])`));
  });

  it('explains an approved decision from the snapshot to the result', async () => {
    await page.goto(`${desk.url}/decisions?outcome=approved`);
    const filled = page.getByRole('row').filter({ hasText: /[+−]\d+\.\d\d$/ });
    await (await seen(filled)).getByRole('link').first().click();
    await page.waitForURL(/\/decisions\/[^/]+\?leg=/);
    const chain = ['Snapshot', 'Signals', 'Votes', 'Consensus', 'Conflict', 'Proposal', 'Verdict', 'Order', 'Fills'];
    for (const step of [...chain, 'Result']) await heading(page, step);
    const rules = page.getByRole('table', { name: 'Rules of the verdict' }).locator('tbody tr');
    await seen(rules);
    expect(await rules.count()).toBeGreaterThan(10);
    await seen(page.getByText(/^min\(1, /));
    await seen(page.getByText(/Closed by/));
    await (await seen(page.getByRole('link', { name: 'The facts of this cycle' }))).click();
    await heading(page, /^Facts of decision-/);
    await seen(page.getByText('cycle opened'));
  });

  it('says which rule denied a proposal', async () => {
    await page.goto(`${desk.url}/decisions?outcome=denied`);
    const row = await seen(page.getByRole('table', { name: 'Decisions' }).locator('tbody tr'));
    expect(await row.innerText()).toMatch(/denied: /);
    await row.getByRole('link').first().click();
    await seen(page.getByText('✕ fails'));
  });

  it('leads from a closed position to the why of its fills', async () => {
    await page.goto(`${desk.url}/books`);
    await seen(page.getByRole('img', { name: /^Equity over time/ }).locator('canvas'));
    await seen(page.getByRole('img', { name: /^Drawdown over time/ }).locator('canvas'));
    const closed = page.getByRole('table', { name: 'Closed positions' });
    await (await seen(closed.getByRole('link', { name: 'why' }))).click();
    await (await seen(page.getByRole('link', { name: 'Why it was closed' }))).click();
    await page.waitForURL('**/fills/*');
    await heading(page, 'Why this fill');
    for (const step of ['Snapshot', 'Verdict', 'Permission of this order', 'Result']) await heading(page, step);
    await seen(page.getByRole('table', { name: 'Candles of the snapshot' }).locator('code'));
  });

  it('says how far each breaker is from tripping and how much of each limit is used', async () => {
    await page.goto(`${desk.url}/risk`);
    const [breakers, limits, assets] = ['Breakers', 'Limits against use', 'Exposure by asset'].map((name) =>
      page.getByRole('table', { name }),
    ) as [Locator, Locator, Locator];
    const daily = await seen(breakers.getByRole('row').filter({ hasText: 'Daily loss' }));
    expect(await daily.innerText()).toMatch(/2\.00 %[\s\S]*not tripped[\s\S]*The next UTC day ends it/);
    await seen(daily.getByRole('img', { name: /^\d+\.\d\d % of the way to the trip$/ }));
    const exposure = await seen(limits.getByRole('row').filter({ hasText: 'Total exposure' }));
    await seen(exposure.getByRole('img', { name: /of the limit$/ }));
    expect(await assets.locator('tbody tr').count()).toBe(2);
    const parts = page.getByRole('table', { name: 'Books and equity by part' });
    for (const part of ['Trading cash', 'Allocation', 'Equity', 'Hodl', 'Reserved']) await seen(parts.getByText(part));
    await seen(page.getByRole('table', { name: 'Age of prices' }).getByText('fresh'));
  });

  it('leads from a verdict to the limits that it was given under', async () => {
    await page.goto(`${desk.url}/risk`);
    const verdict = await seen(page.getByRole('table', { name: 'Verdicts' }).locator('tbody tr'));
    await verdict.getByRole('link', { name: '1', exact: true }).click();
    await page.waitForURL('**/risk?policy=1');
    await heading(page, 'All limits of default 1');
    await (await seen(page.getByRole('table', { name: 'Policy history' }).locator('tbody time'))).click();
    await heading(page, 'Facts of account-main');
    await seen(page.getByText('account opened'));
  });

  it('tells an order as ours and the venue’s word, with the way to each fact', async () => {
    await page.goto(`${desk.url}/orders?state=filled&purpose=close`);
    await (await seen(page.getByRole('table', { name: 'Orders' }).locator('tbody tr a'))).click();
    const timeline = await seen(page.getByRole('list', { name: 'Timeline: the desk and the venue' }));
    const left = async (by: string): Promise<number> =>
      (await (await seen(timeline.locator(`li.${by} p`))).boundingBox())?.x ?? 0;
    expect(await left('desk')).toBeLessThan(await left('venue'));
    const address = page.url();
    await (await seen(timeline.getByRole('link', { name: 'fact: order filled' }))).click();
    await heading(page, /^Facts of order-/);
    expect(await (await seen(page.locator('.fact-lines li'))).innerText()).toContain('order filled');
    await page.goto(address);
    await (await seen(page.getByRole('link', { name: 'Exit stepped' }))).click();
    expect(await (await seen(page.locator('.fact-lines li'))).innerText()).toContain('exit stepped');
    await page.goto(address);
    await (await seen(page.getByRole('link', { name: /with every rule$/ }))).click();
    await seen(page.getByRole('table', { name: 'Rules of the verdict' }));
  });

  it('hatches the time in which nobody knows, and says so', async () => {
    await page.route('**/api/v1/orders/*', async (route) => {
      const order = (await (await route.fetch()).json()) as { readonly timeline: readonly [{ readonly at: number }] };
      const [first] = order.timeline;
      const unknown = { ...first, at: first.at + 10_000, type: 'OrderSubmissionUncertain', text: 'no answer' };
      const later = { ...first, at: first.at + 45_000, type: 'OrderAccepted', text: 'accepted', by: 'venue' };
      const timeline = [first, unknown, later].map((entry, i) => ({ ...entry, position: String(i) }));
      await route.fulfill({ json: { ...order, timeline } });
    });
    await page.goto(`${desk.url}/orders`);
    await (await seen(page.getByRole('table', { name: 'Orders' }).locator('tbody tr a'))).click();
    await seen(page.getByText('Uncertain for 35 s'));
    const pattern = `getComputedStyle(document.querySelector('.timeline .uncertain p')).backgroundImage`;
    expect(await page.evaluate(pattern)).toContain('gradient');
  });

  it('F-X9 hears of new facts without being loaded again, and shows their text as text', async () => {
    await page.goto(`${desk.url}/desk`);
    const now = page.getByRole('region', { name: 'Now' });
    await seen(now.getByRole('listitem'));
    await tell(desk, 'pause', { reason: '<b>Text is text.</b>' });
    await seen(now.getByText('<b>Text is text.</b>'));
    await seen(page.getByRole('banner').getByText(/^paused/));
    await tell(desk, 'resume', { reason: 'seen' });
    await seen(page.getByRole('banner').getByText('trading', { exact: true }));
  });

  it('counts, lists and announces alerts, and takes nobody’s focus for them', async () => {
    await page.goto(`${desk.url}/desk`);
    const badge = page.getByRole('banner').getByRole('link', { name: /standing$|^none$/ });
    await seen(badge.getByText('none'));
    await page.getByRole('banner').getByRole('link').first().focus();
    const focused = (): Promise<string> => page.evaluate('document.activeElement.textContent');
    const before = await focused();
    await tell(desk, 'halt', { reason: 'a drill for the alerts' });
    await seen(badge.getByText('1 standing'));
    await page.getByRole('status').getByText('New alert, alarm: trading halted').waitFor({ state: 'attached' });
    // What is focused may say other words by now, but it is the same element.
    expect(await page.evaluate('document.activeElement.closest("header") !== null')).toBe(true);
    expect(before).not.toBe('');
    await badge.click();
    await page.waitForURL('**/alerts?standing=true');
    const row = await seen(page.getByRole('table', { name: 'Alerts' }).locator('tbody tr'));
    expect(await row.innerText()).toMatch(/alarm[\s\S]*halt[\s\S]*a drill for the alerts[\s\S]*still standing/);
    await row.getByRole('link').first().click();
    await seen(page.locator('.fact-lines li').getByText('trading halted'));
    const { overrideId } = await tell(desk, 'clear-halt', { reason: 'the drill is over' });
    await tell(desk, 'confirm', { overrideId });
    await seen(badge.getByText('none'));
    await page.goto(`${desk.url}/alerts?kind=halt`);
    await seen(page.getByText(/over since .*: halt cleared/));
  });

  it('cannot be taken for the others when the market is live', async () => {
    const status = { ...(await desk.get<object>('status')), mode: 'LIVE' };
    await page.route('**/api/v1/events*', (route) =>
      route.fulfill({ contentType: 'text/event-stream', body: `event: status\ndata: ${JSON.stringify(status)}\n\n` }),
    );
    await page.goto(`${desk.url}/desk`);
    await seen(page.getByRole('banner').locator('.mode.real').getByText('LIVE'));
  });

  it('is usable by keyboard alone', async () => {
    await page.goto(`${desk.url}/desk`);
    await seen(page.getByRole('banner'));
    await page.keyboard.press('g');
    await page.keyboard.press('b');
    await page.waitForURL('**/books');
    await page.keyboard.press('?');
    await seen(page.getByRole('dialog', { name: 'Keyboard help' }));
    await page.keyboard.press('Escape');
    await page.keyboard.press('/');
    await page.getByRole('searchbox').fill('control');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/control');
  });

  it('explains addresses that lead nowhere', async () => {
    await page.goto(`${desk.url}/nowhere/at/all`);
    await heading(page, 'No such page');
  });

  it.each(['light', 'dark'] as const)('fits a telephone of 360 px, %s', async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 360, height: 740 });
    for (const path of ['desk', 'decisions', 'risk', 'alerts', 'orders', 'books', 'agents', 'audit']) {
      await page.goto(`${desk.url}/${path}`);
      await seen(page.getByRole('table').locator('tbody tr'));
      expect({ path, tooWide: (await overflow(page)) > 0 }).toEqual({ path, tooWide: false });
    }
  });
});

describeInBrowser('the dashboard when its desk dies', () => {
  it('greys out and says since when', async () => {
    const [desk, browser] = await Promise.all([openDesk(0), openBrowser()]);
    try {
      const page = await browser.newPage();
      await page.goto(`${desk.url}/desk`);
      await seen(page.getByRole('banner').getByText('live', { exact: true }));
      await desk.kill();
      await seen(page.getByRole('alert').filter({ hasText: /cut since \d+ \w+ \d\d:\d\d:\d\d/ }));
      await seen(page.locator('.app.stale'));
      await seen(page.getByRole('banner').getByText(/lost since/));
    } finally {
      await browser.close();
      await desk.kill();
    }
  });
});
