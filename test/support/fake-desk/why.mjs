/** The causal chain of a fill as facts. */
import { idOf } from './chance.mjs';
import { desk } from './desk.mjs';
import { positionNo } from './trades.mjs';

const recorded = (stream, version, type, data, at, correlationId) => ({
  stream,
  version,
  position: positionNo(at),
  type,
  data,
  metadata: {
    eventId: idOf(stream, version, type),
    commandId: idOf('command', stream, version),
    correlationId,
    causationId: idOf('cause', stream, version),
    actor: 'desk',
    at,
    schema: 1,
  },
});

export function decisionFacts(leg) {
  const stream = `decision-${leg.cycleId}`;
  const about = { cycleId: leg.cycleId, instrumentId: leg.instrumentId };
  const { member, ...vote } = leg.votes[0];
  const opened = {
    cycleId: leg.cycleId,
    dueAt: leg.at - 1_200,
    takenAt: leg.at,
    instruments: [{ instrumentId: leg.instrumentId, regime: leg.regime, advisers: leg.advisers, candles: leg.candles }],
    panel: ['rules'],
    configuredAdvisers: ['technical', 'regime'],
  };
  const parts = [
    ['CycleOpened', opened],
    ['VoteCast', { cycleId: leg.cycleId, member, vote: { instrumentId: leg.instrumentId, ...vote } }],
    [
      'ConsensusMeasured',
      {
        ...about,
        ...leg.consensus,
        quorum: true,
        validVotes: 1,
        panel: 1,
        tally: { [vote.action]: 1 },
        agree: 2,
        oppose: 0,
        present: 2,
      },
    ],
    leg.verdict
      ? ['TradeProposed', { ...about, kind: 'open', intent: intentOf(leg), reasons: vote.reasons }]
      : ['CycleAbandoned', { ...about, code: leg.proposal, detail: leg.detail }],
  ];
  return parts.map(([type, data], i) => recorded(stream, i, type, data, leg.at + i * 20, leg.cycleId));
}

const intentOf = (leg) => ({
  intentId: leg.intentId,
  assessment: 1,
  cycleId: leg.cycleId,
  instrumentId: leg.instrumentId,
  direction: leg.votes[0].action.replace('open_', ''),
});

export function whyOf(tradeId) {
  const fill = desk.fills.find((row) => row.tradeId === tradeId);
  if (!fill) return undefined;
  const leg = desk.legs.find((row) => row.intentId === fill.intentId);
  const order = desk.orders.find((row) => row.clientOrderId === fill.clientOrderId);
  const position = desk.positions.find((row) => row.positionId === fill.positionId);
  const { rules, order: allowed, policyVersion, equity } = desk.verdicts.find((row) => row.intentId === fill.intentId);
  const fact = (stream, version, type, data, at) => recorded(stream, version, type, data, at, leg.cycleId);
  const verdict = fact(
    'account-paper',
    412,
    leg.verdict.outcome === 'resized' ? 'IntentResized' : 'IntentApproved',
    { intent: intentOf(leg), rules, order: allowed, policyVersion, equity, quotes: {} },
    leg.at + 300,
  );
  return {
    fill: fact('account-paper', 420, 'FillBooked', fill, fill.at),
    order:
      order.timeline?.map((step, i) =>
        fact(`order-${order.clientOrderId}`, i, step.type, { detail: step.text }, step.at),
      ) ?? [],
    permission: [
      fill.purpose === 'entry'
        ? verdict
        : fact('account-paper', 433, 'ExitTriggered', { closer: position.closer ?? 'stop' }, fill.at - 500),
    ],
    verdict,
    decision: decisionFacts(leg),
    signals: leg.advisers.map((adviser, i) =>
      fact(`signal-${adviser.agent}.${leg.instrumentId}`, 900 + i, 'SignalRecorded', adviser, leg.at - 1_000),
    ),
    candles: leg.candles.map((candle) => ({ instrumentId: leg.instrumentId, ...candle })),
    ...(position.closedAt && { result: fact('account-paper', 440, 'PositionClosed', position, position.closedAt) }),
    story: [
      `At the full hour the desk looked at ${leg.instrumentId} in a ${leg.regime} market.`,
      `technical said ${leg.advisers[0].direction} with ${leg.advisers[0].confidence}.`,
      `rules voted ${leg.votes[0].action} with ${leg.votes[0].confidence}; the advisers made it ${leg.consensus.adjustedConfidence}.`,
      `The risk engine looked at ${rules.length} rules and ${leg.verdict.outcome} it.`,
      `The ${fill.purpose} order was filled: ${fill.side} ${fill.quantity} at ${fill.price}.`,
    ],
  };
}

export const streamFacts = (stream) =>
  desk.legs.filter(({ cycleId }) => stream === `decision-${cycleId}`).flatMap(decisionFacts);
