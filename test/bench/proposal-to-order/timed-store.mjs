import { performance } from 'node:perf_hooks';

/** A store that notes when a fact of each type was last written (ms of the process), as its writer hears it. */
export const timed = (store) => {
  const writtenAt = {};
  const append = store.append.bind(store);
  store.append = async (...args) => {
    const result = await append(...args);
    const now = performance.now();
    for (const { type } of result.facts) writtenAt[type] = now;
    return result;
  };
  return writtenAt;
};
