import { AdvisedDesk, type AdvisedDeskOptions } from '../../support/llm/advised-desk.js';
import { says, status } from '../../support/llm/behaviour.js';
import { decided, endsOf, outcomes, sinceSnapshot, tradesIn, votesOn } from '../../support/llm/cycle-view.js';
import { after, agrees, holds, lies } from '../../support/llm/opinions.js';
import type { Answerer } from '../../support/llm/fake-panel.js';

const slow = after(35_000, agrees);
const dead: Answerer = () => status(503);
const silent: Answerer = () => ({ kind: 'hangs' });

const withDesk = async (
  panel: AdvisedDeskOptions['panel'],
  see: (desk: AdvisedDesk) => Promise<void>,
  options: Omit<AdvisedDeskOptions, 'panel'> = {},
): Promise<void> => {
  const desk = await AdvisedDesk.start({ panel, ...options });
  try {
    await see(desk);
  } finally {
    await desk.end();
  }
};

test('F-D5 a liar, a slow one and a dead one are no quorum, told by the deadline with the reason of each', () =>
  withDesk({ deepseek: lies, anthropic: slow, openai: dead }, async (desk) => {
    const log = await desk.firstDecision();
    expect(votesOn(log)).toEqual({
      rules: 'open_long',
      deepseek: 'open_short',
      openai: 'OVERLOADED',
      anthropic: 'LATE',
    });
    expect(endsOf(log)).toEqual(['NO_QUORUM']);
    expect(new Set(sinceSnapshot(log, 'CycleAbandoned'))).toEqual(new Set([30_000]));
    expect(outcomes(log)).toEqual([
      ['deepseek', 'answered'],
      ['openai', 'OVERLOADED'],
      ['anthropic', 'answered'],
    ]);
    // The first answer at once, two pauses of the dead one's retries, the late one when it is there.
    expect(sinceSnapshot(log, 'ModelConsulted')).toEqual([0, 1_500, 35_000]);
    expect(decided(log, 'VoteDiscarded').find(({ reason, said }) => reason === 'LATE' && said)?.said).toEqual({
      action: 'open_long',
      confidence: '0.8',
    });
    expect(desk.panel.requests).toEqual({ deepseek: 1, anthropic: 1, openai: 3 });
    expect(tradesIn(log)).toEqual({ approved: 0, opened: 0 });
  }));

test('two honest members and a late one trade: one order, one position, one stop', () =>
  withDesk({ deepseek: agrees, anthropic: slow, openai: after(2_000, agrees) }, async (desk) => {
    const log = await desk.firstDecision();
    expect(votesOn(log)).toEqual({ rules: 'open_long', deepseek: 'open_long', openai: 'open_long', anthropic: 'LATE' });
    expect(endsOf(log)).toEqual(['long']);
    // Whoever is late is waited for until the deadline, and not a moment longer.
    expect(sinceSnapshot(log, 'TradeProposed')).toEqual([30_000]);
    expect(sinceSnapshot(log, 'IntentApproved')).toEqual([30_000]);
    expect(tradesIn(log)).toEqual({ approved: 1, opened: 1 });
    expect(Object.keys((await desk.account()).positions)).toHaveLength(1);
    const stops = log.filter(({ type, data }) => {
      const { order } = data as { order?: { purpose?: string } };
      return type === 'OrderAccepted' && order?.purpose === 'stop';
    });
    expect(stops).toHaveLength(1);
  }));

test('with all answers in, nobody waits for the deadline', () =>
  withDesk({ deepseek: agrees, anthropic: after(2_000, agrees), openai: after(9_000, agrees) }, async (desk) => {
    expect(sinceSnapshot(await desk.firstDecision(), 'TradeProposed')).toEqual([9_000]);
  }));

test('F-D4 a liar is outvoted, whatever the order of the answers', async () => {
  const ends: unknown[] = [];
  for (const [liar, honest] of [
    [1_000, 4_000],
    [4_000, 1_000],
  ] as const) {
    await withDesk({ deepseek: after(liar, lies), anthropic: after(honest, agrees), openai: slow }, async (desk) => {
      const log = await desk.firstDecision();
      expect(endsOf(log)).toEqual(['long']);
      ends.push(decided(log, 'TradeProposed').map((data) => ('intent' in data ? data.intent : undefined)));
    });
  }
  expect(ends[1]).toEqual(ends[0]);
});

test('members that hold outvote the rules: nothing is opened', () =>
  withDesk({ deepseek: holds, anthropic: holds, openai: holds }, async (desk) => {
    const log = await desk.firstDecision();
    expect(endsOf(log)).toEqual(['HOLD']);
    expect(tradesIn(log)).toEqual({ approved: 0, opened: 0 });
  }));

test('all models silent give no trade: the rules alone are no quorum of their panel', () =>
  withDesk({ deepseek: silent, anthropic: silent, openai: silent }, async (desk) => {
    const log = await desk.firstDecision();
    expect(votesOn(log)).toEqual({
      rules: 'open_long',
      deepseek: 'TIMEOUT',
      anthropic: 'TIMEOUT',
      openai: 'TIMEOUT',
    });
    expect(endsOf(log)).toEqual(['NO_QUORUM']);
    expect(new Set(sinceSnapshot(log, 'CycleAbandoned'))).toEqual(new Set([30_000]));
    expect(tradesIn(log)).toEqual({ approved: 0, opened: 0 });
    // A call that may have cost money is not repeated.
    expect(desk.panel.requests).toEqual({ deepseek: 1, anthropic: 1, openai: 1 });
  }));

test('F-C4 without a technical opinion, or without a regime, there is no cycle and nobody is asked', async () => {
  for (const opinion of [{ regime: 'trending_bull' }, { technical: ['long', '0.8'] }] as const)
    await withDesk(
      { deepseek: agrees },
      async (desk) => {
        const log = await desk.firstDecision();
        expect(decided(log, 'CycleOpened')).toEqual([]);
        expect(desk.panel.requests).toEqual({ deepseek: 0 });
      },
      { opinions: { 'BTC/USDT': opinion } },
    );
});

test('models are asked when rules propose or a position is open, and at every decision where that is set', async () => {
  const flat = { 'BTC/USDT': { regime: 'trending_bull', technical: ['flat', '0.8'] } } as const;
  await withDesk(
    { deepseek: agrees },
    async (desk) => {
      const log = await desk.firstDecision();
      expect(decided(log, 'CycleOpened').map(({ panel, models }) => [panel, models])).toEqual([
        [['rules'], 'the rules propose nothing and no position is open'],
      ]);
      expect(desk.panel.requests).toEqual({ deepseek: 0 });
    },
    { opinions: flat },
  );
  await withDesk(
    { deepseek: holds },
    async (desk) => {
      expect(votesOn(await desk.firstDecision())).toEqual({ rules: 'hold', deepseek: 'hold' });
    },
    { opinions: flat, models: { when: 'always' } },
  );
  await withDesk({ deepseek: agrees }, async (desk) => {
    await desk.firstDecision();
    desk.opinions = flat;
    await desk.nextDecision();
    expect(decided(await desk.facts(), 'CycleOpened').map(({ models }) => models)).toEqual([
      'the rules propose an opening',
      'a position is open',
    ]);
    expect(desk.panel.requests).toEqual({ deepseek: 2 });
  });
});

test('F-D8 each model is asked by its own name at its own provider', () =>
  withDesk({ deepseek: agrees, anthropic: agrees }, async (desk) => {
    const log = await desk.firstDecision();
    const asked = (name: 'deepseek' | 'anthropic') => desk.panel.providers[name]?.requests.map(({ model }) => model);
    const told = (name: string) =>
      decided(log, 'ModelConsulted').flatMap(({ member, model }) => (member === name ? [model] : []));
    expect(asked('deepseek')).toEqual(told('deepseek'));
    expect(asked('anthropic')).toEqual(told('anthropic'));
    expect(asked('deepseek')).not.toEqual(asked('anthropic'));
  }));

test('F-D6 an answer that cannot be read is no vote, never a hold', () =>
  withDesk({ deepseek: () => says('Do not BUY now.'), anthropic: agrees, openai: agrees }, async (desk) => {
    const log = await desk.firstDecision();
    expect(votesOn(log)['deepseek']).toBe('UNREADABLE');
    expect(endsOf(log)).toEqual(['long']);
    expect(decided(log, 'ConsensusMeasured')[0]?.tally).toEqual({ open_long: 3 });
  }));
