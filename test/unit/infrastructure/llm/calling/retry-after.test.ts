import { retryAfterOf } from '../../../../../src/infrastructure/llm/calling/retry-after.js';

const DATE = 'Tue, 24 Nov 2026 12:00:00 GMT';

test.each([
  [{}, undefined],
  [{ 'retry-after': '2' }, 2_000],
  [{ 'retry-after': '0' }, 0],
  [{ 'retry-after-ms': '250', 'retry-after': '9' }, 250],
  [{ 'retry-after': 'Tue, 24 Nov 2026 12:00:03 GMT', date: DATE }, 3_000],
  [{ 'retry-after': 'Tue, 24 Nov 2026 11:59:00 GMT', date: DATE }, 0],
  [{ 'retry-after': 'Tue, 24 Nov 2026 12:00:03 GMT' }, undefined],
  [{ 'retry-after': '-5' }, undefined],
  [{ 'retry-after': 'soon' }, undefined],
])('%j is %p ms', (headers, expected) => {
  expect(retryAfterOf(new Headers(headers as Record<string, string>))).toBe(expected);
});
