/**
 * Ends the run with the failure ids of the design's catalogue that passed tests cover, and one plain last line. Where
 * CI is set a skipped test counts as a failure: there nothing may be missing.
 */
const FAILURE_ID = /\bF-([ROPDCSX])(\d+)\b/g;
const GROUPS = {
  R: 'risk',
  O: 'orders and venue',
  P: 'positions and money',
  D: 'decisions and models',
  C: 'coordinator and restart',
  S: 'store and read models',
  X: 'interfaces',
};

function coveredIds(suites) {
  const ids = {};
  for (const { testResults } of suites) {
    for (const { status, fullName } of testResults) {
      if (status !== 'passed') continue;
      for (const [, letter, number] of fullName.matchAll(FAILURE_ID)) (ids[letter] ??= new Set()).add(Number(number));
    }
  }
  return Object.keys(GROUPS)
    .filter((letter) => ids[letter])
    .map((letter) => ({ letter, numbers: [...ids[letter]].sort((a, b) => a - b) }));
}

export default class Reporter {
  onRunComplete(_contexts, results) {
    const passed = results.numPassedTests;
    // A suite that could not even load has no tests to count.
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    const lines = [''];
    const groups = coveredIds(results.testResults);
    lines.push(`Failure cases covered: ${groups.reduce((sum, { numbers }) => sum + numbers.length, 0)}`);
    for (const { letter, numbers } of groups) {
      lines.push(`  ${GROUPS[letter]}: ${numbers.map((number) => `F-${letter}${number}`).join(' ')}`);
    }
    if (skipped > 0) lines.push(...this.#skips(results.testResults));
    lines.push(`${passed} passed, ${failed} failed, ${skipped} skipped`);
    // At the very end, because stopping the database may still have something to say.
    process.once('exit', () => process.stdout.write(`${lines.join('\n')}\n`));
  }

  #skips(suites) {
    const inCi = Boolean(process.env.CI) && process.env.CI !== 'false';
    if (inCi) this.#error = new Error('Skipped tests count as failures where CI is set.');
    const skips = suites.flatMap(({ testResults }) =>
      testResults.filter(({ status }) => status === 'pending' || status === 'todo'),
    );
    return [
      inCi ? 'Skipped, which counts as a failure where CI is set:' : 'Skipped:',
      ...skips.map(({ fullName }) => `  ${fullName}`),
    ];
  }

  #error;

  getLastError() {
    return this.#error;
  }
}
