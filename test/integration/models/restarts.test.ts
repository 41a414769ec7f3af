import { verifyLog } from '../../../src/application/replay/verify-log.js';
import type { RecordedFact } from '../../../src/domain/shared/fact.js';
import { Sha256Digest } from '../../../src/infrastructure/digest/sha256-digest.js';
import { Lifeline } from '../../simulation/desk/faults/lifeline.js';
import { AdvisedDesk } from '../../support/llm/advised-desk.js';
import { dataOf, decided, endsOf, tradesIn, votesOn } from '../../support/llm/cycle-view.js';
import { after, agrees, rules } from '../../support/llm/opinions.js';
import { MortalStore } from '../../support/llm/mortal-store.js';

/** Two votes, one of them after a rest, and a conflict that a model settles. */
const start = (life: Lifeline) =>
  AdvisedDesk.start({
    panel: { openai: agrees, anthropic: after(2_000, agrees) },
    arbiters: { deepseek: after(1_000, rules('regime', 'proceed')) },
    opinions: { 'BTC/USDT': { regime: 'choppy', technical: ['long', '0.9'] } },
    around: (store) => new MortalStore(store, life),
  });

const isEntry = ({ data }: RecordedFact): boolean =>
  (data as { order?: { purpose?: string } }).order?.purpose === 'entry';

/** Sent, and the venue has never seen it: nobody knows, so it is asked for and never sent again. */
const isLost = (left: readonly RecordedFact[]): boolean =>
  left.some((fact) => fact.type === 'OrderSubmitted' && isEntry(fact)) &&
  !left.some(({ type }) => type === 'PaperOrderPlaced');

/** What the second life is to make of what the first has left. */
const expectedOf = (left: readonly RecordedFact[]) => {
  const isOpen = decided(left, 'CycleOpened').length > 0;
  const calls = decided(left, 'ModelConsulted').map(({ member }) => member);
  const has = (member: string) => !isOpen || calls.includes(member);
  const vote = (member: string) => (has(member) ? 'open_long' : 'INTERRUPTED');
  const end = !has('openai') ? 'NO_QUORUM' : !has('deepseek') ? 'CONFLICT_REGIME' : 'long';
  const opened = isLost(left) ? 0 : 1;
  return {
    votes: { rules: 'open_long', openai: vote('openai'), anthropic: vote('anthropic') },
    ends: [end],
    trades: end === 'long' ? { approved: 1, opened } : { approved: 0, opened: 0 },
    resolvers: end === 'NO_QUORUM' ? [] : [end === 'long' ? 'deepseek' : 'rules'],
    runs: 1,
  };
};

const seenIn = (log: readonly RecordedFact[]) => ({
  votes: votesOn(log),
  ends: endsOf(log),
  trades: tradesIn(log),
  resolvers: decided(log, 'ConflictResolved').map(({ resolver, by }) => by ?? resolver),
  runs: dataOf<{ task: string }>(log, 'TaskCompleted').filter(({ task }) => task === 'trading-decision').length,
});

const auditOf = async ({ storage: { store } }: AdvisedDesk) => {
  const { invariants, redecided } = await verifyLog({ store, newDigest: () => new Sha256Digest() });
  return {
    broken: invariants.flatMap(({ name, first }) => (first ? [`${name}: ${first.sentence}`] : [])),
    decidedOtherwise: redecided.different,
  };
};

/** At its end the undisturbed life has had so many moments, the first ones before its start was over. */
const momentsOfALife = async () => {
  const life = new Lifeline(undefined);
  const desk = await start(life);
  const first = life.calls + 1;
  await desk.firstDecision();
  await desk.end();
  return { first, last: life.calls };
};

/** One life dies at its so manieth moment, and another goes on from the log. */
const twoLives = async (diesAt: number) => {
  const life = new Lifeline(diesAt);
  const desk = await start(life);
  try {
    expect(await life.until(desk.firstDecision())).toBeUndefined();
    const left = await desk.facts();
    const asked = desk.panel.requests;
    await desk.startAgain();
    await desk.minutes(2);
    const audit = await auditOf(desk);
    return { diedAt: life.diedAt, left, asked, log: await desk.facts(), askedInAll: desk.panel.requests, audit };
  } finally {
    await desk.end();
  }
};

test('F-C6 F-C5 killed before and after each write of a cycle, the desk goes on from its facts and asks nobody twice', async () => {
  const { first, last } = await momentsOfALife();
  const places: string[] = [];
  for (let moment = first; moment <= last; moment++) {
    const { diedAt, left, asked, log, askedInAll, audit } = await twoLives(moment);
    const where = `${moment}: ${diedAt}`;
    places.push(diedAt);
    expect({ where, ...seenIn(log) }).toEqual({ where, ...expectedOf(left) });
    // A request that was on its way when the process died is not made again, nor is one that was never made.
    const isOpen = decided(left, 'CycleOpened').length > 0;
    const once = { openai: 1, anthropic: 1, deepseek: 1 };
    expect({ where, asked: askedInAll }).toEqual({ where, asked: isOpen ? asked : once });
    expect({ where, ...audit }).toEqual({ where, broken: [], decidedOtherwise: [] });
  }
  for (const step of [
    'CycleOpened',
    'VoteCast',
    'SpendReserved',
    'SpendSettled',
    'ModelConsulted',
    'ConsensusMeasured',
  ])
    expect(places).toEqual(expect.arrayContaining([`before ${step}`, `after ${step}`]));
}, 60_000);
