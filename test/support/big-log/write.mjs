/** `node test/support/big-log/write.mjs URL FACTS [KEEP_SIGNALS]`: a big log in the empty database of a server. */
import { performance } from 'node:perf_hooks';
import { writeBigLog } from '../big-log.mjs';
import { deskFacts, openLog } from './desk-facts.mjs';

const [url, count, keepSignals = '1'] = process.argv.slice(2);
const seconds = (from) => ((performance.now() - from) / 1_000).toFixed(1);

await (await openLog(url)).close();
const begun = performance.now();
const base = await deskFacts();
const traded = seconds(begun);
const writing = performance.now();
const facts = await writeBigLog(url, base, { count: Number(count), keepSignals: Number(keepSignals) });
console.log(`${facts} facts: ${traded} s to trade, ${seconds(writing)} s to write`);
