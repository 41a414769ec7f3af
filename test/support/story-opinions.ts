/** Signals and the decision of the story. */
import type { OpeningIntent } from '../../src/domain/account/risk/verdict.js';
import type { InstrumentId } from '../../src/domain/market/instrument.js';
import type { Commit } from './desk-log.js';
import { second, T0 } from './story-time.js';

export const intent = (id: string, instrumentId: InstrumentId, direction: 'long' | 'short'): OpeningIntent => ({
  intentId: id,
  assessment: 1,
  cycleId: 'cycle-1',
  instrumentId,
  direction,
  rawConfidence: '0.80',
  confidence: '0.80',
  entry: instrumentId === 'BTC/USDT' ? '60000' : '0.5',
  stopPct: '0.016',
  targetPct: '0.04',
  regime: 'trending_bull',
  snapshotAt: T0,
  proposedBy: 'agents',
});

export const opinion: readonly Commit[] = [
  {
    stream: 'signal-technical.BTC/USDT',
    at: second(-2),
    facts: [
      {
        type: 'SignalRecorded',
        data: {
          runId: 'run-technical',
          agent: 'technical',
          instrumentId: 'BTC/USDT',
          direction: 'long',
          confidence: '0.80',
          horizonMs: 3_600_000,
          recordedAt: second(-2),
          validUntil: second(118),
          reasons: ['EMA9 above EMA21'],
          inputs: { candles: [], leftOut: [] },
          modelCallIds: [],
        },
      },
    ],
  },
  {
    stream: 'signal-regime.XRP/USDT',
    at: second(-1),
    facts: [
      {
        type: 'SignalMissed',
        data: {
          runId: 'run-regime',
          agent: 'regime',
          instrumentId: 'XRP/USDT',
          recordedAt: second(-1),
          reason: 'no_data',
          detail: 'too few candles',
        },
      },
    ],
  },
];

const about = { cycleId: 'cycle-1' };

export const decision: readonly Commit[] = [
  {
    stream: 'decision-cycle-1',
    at: T0,
    facts: [
      {
        type: 'CycleOpened',
        data: {
          ...about,
          dueAt: T0,
          takenAt: T0,
          instruments: [
            {
              instrumentId: 'BTC/USDT',
              regime: 'trending_bull',
              advisers: [
                {
                  agent: 'technical',
                  runId: 'run-technical',
                  direction: 'long',
                  confidence: '0.80',
                  validUntil: second(118),
                  reasons: ['EMA9 above EMA21'],
                },
              ],
              candles: [{ timeframe: '1h', lastOpenTime: second(-3600), digest: 'digest-1h' }],
            },
            { instrumentId: 'XRP/USDT', regime: 'unknown', advisers: [], candles: [] },
          ],
          panel: ['rules'],
          configuredAdvisers: ['technical', 'regime'],
        },
      },
    ],
  },
  {
    stream: 'decision-cycle-1',
    at: second(1),
    facts: [
      {
        type: 'VoteCast',
        data: {
          ...about,
          member: 'rules',
          vote: {
            instrumentId: 'BTC/USDT',
            action: 'open_long',
            confidence: '0.80',
            entry: '60000',
            stop: '59000',
            target: '62400',
            reasons: ['up'],
          },
        },
      },
      {
        type: 'VoteDiscarded',
        data: { ...about, member: 'rules', instrumentId: 'XRP/USDT', reason: 'NO_DATA', detail: 'no price' },
      },
      {
        type: 'ConsensusMeasured',
        data: {
          ...about,
          instrumentId: 'BTC/USDT',
          quorum: true,
          validVotes: 1,
          panel: 1,
          tally: { open_long: 1 },
          winner: 'open_long',
          rawConfidence: '0.80',
          agree: 1,
          oppose: 0,
          present: 1,
          factor: '1',
          adjustedConfidence: '0.80',
          arithmetic: ['0.80 x 1 = 0.80'],
        },
      },
      {
        type: 'ConflictDetected',
        data: { ...about, instrumentId: 'BTC/USDT', kind: 'regime', detail: 'late trend' },
      },
      {
        type: 'ConflictResolved',
        data: {
          ...about,
          instrumentId: 'BTC/USDT',
          kind: 'regime',
          resolver: 'rules',
          outcome: 'proceed',
          detail: 'within the table',
        },
      },
      {
        type: 'TradeProposed',
        data: {
          ...about,
          kind: 'open',
          instrumentId: 'BTC/USDT',
          intent: intent('intent-1', 'BTC/USDT', 'long'),
          reasons: ['up'],
        },
      },
      {
        type: 'CycleAbandoned',
        data: { ...about, instrumentId: 'XRP/USDT', code: 'NO_DATA', detail: 'no price' },
      },
    ],
  },
];
