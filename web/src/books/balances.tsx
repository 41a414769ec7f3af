import type { ReactNode } from 'react';
import type { AccountView } from '../api/shapes.js';
import { add } from '../format/decimal.js';
import { Fading } from '../format/figure.js';
import { amount, NOTHING } from '../format/figures.js';
import { capital } from '../format/words.js';
import { Table, type Column } from '../table/table.js';

const BOOKS = ['trading', 'allocation', 'hodl'] as const;
const CURRENCIES = ['USDT', 'BTC', 'XRP'] as const;

interface Row {
  readonly book: string;
  readonly amounts: Readonly<Record<string, string | undefined>>;
}

const rowOf = (book: string, balances: AccountView['balances']): Row => ({
  book,
  amounts: Object.fromEntries(balances.map(({ currency, amount: held }) => [currency, held])),
});

/** The books sum to the venue's balances. */
const totalOf = (balances: AccountView['balances']): Row => {
  const amounts: Record<string, string | undefined> = {};
  for (const { currency, amount: held } of balances) amounts[currency] = add(amounts[currency] ?? '0', held);
  return { book: 'all books', amounts };
};

const COLUMNS: readonly Column<Row>[] = [
  { key: 'book', head: 'Book', wide: true, cell: (row) => capital(row.book) },
  ...CURRENCIES.map((currency): Column<Row> => ({
    key: currency,
    head: currency,
    figure: true,
    cell: (row) => {
      const held = row.amounts[currency];
      return held === undefined ? NOTHING : <Fading text={amount(held, currency)} title={held} />;
    },
  })),
];

export function Balances({ account: { balances } }: { account: AccountView }): ReactNode {
  const rows = BOOKS.map((book) =>
    rowOf(
      book,
      balances.filter((balance) => balance.book === book),
    ),
  );
  return (
    <Table label="Balances by book" columns={COLUMNS} rows={[...rows, totalOf(balances)]} keyOf={(row) => row.book} />
  );
}
