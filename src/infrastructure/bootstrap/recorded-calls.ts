import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Fact } from '../../domain/shared/fact.js';
import { recordedCalls, type RecordedCalls } from '../llm/recorded/recorded-model.js';

/** The log that a backtest takes its votes from cannot be read. */
export class VotesUnreadable extends Error {
  override readonly name = 'VotesUnreadable';
}

const CONSULTED = '"ModelConsulted"';

/** The calls of models in an exported log. @throws VotesUnreadable */
export const readRecordedCalls = async (file: string): Promise<RecordedCalls> => {
  const facts: Fact[] = [];
  let line = 0;
  try {
    for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
      line += 1;
      if (text.includes(CONSULTED)) facts.push(JSON.parse(text) as Fact);
    }
  } catch (error) {
    const where = line === 0 ? '' : `line ${line}: `;
    throw new VotesUnreadable(`--votes ${file}: ${where}${error instanceof Error ? error.message : String(error)}`);
  }
  const calls = recordedCalls(facts);
  if (calls.size === 0) {
    throw new VotesUnreadable(
      `--votes ${file} holds no call of a model: export a log that has some, by \`tribune log export\`.`,
    );
  }
  return calls;
};
