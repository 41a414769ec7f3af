/** Hourly cycles with what was seen, voted and judged. */
import { idOf, seeded } from './chance.mjs';
import { DAY, HOUR, INSTRUMENTS, MINUTE, priceAt, regimeAt, text } from './market.mjs';

const ABANDONED = [
  ['HOLD', 'no trend on 1h and 4h agrees'],
  ['HOLD', 'score 0.08 is nearer to zero than 0.15'],
  ['OPPOSED', 'technical opposes long; regime opposes long; advisers: 0 agree, 2 oppose, 2 present'],
  ['CONFLICT_REGIME', 'opening in choppy: abort'],
  ['NO_DATA', 'no technical signal is valid'],
];
const DENIALS = ['COOLDOWN', 'CONFIDENCE_TOO_LOW', 'REWARD_TOO_LOW', 'POSITION_OPEN', 'EXPOSURE_ASSET'];

const advisers = (direction, random, at) => [
  {
    agent: 'technical',
    runId: idOf('technical', at),
    direction,
    confidence: (0.6 + random() * 0.3).toFixed(2),
    validUntil: at + 2 * MINUTE,
    reasons: [
      `1h score ${direction === 'short' ? '-' : '+'}0.61: close ${direction === 'short' ? 'below' : 'above'} EMA 50 and EMA 200, ADX 31`,
      '4h score 0.44: MACD histogram rising, Supertrend agrees',
      '1d left out: 38 of 200 candles of warm-up',
    ],
  },
  {
    agent: 'regime',
    runId: idOf('regime', at),
    direction: random() > 0.3 ? direction : 'flat',
    confidence: (0.55 + random() * 0.3).toFixed(2),
    validUntil: at + 10 * MINUTE,
    reasons: [`${regimeAt(at)} by two equal readings of closed 1h candles`],
  },
];

function voteOf(instrumentId, action, random, at) {
  const price = priceAt(instrumentId, at);
  const sign = action === 'open_long' ? 1 : -1;
  const level = (share) => text(instrumentId, price * (1 + sign * share));
  const reasons =
    action === 'hold'
      ? ['No direction is strong enough to pay for fees and stop.']
      : ['Trend of 1h and 4h agree.', 'Stop is 2.0 x ATR14(1h); target is 2 R. <b>Text is text.</b>'];
  const levels = action === 'hold' ? {} : { entry: level(0.0005), stop: level(-0.016), target: level(0.0392) };
  return { member: 'rules', action, confidence: (0.62 + random() * 0.28).toFixed(2), reasons, ...levels };
}

function consensusOf(vote, views, direction) {
  const agree = views.filter((view) => view.direction === direction).length;
  const factor = ['0.85', '1.00', '1.10'][agree];
  const adjusted = Math.min(1, Number(vote.confidence) * Number(factor)).toFixed(3);
  return {
    winner: vote.action,
    rawConfidence: vote.confidence,
    factor,
    adjustedConfidence: adjusted,
    arithmetic: [
      '1 valid of 1 on the panel, quorum is 1: met',
      `${vote.action} 1: ${vote.action} has more than half of 1`,
      `confidence: median of ${vote.confidence} = ${vote.confidence}`,
      ...views.map(
        (view) => `${view.agent} ${view.direction === direction ? 'agrees' : 'is neutral'} with ${direction}`,
      ),
      `advisers: ${agree} agree, 0 oppose, 2 present`,
      `min(1, ${vote.confidence} x ${factor}) = ${adjusted}`,
    ],
  };
}

const candlesBefore = (instrumentId, at) =>
  ['15m', '1h', '4h'].map((timeframe, i) => {
    const step = [15, 60, 240][i] * MINUTE;
    const lastOpenTime = Math.floor(at / step) * step - step;
    const digest = idOf(instrumentId, timeframe, lastOpenTime).replaceAll('-', '').repeat(2);
    return { timeframe, lastOpenTime, digest };
  });

/** One leg; `random` decides what becomes of it. */
export function legOf(cycleId, instrumentId, at, random) {
  const direction = random() > 0.45 ? 'long' : 'short';
  const chance = random();
  const action = chance < 0.45 ? `open_${direction}` : 'hold';
  const vote = voteOf(instrumentId, action, random, at);
  const views = advisers(direction, random, at);
  const base = {
    cycleId,
    instrumentId,
    at,
    regime: regimeAt(at),
    votes: [vote],
    discarded:
      random() > 0.9
        ? [{ member: 'deepseek', reason: 'invalid_answer', detail: 'The answer was cut off after 212 tokens.' }]
        : [],
    consensus: consensusOf(vote, views, direction),
    conflicts: [],
    advisers: views,
    candles: candlesBefore(instrumentId, at),
  };
  if (action === 'hold') {
    const [proposal, detail] = ABANDONED[Math.floor(random() * ABANDONED.length)];
    const conflicts =
      proposal === 'CONFLICT_REGIME'
        ? [{ kind: 'regime', detail: 'opening in choppy', resolver: 'rules', outcome: 'abort' }]
        : [];
    return { ...base, conflicts, proposal, detail };
  }
  const intentId = idOf('intent', cycleId, instrumentId);
  const outcome = random() < 0.5 ? 'denied' : random() < 0.7 ? 'approved' : 'resized';
  const code = outcome === 'denied' ? { code: DENIALS[Math.floor(random() * DENIALS.length)] } : {};
  return { ...base, proposal: 'proposed-open', intentId, verdict: { outcome, ...code } };
}

export function cyclesUntil(start, until) {
  const legs = [];
  for (let at = start + DAY; at <= until; at += HOUR) {
    const random = seeded(Math.floor(at / HOUR));
    const cycleId = idOf('cycle', at);
    for (const instrumentId of Object.keys(INSTRUMENTS)) legs.push(legOf(cycleId, instrumentId, at + 1_200, random));
  }
  return legs;
}
