import type { ReactNode } from 'react';
import type { RiskView } from '../api/shapes.js';
import { confidence, money, NOTHING, percent, percentOf, signedMoney } from '../format/figures.js';
import { span } from '../format/time.js';
import { Facts } from '../frame/facts.js';
import { Table, type Column } from '../table/table.js';
import { ShareBar } from './share-bar.js';

interface Limit {
  readonly name: string;
  readonly used: string;
  readonly allowed: string;
  readonly share: string | undefined;
}

const usdt = (name: string, { used, limit, share }: RiskView['exposure']): Limit => ({
  name,
  used: money(used),
  allowed: money(limit),
  share,
});

const LIMITS: readonly Column<Limit>[] = [
  { key: 'name', head: 'Limit', wide: true, cell: (row) => row.name },
  { key: 'used', head: 'In use', figure: true, cell: (row) => row.used },
  { key: 'allowed', head: 'Allowed', figure: true, cell: (row) => row.allowed },
  { key: 'share', head: 'Use', cell: (row) => <ShareBar share={row.share} of="the limit" /> },
];

/** What may be open at all, and how much of it is. */
export function LimitsTable({ risk }: { risk: RiskView }): ReactNode {
  const { openPositions, freeFunds, leverage } = risk;
  const rows: readonly Limit[] = [
    usdt('Total exposure, USDT', risk.exposure),
    usdt('Margin in use, USDT', risk.marginUsed),
    {
      name: 'Open positions',
      used: openPositions.used ?? NOTHING,
      allowed: openPositions.limit ?? NOTHING,
      share: openPositions.share,
    },
  ];
  return (
    <>
      <Table label="Limits against use" columns={LIMITS} rows={rows} keyOf={(row) => row.name} />
      <Facts
        of={{
          'Free for openings, USDT': money(freeFunds),
          'Leverage at most': `${leverage.ceiling}x, by ${leverage.why}`,
        }}
      />
    </>
  );
}

const ASSETS: readonly Column<RiskView['assets'][number]>[] = [
  { key: 'asset', head: 'Asset', wide: true, cell: (row) => row.asset },
  { key: 'net', head: 'Net', unit: 'USDT', figure: true, cell: (row) => signedMoney(row.used) },
  {
    key: 'working',
    head: 'Working, long / short',
    figure: true,
    cell: (row) => `${money(row.workingLong)} / ${money(row.workingShort)}`,
  },
  { key: 'limit', head: 'Allowed ±', figure: true, cell: (row) => money(row.limit) },
  { key: 'share', head: 'Use', cell: (row) => <ShareBar share={row.share} of="the limit" /> },
];

/** Three instruments are two assets. */
export function AssetTable({ risk: { assets } }: { risk: RiskView }): ReactNode {
  return <Table label="Exposure by asset" columns={ASSETS} rows={assets} keyOf={(row) => row.asset} />;
}

const TIERS: readonly Column<RiskView['tiers'][number]>[] = [
  { key: 'from', head: 'Confidence from', cell: (row) => confidence(row.minConfidence) },
  { key: 'leverage', head: 'Leverage', figure: true, cell: (row) => `${row.maxLeverage}x` },
  { key: 'share', head: 'Of equity', figure: true, cell: (row) => percent(percentOf(row.maxPositionPct, '1')) },
  { key: 'most', head: 'Largest position', unit: 'USDT', figure: true, cell: (row) => money(row.maxPosition) },
];

export function TierTable({ risk: { tiers } }: { risk: RiskView }): ReactNode {
  return (
    <Table label="Largest position by confidence" columns={TIERS} rows={tiers} keyOf={(row) => row.minConfidence} />
  );
}

const PRICES: readonly Column<RiskView['prices'][number]>[] = [
  { key: 'instrument', head: 'Instrument', cell: (row) => row.instrumentId },
  { key: 'age', head: 'Age', figure: true, cell: (row) => (row.ageMs === undefined ? NOTHING : span(row.ageMs)) },
  { key: 'allowed', head: 'Allowed', figure: true, cell: (row) => span(row.maxAgeMs) },
  {
    key: 'state',
    head: 'Price',
    cell: (row) => {
      if (row.fresh) return 'fresh';
      return <span className="alarm">{row.ageMs === undefined ? 'there is none' : 'too old'}</span>;
    },
  },
];

export function PriceTable({ risk: { prices } }: { risk: RiskView }): ReactNode {
  return <Table label="Age of prices" columns={PRICES} rows={prices} keyOf={(row) => row.instrumentId} />;
}
