import { FactFile } from './fact-file.js';
import { openLog, type LogPlace } from './open-log.js';

/** Writes the whole log as newline JSON, in position order. Returns the number of facts. */
export const exportLog = async (place: LogPlace, file: string, signal: AbortSignal): Promise<number> => {
  const log = await openLog(place);
  let facts = 0;
  try {
    const target = await FactFile.open(file);
    for await (const fact of log.store.readAll()) {
      if (signal.aborted) throw new Error(`Interrupted: ${file} holds the first ${facts} facts only.`);
      await target.write(fact);
      facts += 1;
    }
    await target.close();
  } finally {
    await log.close();
  }
  return facts;
};
