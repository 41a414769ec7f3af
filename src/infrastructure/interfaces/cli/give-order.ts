import type { OverrideNow } from '../../../application/ports/desk-control.port.js';
import { askDesk, DeskRefused, type DeskLine } from './ask-desk.js';
import type { CliSurface } from './actions.js';

export interface Order {
  readonly kind: string;
  /** Reason and what the kind asks for. */
  readonly body: object;
  readonly key?: string | undefined;
  /** The second word was given on the command line. */
  readonly confirm?: boolean | undefined;
}

type Answer = Pick<OverrideNow, 'overrideId' | 'kind' | 'status' | 'outcome' | 'code' | 'detail'>;

const capital = (sentence: string): string => `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}`;

/** What must be typed to confirm a kind, as on the dashboard. */
export const typedWord = (kind: string): string => kind.replaceAll('-', ' ').toUpperCase();

/** Writes what became of it; what was not done is a failure, so that a script that goes on knows it. */
const report = ({ overrideId, kind, status, outcome, code, detail }: Answer, { out }: CliSurface): void => {
  if (status === 'executed') return out(`${capital(outcome ?? 'done')}\n`);
  if (status === 'accepted') {
    return out(`Taken as ${overrideId}; it is not carried out yet: tribune control list shows what becomes of it.\n`);
  }
  throw new DeskRefused(`${kind} was ${status}${code === undefined ? '' : ` (${code})`}: ${detail ?? overrideId}`);
};

export const confirmOrder = async (line: DeskLine, overrideId: string, surface: CliSurface): Promise<void> =>
  report(await askDesk<Answer>(line, 'commands/confirm', { overrideId }), surface);

const isMeant = async ({ kind }: Answer, { askPerson }: CliSurface): Promise<boolean> => {
  if (!askPerson) return false;
  const word = typedWord(kind);
  if ((await askPerson(`Type ${word} to confirm: `)).trim() === word) return true;
  throw new DeskRefused('Not confirmed: nothing was done, and the request expires.');
};

/** Hands an order to the running desk, and gives the second word where it asks for one. */
export const giveOrder = async (line: DeskLine, order: Order, surface: CliSurface): Promise<void> => {
  const answer = await askDesk<Answer>(line, `commands/${order.kind}`, order.body, order.key);
  if (answer.status !== 'waiting') return report(answer, surface);
  if (order.confirm === true || (await isMeant(answer, surface))) return confirmOrder(line, answer.overrideId, surface);
  throw new DeskRefused(
    `Nothing is done yet: ${order.kind} must be confirmed within 60 s, with\n` +
      `  tribune control confirm ${answer.overrideId}\nor at once with --confirm.`,
  );
};
