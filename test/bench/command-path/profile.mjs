import { Session } from 'node:inspector/promises';

/** Where time goes, by what the code is for; the first that fits a script's address. */
const PARTS = [
  ['decimal arithmetic', /node_modules\/decimal\.js/],
  ['ids (uuid, SHA-1)', /node_modules\/uuid|stable-id/],
  ['decide and evolve', /dist\/domain\//],
  ['store in memory', /dist\/infrastructure\/event-store\//],
  ['runner and cache', /dist\/application\/messaging\/|node_modules\/lru-cache/],
];

const partOf = ({ url, functionName }) => {
  if (functionName === '(garbage collector)') return 'garbage collection';
  if (/^node:internal\/crypto|^node:crypto/.test(url)) return 'ids (uuid, SHA-1)';
  return PARTS.find(([, where]) => where.test(url))?.[0] ?? 'the rest';
};

/** Runs `work` under V8's sampling profiler; each part's share of the time, largest first. */
export const sharesOf = async (work) => {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: 100 });
  await session.post('Profiler.start');
  await work();
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  const shares = new Map();
  let all = 0;
  for (const { callFrame, hitCount } of profile.nodes) {
    if (callFrame.functionName === '(idle)') continue;
    all += hitCount;
    const part = partOf(callFrame);
    shares.set(part, (shares.get(part) ?? 0) + hitCount);
  }
  return [...shares].map(([part, hits]) => [part, hits / all]).sort(([, a], [, b]) => b - a);
};
