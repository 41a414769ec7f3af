/** A position that the running desk closed by itself: the API explains it down to candle digests, the page says the same. */
import type { Browser, Page } from 'playwright-core';
import type { FillView, PositionView, WhyView } from '../../src/projections/views.js';
import type { RuleResult } from '../../src/domain/account/risk/verdict.js';
import { describeInBrowser, openBrowser } from '../support/open-browser.js';
import { openDesk } from '../support/open-desk.js';
import type { StartedDesk } from '../support/started-desk.js';

const DIGEST = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const RESULTS = { pass: '✓ pass', shrink: '↓ shrinks it', fail: '✕ fails', skipped: 'skipped' } as const;

type Data = Readonly<Record<string, unknown>>;
interface ListOf<Row> {
  readonly items: readonly Row[];
}

const dataOf = (why: WhyView, type: string): Data | undefined =>
  [...why.decision, ...why.permission, ...why.order, why.fill, why.result, why.verdict].find(
    (fact) => fact?.type === type,
  )?.data as Data | undefined;

/** What a person can read on the page, hovers included: long figures are cut there, and whole in the hover. */
const said = (page: Page): Promise<string> =>
  page.evaluate(
    `document.querySelector('main').innerText + [...document.querySelectorAll('main [title]')].map((e) => '\\n' + e.title).join('')`,
  );

/** Name, input, limit and result of each line of the verdict. */
const rulesOn = (page: Page): Promise<readonly (readonly string[])[]> =>
  page.evaluate(
    `[...document.querySelectorAll('[aria-label="Rules of the verdict"] tbody tr')].map(({ cells }) => [
      cells[0].textContent.toLowerCase(),
      ...[1, 2].map((i) => cells[i].querySelector('[title]')?.title ?? cells[i].textContent),
      cells[4].textContent,
    ])`,
  );

const lineOf = ({ rule, round, input, limit, result }: RuleResult): readonly string[] => [
  `${rule.replaceAll('-', ' ')}${round ? ' once more' : ''}`,
  input,
  limit,
  RESULTS[result],
];

describeInBrowser('a closed position of the running desk', () => {
  let desk: StartedDesk;
  let browser: Browser;
  let position: PositionView;
  let fills: readonly FillView[];
  beforeAll(async () => {
    [desk, browser] = await Promise.all([openDesk(3), openBrowser()]);
    const closed = (await desk.get<ListOf<PositionView>>('positions?status=closed')).items;
    // One that the venue's own stop closed: its order is the protection that rested since the entry.
    position = closed.find(({ closer }) => closer === 'stop') as PositionView;
    fills = (await desk.get<ListOf<FillView>>(`fills?positionId=${position.positionId}`)).items;
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await desk?.kill();
  });

  const whyOf = (purpose: string): Promise<WhyView> =>
    desk.get<WhyView>(`fills/${fills.find((fill) => fill.purpose === purpose)?.tradeId}/why`);

  it.each(['entry', 'stop'])('the %s is explained by the API down to candle digests', async (purpose) => {
    const why = await whyOf(purpose);
    expect(why.candles.length).toBeGreaterThan(0);
    for (const { digest } of why.candles) expect(digest).toMatch(DIGEST);
    expect(why.signals.length).toBeGreaterThan(0);
    for (const type of ['CycleOpened', 'VoteCast', 'ConsensusMeasured', 'TradeProposed']) {
      expect({ type, data: dataOf(why, type) }).toEqual({ type, data: expect.anything() });
    }
    expect((why.verdict?.data as { rules: readonly RuleResult[] }).rules.length).toBeGreaterThan(20);
    expect(why.permission.length).toBeGreaterThan(0);
    expect(why.story.length).toBeGreaterThan(10);
  });

  it.each(['entry', 'stop'])('the page says the same of the %s', async (purpose) => {
    const why = await whyOf(purpose);
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(`${desk.url}/fills/${(why.fill.data as { tradeId: string }).tradeId}`);
    await page.getByRole('table', { name: 'Rules of the verdict' }).waitFor();
    const text = await said(page);
    const { arithmetic } = dataOf(why, 'ConsensusMeasured') as { arithmetic: readonly string[] };
    for (const { digest } of why.candles.filter(({ instrumentId }) => instrumentId === position.instrumentId)) {
      expect(text).toContain(digest);
    }
    for (const sentence of [...why.story, ...arithmetic]) expect(text).toContain(sentence);
    const { rules } = why.verdict?.data as { rules: readonly RuleResult[] };
    expect(await rulesOn(page)).toEqual(rules.map(lineOf));
    await page.close();
  });

  it('the decision leads on to the stop that closed it, its fills and the result', async () => {
    const opened = dataOf(await whyOf('stop'), 'CycleOpened') as { cycleId: string };
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(`${desk.url}/decisions/${opened.cycleId}?leg=${position.instrumentId}`);
    const rows = page.getByRole('table', { name: 'Fills' }).locator('tbody tr');
    await rows.first().waitFor();
    expect(await rows.count()).toBe(fills.length);
    const result = page.getByText(/^Closed by stop at /);
    await result.waitFor();
    const net = Number(position.netUsdt).toFixed(2).replace('-', '−');
    expect(await result.innerText()).toContain(net);
    await page.goto(`${desk.url}/positions/${position.positionId}`);
    const orders = page.locator('section', { has: page.getByRole('heading', { name: 'Stops and closing orders' }) });
    await orders.getByText('filled').first().waitFor();
    await page.close();
  });
});
