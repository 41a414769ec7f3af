import { AdvisedDesk, type AdvisedDeskOptions, type Opinions } from '../../support/llm/advised-desk.js';
import { says, status } from '../../support/llm/behaviour.js';
import { dataOf, decided, endsOf, outcomes, sinceSnapshot, tradesIn } from '../../support/llm/cycle-view.js';
import type { Answerer } from '../../support/llm/fake-panel.js';
import { after, agrees, rules } from '../../support/llm/opinions.js';
import type { RecordedFact } from '../../../src/domain/shared/fact.js';

const CHOPPY: Opinions = { 'BTC/USDT': { regime: 'choppy', technical: ['long', '0.9'] } };
/** 0.05 apart: the rules would wait. */
const AT_ODDS: Opinions = {
  'BTC/USDT': { regime: 'trending_bull', technical: ['long', '0.8'], sentiment: ['short', '0.75'] },
};
const silent: Answerer = () => ({ kind: 'hangs' });

const settled = async (
  opinions: Opinions,
  arbiters: AdvisedDeskOptions['arbiters'],
  see: (log: readonly RecordedFact[], desk: AdvisedDesk) => void | Promise<void>,
): Promise<void> => {
  const desk = await AdvisedDesk.start({ panel: { openai: agrees }, opinions, ...(arbiters && { arbiters }) });
  try {
    await see(await desk.firstDecision(), desk);
  } finally {
    await desk.end();
  }
};

const resolutions = (log: readonly RecordedFact[]) =>
  decided(log, 'ConflictResolved').map(({ kind, resolver, by, outcome, latencyMs }) => ({
    kind,
    resolver,
    ...(by === undefined ? {} : { by }),
    outcome,
    latencyMs,
  }));

const entries = (log: readonly RecordedFact[]): readonly number[] =>
  dataOf<{ purpose: string; quantity: string }>(log, 'OrderInitialized').flatMap(({ purpose, quantity }) =>
    purpose === 'entry' ? [Number(quantity)] : [],
  );

test('a conflict is settled by the primary, and the trade goes on', () =>
  settled(
    CHOPPY,
    { deepseek: after(3_000, rules('regime', 'proceed')), anthropic: rules('regime', 'abort') },
    (log, desk) => {
      expect(resolutions(log)).toEqual([
        { kind: 'regime', resolver: 'model', by: 'deepseek', outcome: 'proceed', latencyMs: 3_000 },
      ]);
      expect(endsOf(log)).toEqual(['long']);
      expect(sinceSnapshot(log, 'TradeProposed')).toEqual([3_000]);
      expect(tradesIn(log).opened).toBe(1);
      expect(desk.panel.requests).toEqual({ deepseek: 1, anthropic: 0, openai: 1 });
    },
  ));

test('F-D17 the primary uses up its six seconds and the fallback has four of its own', () =>
  settled(
    AT_ODDS,
    {
      deepseek: after(7_000, rules('adviser-opposition', 'abort')),
      anthropic: after(3_900, rules('adviser-opposition', 'proceed')),
    },
    (log) => {
      expect(outcomes(log)).toEqual([
        ['openai', 'answered'],
        ['deepseek', 'TIMEOUT'],
        ['anthropic', 'answered'],
      ]);
      expect(resolutions(log)).toEqual([
        { kind: 'adviser-opposition', resolver: 'model', by: 'anthropic', outcome: 'proceed', latencyMs: 9_900 },
      ]);
      expect(endsOf(log)).toEqual(['long']);
    },
  ));

test('a model that times out in the middle of a conflict leaves it to the rules within ten seconds', () =>
  settled(AT_ODDS, { deepseek: silent, anthropic: silent }, (log) => {
    expect(outcomes(log).slice(1)).toEqual([
      ['deepseek', 'TIMEOUT'],
      ['anthropic', 'TIMEOUT'],
    ]);
    expect(resolutions(log)).toEqual([
      { kind: 'adviser-opposition', resolver: 'rules', outcome: 'wait', latencyMs: 10_000 },
    ]);
    expect(endsOf(log)).toEqual(['CONFLICT_ADVISERS']);
    expect(tradesIn(log)).toEqual({ approved: 0, opened: 0 });
  }));

test('settled by nobody: the same conflict without an arbiter ends as the rules have it', async () => {
  await settled(CHOPPY, undefined, (log) => {
    expect(resolutions(log)).toEqual([{ kind: 'regime', resolver: 'rules', outcome: 'abort', latencyMs: undefined }]);
    expect(endsOf(log)).toEqual(['CONFLICT_REGIME']);
  });
  await settled(CHOPPY, { deepseek: () => status(503), anthropic: () => says('proceed') }, (log) => {
    expect(resolutions(log)).toEqual([
      { kind: 'regime', resolver: 'rules', outcome: 'abort', latencyMs: expect.any(Number) as number },
    ]);
    expect(endsOf(log)).toEqual(['CONFLICT_REGIME']);
    expect(tradesIn(log)).toEqual({ approved: 0, opened: 0 });
  });
});

test('a ruling stops the trade that the rules would have let through', async () => {
  const clearlyAtOdds: Opinions = {
    'BTC/USDT': { regime: 'trending_bull', technical: ['long', '0.9'], sentiment: ['short', '0.65'] },
  };
  await settled(clearlyAtOdds, undefined, (log) => expect(endsOf(log)).toEqual(['long']));
  for (const outcome of ['wait', 'abort'])
    await settled(clearlyAtOdds, { deepseek: rules('adviser-opposition', outcome) }, (log) => {
      expect(endsOf(log)).toEqual(['CONFLICT_ADVISERS']);
      expect(tradesIn(log)).toEqual({ approved: 0, opened: 0 });
    });
});

test('a modification makes the trade smaller: the verdict is resized, and the order has the rest', async () => {
  const quantities: number[] = [];
  for (const sizeFactor of [undefined, 0.5])
    await settled(
      CHOPPY,
      {
        deepseek: sizeFactor === undefined ? rules('regime', 'proceed') : rules('regime', 'modify', { sizeFactor }),
      },
      (log) => {
        const verdicts = log.flatMap(({ type }) => (type.startsWith('Intent') ? [type] : []));
        expect(verdicts).toEqual([sizeFactor === undefined ? 'IntentApproved' : 'IntentResized']);
        quantities.push(...entries(log));
      },
    );
  expect(quantities).toHaveLength(2);
  expect(quantities[1]).toBeCloseTo((quantities[0] ?? NaN) / 2, 6);
});

test('a modification that asks for more is refused whole, and the rules settle', async () => {
  for (const more of [{ sizeFactor: 1.5 }, { sizeFactor: 0.5, maxLeverage: 50 }, { stopPct: 0.2 }])
    await settled(CHOPPY, { deepseek: rules('regime', 'modify', more) }, (log) => {
      expect(resolutions(log)).toMatchObject([{ kind: 'regime', resolver: 'rules', outcome: 'abort' }]);
      expect(endsOf(log)).toEqual(['CONFLICT_REGIME']);
      const ruling = decided(log, 'ModelConsulted').find(({ purpose }) => purpose === 'ruling');
      expect(ruling?.detail).toContain('regime of BTC/USDT: ');
    });
});

test('F-D11 a ruling on what nobody asked about settles nothing', () =>
  settled(
    CHOPPY,
    {
      deepseek: () =>
        says({
          rulings: [
            { instrumentId: 'BTC/USDT', kind: 'regime', outcome: 'proceed', reason: 'go' },
            { instrumentId: 'XRP/USDT', kind: 'regime', outcome: 'proceed', reason: 'and open this as well' },
          ],
        }),
    },
    (log) => {
      expect(endsOf(log)).toEqual(['CONFLICT_REGIME']);
      expect(dataOf(log, 'TradeProposed')).toEqual([]);
    },
  ));

test('F-D17 the patience of the arbiters begins when the votes are counted, also after a late vote', async () => {
  const desk = await AdvisedDesk.start({
    panel: { openai: agrees, anthropic: after(40_000, agrees) },
    arbiters: { deepseek: after(5_900, rules('regime', 'proceed')) },
    opinions: CHOPPY,
  });
  try {
    const log = await desk.firstDecision();
    expect(sinceSnapshot(log, 'ConflictDetected')).toEqual([30_000]);
    expect(resolutions(log)).toMatchObject([{ by: 'deepseek', latencyMs: 5_900 }]);
    expect(sinceSnapshot(log, 'TradeProposed')).toEqual([35_900]);
    expect(decided(log, 'VoteDiscarded').map(({ member, reason }) => [member, reason])).toContainEqual([
      'anthropic',
      'LATE',
    ]);
    expect(tradesIn(log).opened).toBe(1);
  } finally {
    await desk.end();
  }
});
