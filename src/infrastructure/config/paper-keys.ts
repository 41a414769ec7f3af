import { INSTRUMENT_IDS } from '../../domain/market/instrument.js';
import { DEFAULT_PAPER, type PaperSettings } from '../../domain/matching/paper-settings.js';
import { envNameOf, type ConfigKey } from './config-key.js';
import type { ValueKind } from './value-kind.js';

const FEE: ValueKind = { kind: 'decimal', max: '0.1', positive: false };
const SHARE: ValueKind = { kind: 'decimal', max: '1', positive: true };
const POINTS: ValueKind = { kind: 'integer', min: 0, max: 1_000 };
const YEAR_MS = 366 * 24 * 3_600_000;

type PlainKey = Exclude<keyof PaperSettings, 'halfSpreadPct'>;

const ROWS: Readonly<Record<PlainKey, readonly [kind: ValueKind, unit: string, what: string]>> = {
  seed: [{ kind: 'text' }, '', "Names the run's chance: the same seed slips every order by the same amount"],
  latencyMs: [{ kind: 'integer', min: 0, max: 60_000 }, 'ms', 'Way to the venue, seen in its own timestamps'],
  volumeShare: [SHARE, "fraction of a candle's volume", 'What all our orders together may take of it'],
  slippagePct: [FEE, 'fraction of price', 'Largest slippage of a taker; each fill gets half to all of it'],
  takerFee: [FEE, 'fraction of notional', 'Fee of an execution that takes'],
  makerFee: [FEE, 'fraction of notional', 'Fee of an execution that rested'],
  marginFee: [FEE, 'fraction of borrowed notional', 'Margin fee at opening and per period'],
  marginFeePeriodMs: [{ kind: 'integer', min: 1, max: YEAR_MS }, 'ms', 'Length of a margin period'],
  leavesCrumbs: [{ kind: 'boolean' }, '', 'Executions may leave less than the minimum, as at a real venue'],
  engineLimit: [POINTS, 'points', 'Room of the counter of orders, cancels and amendments, per pair; 0 = no limit'],
  queryLimit: [POINTS, 'points', 'Room of the counter of questions; 0 = no limit'],
};

/** Fees that the venue takes and fees that the risk engine reckons with are one number unless both are set. */
export const SHARED_FEES = ['takerFee', 'makerFee', 'marginFee', 'marginFeePeriodMs'] as const;

const isShared = (name: string): boolean => SHARED_FEES.some((shared) => shared === name);

const plain: readonly ConfigKey[] = (Object.keys(ROWS) as PlainKey[]).map((name) => {
  const [kind, unit, what] = ROWS[name];
  const key = `paper.${name}`;
  const follows = isShared(name) ? ` (follows risk.${name} unless set)` : '';
  return { key, kind, fallback: DEFAULT_PAPER[name], unit, what: what + follows, env: [envNameOf(key)] };
});

const spreads: readonly ConfigKey[] = INSTRUMENT_IDS.map((id) => {
  const key = `paper.halfSpreadPct.${id}`;
  const what = `Distance of bid and ask of ${id} from the last price`;
  return {
    key,
    kind: FEE,
    fallback: DEFAULT_PAPER.halfSpreadPct[id],
    unit: 'fraction of price',
    what,
    env: [envNameOf(key)],
  };
});

/** How the pretend venue behaves, as `paper.<key>`. */
export const PAPER_KEYS: readonly ConfigKey[] = [...plain, ...spreads];
