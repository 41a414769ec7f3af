import { isClosed, type OrderState } from '../../../../src/domain/orders/order.state.js';
import { TASK_NAMES } from '../../../../src/domain/coordinator/tasks.js';
import { categoryOf } from '../../../../src/domain/shared/stream-names.js';
import { perform } from '../acts/perform.js';
import { Broken } from '../checks/broken.js';
import type { Want } from '../plan/act.js';
import type { World } from './world.js';

/**
 * Longest that anything may take to come to an end once nothing goes wrong any more, minutes. A decision that a crash cut
 * off is given up when the next one is due: while money is short, that is two hours later.
 */
const PATIENCE = 150;

/** What still waits for something; empty at rest. */
const restless = async (world: World, unfinished: readonly string[]): Promise<readonly string[]> => {
  const left: string[] = [...unfinished];
  const { positions, reservations } = world.account;
  for (const [key, { quantity, book }] of Object.entries(positions)) {
    if (book === 'trading') left.push(`position ${key} of ${quantity}`);
  }
  for (const { kind, clientOrderId } of Object.values(reservations))
    left.push(`reservation of ${kind} ${clientOrderId}`);
  for (const [stream, { state }] of world.folded.streams) {
    if (categoryOf(stream) !== 'order') continue;
    const order = state as OrderState;
    if (order.status === 'none' || !isClosed(order)) left.push(`${stream} is ${order.status}`);
  }
  const { process } = world;
  if (!process) return [...left, 'no desk'];
  for (const key of Object.keys(process.desk.engine.open)) left.push(`deadline ${key}`);
  for (const order of await process.venue.openOrders()) left.push(`${JSON.stringify(order)} works at the venue`);
  return left;
};

/** A task that somebody switched off is on again. */
const switchOn = async (world: World): Promise<void> => {
  const { process, plan } = world;
  if (!process || !plan.panel) return;
  for (const task of TASK_NAMES) {
    const deed = { kind: 'switch-task', task, to: 'on' } as const;
    await perform(deed, process.hands, process.hands, `rest ${plan.seed} ${task}`);
  }
};

/** Trading is over and nothing goes wrong any more: every position is closed, and then nothing may be left. */
export const bringToRest = async (
  world: World,
  step: () => Promise<number>,
  unfinished: () => readonly string[],
): Promise<void> => {
  await step();
  let left: readonly string[] = [];
  for (let minute = 0; minute < PATIENCE; minute++) {
    const { process } = world;
    if (process && minute % 5 === 0) {
      const people = (want: Want, name: string) => {
        const deed = { kind: 'order', want, actor: 'administrator', confirmed: 'at once' } as const;
        return perform(deed, process.hands, process.hands, `rest ${world.plan.seed} ${name}`);
      };
      if (minute === 0) {
        await people({ kind: 'halt' }, 'halt');
        await switchOn(world);
      }
      await people({ kind: 'close-all' }, `close ${minute}`);
      await people({ kind: 'cancel-order' }, `cancel ${minute}`);
      await process.desk.hear();
    }
    await step();
    left = await restless(world, unfinished());
    if (left.length === 0) return;
  }
  throw new Broken(
    `at rest is left: ${left.slice(0, 5).join('; ')}${left.length > 5 ? ` and ${left.length - 5} more` : ''}`,
  );
};
