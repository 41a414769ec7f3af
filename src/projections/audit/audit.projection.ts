import type { RecordedFact } from '../../domain/shared/fact.js';
import { categoryOf } from '../../domain/shared/stream-names.js';
import { put, type Projection } from '../projection.js';
import { sentenceOf } from '../sentences/sentence.js';
import type { AuditView } from '../views.js';
import { instrumentOf } from './instrument-of.js';

/** Figures that follow from other facts: they fill the equity curve, not the trade log. */
const FIGURES = new Set(['EquityMarked', 'PeriodOpened']);

const matters = ({ stream, type }: RecordedFact): boolean => {
  switch (categoryOf(stream)) {
    case 'account':
      return !FIGURES.has(type);
    case 'order':
    case 'override':
      return true;
    case 'decision':
      return type === 'TradeProposed';
    default:
      return false;
  }
};

/** The one trade log: a line per fact that matters to money or permission. */
export const auditProjection: Projection = {
  name: 'audit',
  version: 2,
  tables: { lines: { filters: ['instrumentId', 'type', 'stream', 'correlationId'] } },
  categories: ['account', 'order', 'decision', 'override'],
  reads: () => [],
  project: (fact) => {
    if (!matters(fact)) return [];
    const { position, stream, type, metadata } = fact;
    const { at, correlationId, causationId, actor } = metadata;
    const instrumentId = instrumentOf(fact.data);
    const line: AuditView = {
      position,
      at,
      stream,
      type,
      ...(instrumentId !== undefined && { instrumentId }),
      text: sentenceOf(fact),
      correlationId,
      causationId,
      actor,
    };
    return [put('lines', position, position, line)];
  },
};
