import { orderStatusOf } from '../../../../src/domain/orders/order-status.js';
import {
  aStop,
  cancel,
  deny,
  initialize,
  report,
  says,
  stateAfter,
  submit,
  uncertain,
  update,
} from '../../../support/orders.js';

const accept = report(says.accepted());
const part = report(says.fill('t1', '0.1'));
const begun = [initialize(aStop()), submit()];

test.each([
  ['none', []],
  ['initialized', [initialize()]],
  ['denied', [initialize(), deny]],
  ['submitted', begun],
  ['uncertain', [...begun, uncertain]],
  ['rejected', [...begun, report(says.rejected())]],
  ['accepted', [...begun, accept]],
  ['triggered', [...begun, accept, report(says.triggered())]],
  ['partially filled', [...begun, accept, report(says.triggered()), part]],
  ['pending update', [...begun, accept, part, update('0.3')]],
  ['pending cancel', [...begun, accept, part, update('0.3'), cancel()]],
  ['filled', [...begun, report(says.fill('t1', '0.4'))]],
  ['canceled', [...begun, accept, report(says.canceled())]],
  ['expired', [...begun, accept, report(says.expired())]],
] as const)('an order reads %s', (status, commands) => {
  expect(orderStatusOf(stateAfter(...commands))).toBe(status);
});
