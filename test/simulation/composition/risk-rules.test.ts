/**
 * Each rule of the registry is what stops (or cuts) one trade on its way from the decision to the venue. Taking a rule
 * out of the registry makes its test fail: `removals.mjs` does just that, one after the other.
 */
import { RISK_RULES } from '../../../src/domain/account/risk/rules/index.js';
import { ACCOUNT_SCENARIOS } from './account-scenarios.js';
import { ComposedDesk } from './composed-desk.js';
import { INTENT_SCENARIOS } from './intent-scenarios.js';
import { lastOpening, type Opened } from './openings.js';
import type { Scenario } from './scenario.js';
import { SIZE_SCENARIOS } from './size-scenarios.js';

const SCENARIOS = [...INTENT_SCENARIOS, ...ACCOUNT_SCENARIOS, ...SIZE_SCENARIOS];
/** One lot is far less than a cent; the rest is the entry's slippage in the equity of a second trade. */
const WITHIN_USDT = 0.5;

const play = async ({ settings, story }: Scenario, obstacle: boolean): Promise<Opened> => {
  const desk = await ComposedDesk.start(settings?.(obstacle));
  try {
    await story(desk, obstacle);
    return await lastOpening(desk);
  } finally {
    await desk.end();
  }
};

test.each(SCENARIOS.map((scenario) => [scenario.rule, scenario.obstacle, scenario] as const))(
  '%s: %s',
  async (rule, _obstacle, scenario) => {
    const free = await play(scenario, false);
    expect(free).toMatchObject({ verdict: 'IntentApproved', failed: [], resizedBy: [] });
    expect(free.placed).toHaveLength(1);

    const { outcome } = scenario;
    const stopped = await play(scenario, true);
    if ('denied' in outcome) {
      expect(stopped).toMatchObject({ verdict: 'IntentDenied', failed: [outcome.denied], deniedBy: rule, placed: [] });
      return;
    }
    expect(stopped).toMatchObject({ verdict: 'IntentResized', failed: [], resizedBy: [rule] });
    expect(stopped.placed).toHaveLength(1);
    expect(Math.abs(stopped.notional - outcome.cutTo)).toBeLessThan(WITHIN_USDT);
  },
);

// One way only: a rule that was taken out must be missed by its own scenario, not by this list.
test('every rule of the registry has a scenario', () => {
  const told = SCENARIOS.map(({ rule }) => rule);
  expect(RISK_RULES.map(({ name }) => name).filter((name) => !told.includes(name))).toEqual([]);
});
