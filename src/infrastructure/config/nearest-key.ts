/** Edit distance (Levenshtein 1966) with one row of memory; keys are short, so its square cost does not matter. */
const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return row[b.length] as number;
};

/** The last word of a dotted key: who forgets the section still means the key. */
const lastWord = (key: string): string => key.slice(key.lastIndexOf('.') + 1);

/** The known key that `wanted` was most likely meant to be; the first of equally near ones. */
export const nearestKey = (wanted: string, known: readonly string[]): string | undefined => {
  const asked = wanted.toLowerCase();
  let best: { readonly key: string; readonly cost: number } | undefined;
  for (const key of known) {
    const whole = distance(asked, key.toLowerCase());
    const cost = asked.includes('.') ? whole : Math.min(whole, distance(asked, lastWord(key).toLowerCase()) + 0.5);
    if (!best || cost < best.cost) best = { key, cost };
  }
  return best?.key;
};
