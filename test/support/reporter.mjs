/**
 * Ends the run with the failure ids of the design's catalogue that passed tests cover, and one plain last line. A whole
 * run also says what is not covered, and fails where that is not left for later. Where CI is set a skipped test counts as
 * a failure: there nothing may be missing.
 */
import { failureReport } from './failure-ids.mjs';

const namesOf = (suites, ...statuses) =>
  suites.flatMap(({ testResults }) =>
    testResults.filter(({ status }) => statuses.includes(status)).map(({ fullName }) => fullName),
  );

/** No choice of files or names was made. */
const isWhole = ({ testPathPatterns, testNamePattern, onlyChanged, onlyFailures, findRelatedTests, shard }) =>
  testPathPatterns.patterns.length === 0 &&
  !testNamePattern &&
  !onlyChanged &&
  !onlyFailures &&
  !findRelatedTests &&
  !shard;

export default class Reporter {
  #whole;
  #errors = [];

  constructor(globalConfig) {
    this.#whole = isWhole(globalConfig);
  }

  onRunComplete(_contexts, results) {
    const suites = results.testResults;
    const passed = results.numPassedTests;
    // A suite that could not even load has no tests to count.
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skips = namesOf(suites, 'pending', 'todo');
    const names = { passed: namesOf(suites, 'passed'), skipped: skips, whole: this.#whole };
    const { lines, missing } = failureReport(names);
    if (this.#whole && missing.length > 0) {
      this.#errors.push(
        `No passed test covers ${missing.join(', ')}, and test/support/failure-ids.mjs does not say why.`,
      );
    }
    if (skips.length > 0) lines.push(...this.#skips(skips));
    lines.push(`${passed} passed, ${failed} failed, ${results.numPendingTests + results.numTodoTests} skipped`);
    // At the very end, because stopping the database may still have something to say.
    process.once('exit', () => process.stdout.write(`\n${lines.join('\n')}\n`));
  }

  #skips(names) {
    const inCi = Boolean(process.env.CI) && process.env.CI !== 'false';
    if (inCi) this.#errors.push('Skipped tests count as failures where CI is set.');
    return [
      inCi ? 'Skipped, which counts as a failure where CI is set:' : 'Skipped:',
      ...names.map((name) => `  ${name}`),
    ];
  }

  getLastError() {
    return this.#errors.length > 0 ? new Error(this.#errors.join(' ')) : undefined;
  }
}
