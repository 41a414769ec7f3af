import type { CandleArchive, CandleQuery } from '../../src/application/ports/candle-archive.port.js';
import type { Checkpoints } from '../../src/application/ports/checkpoints.port.js';
import type { Candle } from '../../src/domain/market/candle.js';
import type { InstrumentId } from '../../src/domain/market/instrument.js';

export const BTC = 'BTC/USDT' as InstrumentId;
export const XRP = 'XRP/USDT' as InstrumentId;

export const candle = (openTime: number, fields: Partial<Candle> = {}): Candle => ({
  instrumentId: BTC,
  timeframe: '1m',
  openTime,
  open: '61250.1',
  high: '61300',
  low: '61200.25',
  close: '61299.99',
  volume: '0',
  ...fields,
});

interface Named<T> {
  readonly name: string;
  readonly create: () => Promise<T>;
}

export const checkpointsContract = ({ name, create }: Named<Checkpoints>): void => {
  describe(`checkpoints contract: ${name}`, () => {
    it('gives back what was saved last, memory included', async () => {
      const checkpoints = await create();
      expect(await checkpoints.load('engine')).toBeUndefined();
      await checkpoints.save('engine', { storeId: 's', position: '0000000000000001' });
      expect(await checkpoints.load('engine')).toEqual({ storeId: 's', position: '0000000000000001' });
      const memory = { deadlines: [{ at: 1_700_000_000_000, key: '漢字' }], none: null };
      await checkpoints.save('engine', { storeId: 's', position: '0000000000000002', memory });
      expect(await checkpoints.load('engine')).toEqual({ storeId: 's', position: '0000000000000002', memory });
      expect(await checkpoints.load('other')).toBeUndefined();
    });

    it('F-S2 does not write over the checkpoint of another log', async () => {
      const checkpoints = await create();
      await checkpoints.save('engine', { storeId: 'one', position: '0000000000000007' });
      await expect(checkpoints.save('engine', { storeId: 'two', position: '0000000000000001' })).rejects.toThrow(
        /another log/,
      );
      expect(await checkpoints.load('engine')).toEqual({ storeId: 'one', position: '0000000000000007' });
    });
  });
};

export const candleArchiveContract = ({ name, create }: Named<CandleArchive>): void => {
  describe(`candle archive contract: ${name}`, () => {
    const times = async (archive: CandleArchive, query: Partial<CandleQuery> = {}) => {
      const found: number[] = [];
      for await (const one of archive.read({ instrumentId: BTC, timeframe: '1m', ...query })) found.push(one.openTime);
      return found;
    };

    it('gives candles back in order, with canonical text', async () => {
      const archive = await create();
      const odd = candle(120_000, {
        open: '0.50',
        high: '100.000',
        low: '1e-7',
        close: '-0',
        volume: '123456789012345678.90',
      });
      await archive.append([odd, candle(0), candle(60_000)]);
      expect(await times(archive)).toEqual([0, 60_000, 120_000]);
      const read: Candle[] = [];
      for await (const one of archive.read({ instrumentId: BTC, timeframe: '1m', from: 60_000 })) read.push(one);
      const canonical = { open: '0.5', high: '100', low: '0.0000001', close: '0', volume: '123456789012345678.9' };
      expect(read).toEqual([candle(60_000), { ...odd, ...canonical }]);
    });

    it('leaves a candle that is already there as it is', async () => {
      const archive = await create();
      await archive.append([candle(0), candle(60_000)]);
      await archive.append([candle(0, { close: '1' }), candle(120_000), candle(120_000, { close: '2' })]);
      const read: string[] = [];
      for await (const one of archive.read({ instrumentId: BTC, timeframe: '1m' })) read.push(one.close);
      expect(read).toEqual(['61299.99', '61299.99', '61299.99']);
    });

    it('cuts by time and count, from either end, and keeps series apart', async () => {
      const archive = await create();
      await archive.append(Array.from({ length: 10 }, (_, i) => candle(i * 60_000)));
      await archive.append([candle(0, { instrumentId: XRP }), candle(0, { timeframe: '1h' })]);
      expect(await times(archive, { from: 120_000, to: 240_000 })).toEqual([120_000, 180_000]);
      expect(await times(archive, { limit: 2 })).toEqual([0, 60_000]);
      expect(await times(archive, { limit: 2, newestFirst: true })).toEqual([540_000, 480_000]);
      expect(await times(archive, { to: 120_000, newestFirst: true })).toEqual([60_000, 0]);
      expect(await times(archive, { timeframe: '1h' })).toEqual([0]);
      expect(await times(archive, { timeframe: '4h' })).toEqual([]);
    });

    it('knows the newest candle over all instruments', async () => {
      const archive = await create();
      expect(await archive.newest('1m')).toBeUndefined();
      await archive.append([
        candle(60_000),
        candle(180_000, { instrumentId: XRP }),
        candle(999_960_000, { timeframe: '1h' }),
      ]);
      expect(await archive.newest('1m')).toBe(180_000);
    });

    it('reads more candles than one page holds', async () => {
      const archive = await create();
      await archive.append(Array.from({ length: 20_001 }, (_, i) => candle(i * 60_000)));
      expect(await times(archive)).toHaveLength(20_001);
      expect((await times(archive, { newestFirst: true, limit: 15_000 })).at(-1)).toBe(5_001 * 60_000);
    });
  });
};
