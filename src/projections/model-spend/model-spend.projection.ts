import type { BudgetFact, SpendReserved } from '../../domain/budget/budget.events.js';
import { assert } from '../../domain/shared/assert.js';
import { dec, text, type DecimalString } from '../../domain/shared/decimal.js';
import type { RecordedFact } from '../../domain/shared/fact.js';
import { idOf } from '../../domain/shared/stream-names.js';
import { deskFact, put, type Projection, type Read, type RowRef } from '../projection.js';
import type { RowChange } from '../read-store.port.js';
import type { ModelSpendView } from '../views.js';

/** A UTC day by the facts of its budget alone. */
export type SpendDay = Omit<ModelSpendView, 'outcomes' | 'left' | 'pace'>;
type MemberSpend = SpendDay['members'][number];

interface ReservationRow {
  readonly member: string;
  readonly amount: DecimalString;
}

const reservationKey = (recorded: RecordedFact): string =>
  `${idOf(recorded.stream)}|${(deskFact(recorded) as BudgetFact).data.callId}`;

const EMPTY: Omit<MemberSpend, 'member'> = { spent: '0', open: '0', reservations: 0 };

interface Change {
  readonly member: string;
  readonly spent: DecimalString;
  readonly open: DecimalString;
  readonly reservations: number;
}

const sum = (a: DecimalString, b: DecimalString): DecimalString => text(dec(a).add(b));

const changed = (day: SpendDay, { member, spent, open, reservations }: Change): SpendDay => {
  const before = day.members.find((each) => each.member === member) ?? { member, ...EMPTY };
  const after = {
    member,
    spent: sum(before.spent, spent),
    open: sum(before.open, open),
    reservations: before.reservations + reservations,
  };
  const others = day.members.filter((each) => each.member !== member);
  const members = [...others, after].sort((a, b) => (a.member < b.member ? -1 : 1));
  return { ...day, spent: sum(day.spent, spent), open: sum(day.open, open), members };
};

const reserved = (day: SpendDay, { member, amount, dayLimit, occasionLimit }: SpendReserved['data']): SpendDay => ({
  ...changed(day, { member, spent: '0', open: amount, reservations: 1 }),
  limit: dayLimit,
  occasionLimit,
});

const project = (recorded: RecordedFact, read: Read): readonly RowChange[] => {
  const fact = deskFact(recorded) as BudgetFact;
  const date = idOf(recorded.stream);
  const key = reservationKey(recorded);
  const day = (read('days', date) as SpendDay | undefined) ?? { date, spent: '0', open: '0', members: [] };
  const putDay = (after: SpendDay): RowChange => put('days', date, date, after);
  if (fact.type === 'SpendReserved') {
    const { member, amount } = fact.data;
    return [putDay(reserved(day, fact.data)), put('reservations', key, key, { member, amount })];
  }
  const open = read('reservations', key) as ReservationRow | undefined;
  assert(open !== undefined, `${fact.type} without a reservation: ${key}`);
  const spent = fact.type === 'SpendSettled' ? fact.data.cost : '0';
  const change = { member: open.member, spent, open: text(dec(open.amount).neg()), reservations: 0 };
  return [putDay(changed(day, change)), { table: 'reservations', key, row: null }];
};

const readsOf = (recorded: RecordedFact): readonly RowRef[] => [
  { table: 'days', key: idOf(recorded.stream) },
  { table: 'reservations', key: reservationKey(recorded) },
];

/** What models cost by UTC day; a reservation without an end stays open, which is how the budget counts it. */
export const modelSpendProjection: Projection = {
  name: 'modelSpend',
  version: 1,
  tables: { days: { filters: [] }, reservations: { filters: [] } },
  categories: ['modelBudget'],
  reads: readsOf,
  project,
};
