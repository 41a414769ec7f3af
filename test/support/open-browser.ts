import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';

const CHROMIUM = '/usr/bin/chromium';

/** Without a browser the tests that need one are skipped, by name, in the report. */
export const describeInBrowser = existsSync(CHROMIUM) ? describe : describe.skip;

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: CHROMIUM,
    // As root there is no sandbox; and it must not call home.
    args: ['--no-sandbox', '--disable-background-networking'],
  });

/** What the page complained about, scripts that its policy refused included. */
export const complaintsOf = (page: Page): readonly string[] => {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  return complaints;
};
