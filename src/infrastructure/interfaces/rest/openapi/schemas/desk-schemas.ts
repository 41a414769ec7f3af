import type { StreamView } from '../../../../../projections/streams/stream-view.js';
import type { CandleView, LiveFactView, MarketView, StatusView } from '../../../../../projections/views.js';
import { PROBLEMS, type ProblemBody } from '../../problems/problem.js';
import type { HealthView } from '../../read/health-view.js';
import {
  anything,
  count,
  decimal,
  flag,
  instant,
  list,
  object,
  oneOf,
  optional,
  position,
  text,
  type Schema,
} from '../schema.js';
import { instrument } from './account-schemas.js';
import { regime } from './reason-schemas.js';

const level = oneOf('up', 'degraded', 'down');
const health = list(object<StatusView['health'][number]>({ component: text, status: level, detail: text }));

const market = object<MarketView>({
  instrumentId: instrument,
  bid: optional(decimal),
  ask: optional(decimal),
  last: optional(decimal),
  at: optional(instant),
  regime,
  stale: flag,
});

const status = object<StatusView>({
  mode: oneOf('PRETEND MARKET', 'PAPER', 'LIVE'),
  market: text,
  accountId: text,
  marketTime: instant,
  speed: { type: 'number', description: 'Market seconds per second; 0 while the market does not move.' },
  head: optional(position),
  health,
  projections: list(
    object<StatusView['projections'][number]>({ name: text, position: optional(position), status: text }),
  ),
});

const candle = object<CandleView>({
  openTime: instant,
  open: decimal,
  high: decimal,
  low: decimal,
  close: decimal,
  volume: decimal,
});

const problem = object<ProblemBody>({
  type: text,
  title: text,
  status: count,
  code: oneOf(...Object.keys(PROBLEMS)),
  detail: text,
  field: optional(text),
});

export const DESK_SCHEMAS: Readonly<Record<string, Schema>> = {
  MarketView: market,
  StatusView: status,
  HealthView: object<HealthView>({ status: level, components: health }),
  CandleView: candle,
  StreamView: object<StreamView>({
    stream: text,
    category: text,
    facts: count,
    lastType: text,
    lastAt: instant,
    lastPosition: position,
  }),
  LiveFactView: object<LiveFactView>({
    position,
    stream: text,
    type: text,
    at: instant,
    data: anything,
  }),
  Problem: problem,
};
