import { countExecutionError } from '../../../../src/application/processes/count-execution-error.process.js';
import type { RecordedFact } from '../../../../src/domain/shared/fact.js';
import { NOON } from '../../../support/account.js';
import { anEntry, aClose, aStop } from '../../../support/orders.js';

const moment = { at: NOON, accountId: 'main', quotes: {} };
const heard = (type: string, data: object) =>
  countExecutionError.on[type]?.({ type, data } as RecordedFact, moment) ?? [];

test.each([
  ['an entry that the venue refused', 'OrderRejected', anEntry(), { reason: 'EOrder:Insufficient funds' }],
  ['a stop that never arrived', 'OrderRejected', aStop(), { reason: 'NEVER_ARRIVED', absentReads: [1, 2] }],
  ['a close that could not be sent', 'OrderDenied', aClose(), { code: 'NOT_SENT', detail: 'no route' }],
])('%s is counted', (_, type, order, more) => {
  const reason = 'reason' in more ? more.reason : 'NOT_SENT: no route';
  const { clientOrderId, instrumentId } = order;
  expect(heard(type, { order, cumQty: '0', ...more })).toEqual([
    {
      to: 'account',
      id: 'main',
      command: { type: 'CountExecutionError', at: NOON, clientOrderId, instrumentId, reason },
    },
  ]);
});

test.each(['REVOKED', 'APPROVAL_EXPIRED'])('what we denied ourselves is no error: %s', (code) => {
  expect(heard('OrderDenied', { order: anEntry(), code, detail: '' })).toEqual([]);
});
