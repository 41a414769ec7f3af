import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

let collectGarbage: (() => void) | undefined;

const megabytesAfterCollecting = (): number => {
  if (!collectGarbage) {
    setFlagsFromString('--expose-gc');
    collectGarbage = runInNewContext('gc') as () => void;
  }
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1e6;
};

/**
 * What this process holds, in MB (10^6 bytes). Some things go only at the second or third collection, so it collects
 * until nothing more goes.
 */
export const heldMegabytes = (): number => {
  let held = megabytesAfterCollecting();
  for (let round = 0; round < 6; round++) {
    const next = megabytesAfterCollecting();
    if (held - next < 0.5) return next;
    held = next;
  }
  return held;
};
