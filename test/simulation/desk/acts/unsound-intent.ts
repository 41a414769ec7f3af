import type { OpeningIntent } from '../../../../src/domain/account/risk/verdict.js';
import type { DecisionFact } from '../../../../src/domain/decisions/decision.events.js';
import { isInstrumentId } from '../../../../src/domain/market/instrument.js';
import { midOf, type Quotes } from '../../../../src/domain/market/quote.js';
import { dec, text } from '../../../../src/domain/shared/decimal.js';
import type { UnsoundIntent } from '../plan/act.js';

/** A cycle with a proposal that no sound decision would come to. */
export const unsoundIntent = (
  drawn: UnsoundIntent,
  cycleId: string,
  at: number,
  quotes: Quotes,
): readonly DecisionFact[] => {
  const { instrumentId, entry, age, ...rest } = drawn;
  const quote = isInstrumentId(instrumentId) ? quotes[instrumentId] : undefined;
  const mid = quote ? midOf(quote) : '1';
  const intent = {
    ...rest,
    intentId: cycleId,
    assessment: 1,
    cycleId,
    instrumentId,
    entry: typeof entry === 'string' ? entry : text(dec(mid).mul(entry).toDecimalPlaces(12)),
    snapshotAt: at - age,
  } as OpeningIntent;
  const leg = { instrumentId: intent.instrumentId, regime: intent.regime, advisers: [], candles: [] };
  const opened = {
    cycleId,
    dueAt: at,
    takenAt: intent.snapshotAt,
    instruments: [leg],
    panel: [],
    configuredAdvisers: [],
  };
  const reasons = ['written by nobody'];
  return [
    { type: 'CycleOpened', data: opened },
    { type: 'TradeProposed', data: { cycleId, kind: 'open', instrumentId: intent.instrumentId, intent, reasons } },
  ];
};
