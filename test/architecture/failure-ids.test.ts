import { failureReport, GROUPS, LATER } from '../support/failure-ids.mjs';

const everyId = Object.entries(GROUPS).flatMap(([letter, { count }]) =>
  Array.from({ length: count }, (_, i) => `F-${letter}${i + 1}`),
);
const later = LATER.flatMap(({ ids }) => ids);
const due = everyId.filter((id) => !later.includes(id));

test('what waits for a part that is not built is in the catalogue, once', () => {
  expect(later.filter((id) => !everyId.includes(id))).toEqual([]);
  expect(new Set(later).size).toBe(later.length);
});

test('a whole run that covers all but what waits is complete, and names what waits', () => {
  const { lines, missing } = failureReport({ passed: due, skipped: [], whole: true });
  expect(missing).toEqual([]);
  expect(lines).toContain("Left for later, waits for a venue's own protocol: F-O20");
});

test('a whole run without one of the others is not', () => {
  const passed = due.filter((id) => id !== 'F-O3').map((id) => `${id} something holds`);
  const { lines, missing } = failureReport({ passed, skipped: [], whole: true });
  expect(missing).toEqual(['F-O3']);
  expect(lines).toContain('Neither covered nor left for later: F-O3');
});

test('what is skipped on this machine is not missing, and one id does not stand for a longer one', () => {
  const passed = due.filter((id) => id !== 'F-O3');
  expect(failureReport({ passed, skipped: ['F-O3 in a browser'], whole: true }).missing).toEqual([]);
  expect(failureReport({ passed, skipped: [], whole: true }).missing).toEqual(['F-O3']);
});

test('a part of the suite is only told what it covers', () => {
  const { lines, missing } = failureReport({ passed: ['F-O3 holds'], skipped: [], whole: false });
  expect(missing).toEqual([]);
  expect(lines).toEqual([`Failure cases covered: 1 of ${everyId.length}`, '  orders and venue: F-O3']);
});

test('an id that the catalogue does not have is a slip of the pen', () => {
  expect(failureReport({ passed: [...due, 'F-O99'], skipped: [], whole: true }).missing).toEqual(['F-O99']);
});
