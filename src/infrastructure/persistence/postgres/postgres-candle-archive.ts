import type { DataSource } from 'typeorm';
import { CandleArchive, type CandleQuery } from '../../../application/ports/candle-archive.port.js';
import type { Candle, Timeframe } from '../../../domain/market/candle.js';
import type { UnixMs } from '../../../domain/shared/time.js';
import { canonicalCandle } from '../canonical-candle.js';
import { storeAway } from './store-away.js';

/** Candles per statement: more is hardly faster. */
const BATCH = 5_000;
const PAGE = 10_000;

const APPEND = `insert into candles (timeframe, instrument_id, open_time, open, high, low, close, volume)
  select * from unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
  on conflict do nothing`;

/** One index look-up an instrument instead of a walk through all candles. */
const NEWEST = `with recursive known as (
    (select instrument_id from candles where timeframe = $1 order by instrument_id limit 1)
    union all
    select (select c.instrument_id from candles c where c.timeframe = $1 and c.instrument_id > known.instrument_id
            order by c.instrument_id limit 1)
    from known where known.instrument_id is not null)
  select max((select max(c.open_time) from candles c where c.timeframe = $1 and c.instrument_id = known.instrument_id))
    as newest from known where known.instrument_id is not null`;

interface Row {
  readonly open_time: string;
  readonly open: string;
  readonly high: string;
  readonly low: string;
  readonly close: string;
  readonly volume: string;
}

/** @throws StoreUnavailable while the server is away; an append may then be repeated whatever became of it */
export class PostgresCandleArchive extends CandleArchive {
  constructor(private readonly source: DataSource) {
    super();
  }

  async append(candles: readonly Candle[]): Promise<void> {
    for (let from = 0; from < candles.length; from += BATCH) {
      const batch = candles.slice(from, from + BATCH).map(canonicalCandle);
      const column = <K extends keyof Candle>(key: K) => batch.map((candle) => candle[key]);
      const prices = (['open', 'high', 'low', 'close', 'volume'] as const).map(column);
      await this.query(APPEND, [column('timeframe'), column('instrumentId'), column('openTime'), ...prices]);
    }
  }

  async *read(query: CandleQuery): AsyncIterable<Candle> {
    const { instrumentId, timeframe, newestFirst = false } = query;
    let from = query.from ?? 0;
    let to = query.to ?? Number.MAX_SAFE_INTEGER;
    let left = query.limit ?? Infinity;
    const text = `select open_time, open, high, low, close, volume from candles
      where timeframe = $1 and instrument_id = $2 and open_time >= $3 and open_time < $4
      order by open_time ${newestFirst ? 'desc' : 'asc'} limit $5`;
    while (left > 0) {
      const wanted = Math.min(PAGE, left);
      const rows = await this.query<Row>(text, [timeframe, instrumentId, from, to, wanted]);
      for (const { open_time, open, high, low, close, volume } of rows) {
        yield { instrumentId, timeframe, openTime: Number(open_time), open, high, low, close, volume };
      }
      if (rows.length < wanted) return;
      left -= rows.length;
      const last = Number((rows.at(-1) as Row).open_time);
      if (newestFirst) to = last;
      else from = last + 1;
    }
  }

  async newest(timeframe: Timeframe): Promise<UnixMs | undefined> {
    const rows = await this.query<{ newest: string | null }>(NEWEST, [timeframe]);
    const newest = rows[0]?.newest ?? null;
    return newest === null ? undefined : Number(newest);
  }

  private query<Found>(text: string, values: unknown[]): Promise<Found[]> {
    return this.source.manager.query<Found[]>(text, values).catch(storeAway);
  }
}
