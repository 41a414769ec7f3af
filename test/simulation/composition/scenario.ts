import type { DenialCode } from '../../../src/domain/account/risk/denial-codes.js';
import type { ComposedDesk, DeskOptions } from './composed-desk.js';

/**
 * One rule of the registry and a trade that it alone stops or cuts. The same story is told twice: without the obstacle
 * the last proposal of it goes to the venue whole.
 */
export interface Scenario {
  readonly rule: string;
  /** What stands in the way, in words. */
  readonly obstacle: string;
  readonly settings?: (obstacle: boolean) => DeskOptions;
  readonly story: (desk: ComposedDesk, obstacle: boolean) => Promise<void>;
  /** Denied with this code alone; or cut to about so much, USDT. */
  readonly outcome: { readonly denied: DenialCode } | { readonly cutTo: number };
}
