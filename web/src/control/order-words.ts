import type { OverrideView } from '../api/shapes.js';

/** What was said beside the kind: "250 USDT from trading". */
export const orderWords = ({ order }: Pick<OverrideView, 'order'>): string =>
  Object.entries(order as Readonly<Record<string, unknown>>)
    .flatMap(([key, value]) =>
      typeof value === 'object' && value !== null
        ? Object.entries(value as Readonly<Record<string, unknown>>).map(([name, to]) => `${name} ${String(to)}`)
        : [key === 'instrumentId' ? String(value) : `${key} ${String(value)}`],
    )
    .join(', ');
