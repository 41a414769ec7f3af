import { accountDecider } from '../../../../src/domain/account/account.decider.js';
import type { AccountCommand } from '../../../../src/domain/account/account.commands.js';
import { after, all, btcBought, close, openAccount } from '../../../support/account.js';
import { given } from '../../../support/given.js';
import { assess, btcLong, NOON, QUOTES, xrpShort } from '../../../support/risk.js';

type Level = 1 | 2 | 3 | 4;
type Only = 'stricter' | 'milder';
const LEVELS: readonly Level[] = [1, 2, 3, 4];

const opened = after(...openAccount({}, NOON), { type: 'ObserveMarket', at: NOON, quotes: QUOTES });
const to = (level: Level, only?: Only): AccountCommand => ({
  type: 'ChangeDegradation',
  at: NOON,
  to: level,
  reason: 'as tested',
  ...(only && { only }),
});

/** What can be done at a level; `state` is what was done before it was reached. */
const allowedAt = (level: Level): readonly string[] => {
  const does = (what: string, before: readonly AccountCommand[], command: AccountCommand, fact: string) => {
    const at = given(accountDecider, opened).when(...before, to(level));
    return accountDecider.decide(command, at.state).some(({ type }) => type === fact) ? [what] : [];
  };
  const working = given(accountDecider, opened).when(assess(btcLong()), to(level));
  return [
    ...does('open a position', [], assess(btcLong()), 'IntentApproved'),
    ...does('open one on margin', [], assess(xrpShort()), 'IntentApproved'),
    ...(all(working.facts, 'IntentRevoked').length === 0 ? ['let an entry work'] : []),
    ...does('close a position', [btcBought(NOON, QUOTES)], close(NOON, QUOTES), 'ExitTriggered'),
  ];
};

describe('F-D12 a stricter level allows a part of what the milder one allows', () => {
  test.each([
    [1, 2],
    [2, 3],
    [3, 4],
  ] as const)('%i, then %i', (milder, stricter) => {
    expect(allowedAt(milder)).toEqual(expect.arrayContaining([...allowedAt(stricter)]));
  });

  test('everything at the first two, exits alone at the others', () => {
    const everything = ['open a position', 'open one on margin', 'let an entry work', 'close a position'];
    expect(LEVELS.map(allowedAt)).toEqual([everything, everything, ['close a position'], ['close a position']]);
  });
});

describe('F-D12 what the desk does by itself', () => {
  const reached = (from: Level, level: Level, only: Only): number =>
    given(accountDecider, opened).when(to(from), to(level, only)).state.degradation;
  const table = (only: Only) => LEVELS.map((from) => LEVELS.map((level) => reached(from, level, only)));

  test('only tightens for a failure', () => {
    expect(table('stricter')).toEqual([
      [1, 2, 3, 4],
      [2, 2, 3, 4],
      [3, 3, 3, 4],
      [4, 4, 4, 4],
    ]);
  });

  test('only loosens for a recovery, by one level, and never leaves an emergency', () => {
    expect(table('milder')).toEqual([
      [1, 1, 1, 1],
      [1, 2, 2, 2],
      [3, 2, 3, 3],
      [4, 4, 4, 4],
    ]);
  });
});
