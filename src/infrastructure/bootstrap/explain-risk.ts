import { readFile } from 'node:fs/promises';
import { accountAt } from '../../application/replay/account-at.js';
import { explainIntent, questionOf, type Question, type Verdict } from '../../application/replay/explain-intent.js';
import { INITIAL_ACCOUNT } from '../../domain/account/account.evolve.js';
import type { AccountState } from '../../domain/account/account.state.js';
import { DEFAULT_POLICY } from '../../domain/account/risk/policy.js';
import { checkPolicy } from '../../domain/account/risk/policy-check.js';
import type { Position } from '../../domain/shared/fact.js';
import { positionTyped } from '../../domain/shared/position-text.js';
import { openLog, type LogPlace } from './open-log.js';

/** Something about the files or the position that were named; the message says what would do. */
export class CannotExplain extends Error {
  override readonly name = 'CannotExplain';
}

export interface ExplainRequest {
  readonly accountId: string;
  /** File with the question; optional where `at` names a verdict. */
  readonly intentFile?: string;
  /** File with an account's state, or where to fold it from. */
  readonly from: { readonly stateFile: string } | { readonly place: LogPlace; readonly position: string };
}

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const jsonOf = async (file: string): Promise<Json> => {
  const content = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new CannotExplain(`Cannot read ${file}: ${(error as Error).message}`);
  });
  try {
    const value: unknown = JSON.parse(content);
    if (isObject(value)) return value;
  } catch {
    // Told below: what was found is not what is wanted, whatever it is.
  }
  throw new CannotExplain(`${file} is not one JSON object.`);
};

const QUESTION =
  'It wants {"intent": {...}, "quotes": {"BTC/USDT": {...}}, "at": unix ms}, or a verdict as "tribune log export" writes it';

/** Either the bare question or a whole recorded verdict. */
const questionIn = async (file: string): Promise<Question> => {
  const json = await jsonOf(file);
  const { data, metadata } = json;
  const asked = isObject(data) && isObject(metadata) ? { ...data, at: metadata.at } : json;
  if (!isObject(asked) || !isObject(asked.intent) || !isObject(asked.quotes))
    throw new CannotExplain(`${file} holds no intent with its quotes. ${QUESTION}.`);
  const { intent, quotes, at, instrument } = asked as Json & Question;
  if (typeof at !== 'number' || !Number.isSafeInteger(at)) {
    throw new CannotExplain(`${file}: "at" is missing, the time (unix ms) at which prices and cooldowns are judged.`);
  }
  return { intent, quotes, at, ...(instrument === undefined ? {} : { instrument }) };
};

/** What is left out of the file is as in a new account. */
const stateIn = async (file: string): Promise<AccountState> => {
  const json = await jsonOf(file);
  const policy = { ...DEFAULT_POLICY, ...(isObject(json.policy) ? json.policy : {}) };
  const [problem] = checkPolicy({ ...policy });
  if (problem) throw new CannotExplain(`${file}: policy.${problem.problem}.`);
  return { ...INITIAL_ACCOUNT, ...json, policy, opened: true };
};

const asPosition = (typed: string, head: Position | undefined): Position => {
  const position = head === undefined ? undefined : positionTyped(typed, head);
  if (head === undefined || (position !== undefined && position > head))
    throw new CannotExplain(`The log ends at position ${head ?? 0}: nothing is known of ${typed}.`);
  if (position === undefined)
    throw new CannotExplain(`${typed} is not a position of the log: the log ends at ${head}.`);
  return position;
};

const fromLog = async (
  place: LogPlace,
  accountId: string,
  typed: string,
): Promise<{ state: AccountState; question?: Question }> => {
  const log = await openLog(place);
  try {
    const position = asPosition(typed, await log.store.head());
    const { state, fact } = await accountAt(log.store, accountId, position);
    if (!state.opened) throw new CannotExplain(`Account ${accountId} was not opened before position ${typed}.`);
    const question = fact && questionOf(fact);
    return { state, ...(question && { question }) };
  } finally {
    await log.close();
  }
};

const ask = (question: Question, state: AccountState, file: string): Verdict => {
  try {
    return explainIntent(question, state);
  } catch (error) {
    // The engine never throws over an intent; what it folds must be a state, and a file can hold anything.
    throw new CannotExplain(`${file} is not the state of an account: ${(error as Error).message}`);
  }
};

/** The verdict on an intent, on an account as a file or the log has it. Nothing is recorded. @throws CannotExplain, NoLog */
export const explainRisk = async ({ accountId, intentFile, from }: ExplainRequest): Promise<Verdict> => {
  const asked = intentFile === undefined ? undefined : await questionIn(intentFile);
  if ('stateFile' in from) {
    if (!asked) throw new CannotExplain(`--state needs --intent. ${QUESTION}.`);
    return ask(asked, await stateIn(from.stateFile), from.stateFile);
  }
  const { state, question } = await fromLog(from.place, accountId, from.position);
  const wanted = asked ?? question;
  if (!wanted)
    throw new CannotExplain(`At position ${from.position} stands no verdict: say with --intent what to judge there.`);
  return ask(wanted, state, `the log at ${from.position}`);
};

/** The account right before a position, as `--state` reads it. */
export const accountStateAt = async (place: LogPlace, accountId: string, position: string): Promise<AccountState> =>
  (await fromLog(place, accountId, position)).state;
