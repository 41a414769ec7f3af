/**
 * The catalogue of known failures by letter, how many each has, and which of them wait for a part of the desk that is
 * not built yet, with the part that they wait for.
 */
export const GROUPS = {
  R: { name: 'risk', count: 20 },
  O: { name: 'orders and venue', count: 32 },
  P: { name: 'positions and money', count: 13 },
  D: { name: 'decisions and models', count: 18 },
  C: { name: 'coordinator and restart', count: 15 },
  S: { name: 'store and read models', count: 11 },
  X: { name: 'interfaces', count: 9 },
};

/** Whoever builds the part takes its line out: a test then has to be there. */
export const LATER = [
  { waitsFor: "a venue's own protocol", ids: ['F-O20'] },
  { waitsFor: 'the rebalancing of the allocation', ids: ['F-C11', 'F-C12', 'F-C14'] },
];

const FAILURE_ID = /\bF-[ROPDCSX]\d+\b/g;

/** The ids in the names of tests. */
export const idsIn = (names) => new Set(names.flatMap((name) => name.match(FAILURE_ID) ?? []));

const idsOf = (letter, { count }) => Array.from({ length: count }, (_, i) => `F-${letter}${i + 1}`);
const known = new Set(Object.entries(GROUPS).flatMap(([letter, group]) => idsOf(letter, group)));

/**
 * What the tests of a run say about the catalogue: `lines` for people and, of a whole run, what is `missing`: neither
 * covered nor waiting nor skipped on this machine. A part of the suite is only told what it covers.
 */
export function failureReport({ passed, skipped, whole }) {
  const covered = idsIn(passed);
  const skippedHere = idsIn(skipped);
  const waiting = new Set(LATER.flatMap(({ ids }) => ids));
  const lines = [`Failure cases covered: ${[...covered].filter((id) => known.has(id)).length} of ${known.size}`];
  const missing = [];
  for (const [letter, group] of Object.entries(GROUPS)) {
    const ids = idsOf(letter, group);
    const has = ids.filter((id) => covered.has(id));
    if (has.length > 0) lines.push(`  ${group.name}: ${has.join(' ')}`);
    const lacks = ids.filter((id) => !covered.has(id));
    if (!whole || lacks.length === 0) continue;
    lines.push(`  ${group.name}, not covered: ${lacks.join(' ')}`);
    missing.push(...lacks.filter((id) => !waiting.has(id) && !skippedHere.has(id)));
  }
  const strange = [...covered].filter((id) => !known.has(id));
  if (strange.length > 0) lines.push(`Not in the catalogue: ${strange.join(' ')}`);
  if (whole) {
    for (const { waitsFor, ids } of LATER) {
      const left = ids.filter((id) => !covered.has(id));
      if (left.length > 0) lines.push(`Left for later, waits for ${waitsFor}: ${left.join(' ')}`);
    }
    const early = [...waiting].filter((id) => covered.has(id));
    if (early.length > 0) lines.push(`Covered already, so no longer to be left for later: ${early.join(' ')}`);
    if (missing.length > 0) lines.push(`Neither covered nor left for later: ${missing.join(' ')}`);
  }
  return { lines, missing: [...missing, ...strange] };
}
