import type { Verdict } from '../../../application/replay/explain-intent.js';
import type { RuleResult } from '../../../domain/account/risk/verdict.js';

const WORDS: Readonly<Record<RuleResult['result'], string>> = {
  pass: 'pass',
  shrink: 'shrinks it',
  fail: 'FAILS',
  skipped: '-',
};

const TITLES = ['rule', 'input', 'limit', 'result'] as const;

/** Unix milliseconds of this century, as they stand in recorded lines; those keep them, and so does `--json`. */
const INSTANT = /(?<![\d.-])1\d{12}(?![\d.])/g;

const withTimes = (text: string): string => text.replaceAll(INSTANT, (at) => new Date(Number(at)).toISOString());

const cellsOf = ({ rule, input, limit, result, code, round }: RuleResult): readonly string[] => [
  round ? `${rule} (once more)` : rule,
  withTimes(input),
  withTimes(limit),
  code === undefined ? WORDS[result] : `${WORDS[result]}: ${code}`,
];

const outcomeOf = (verdict: Verdict): readonly string[] => {
  const { intent, policyVersion, equity } = verdict.data;
  const about = `${intent.direction} ${intent.instrumentId}, intent ${intent.intentId} (assessment ${intent.assessment})`;
  const under = `equity ${equity ?? 'missing'} USDT, policy version ${policyVersion}`;
  if (verdict.type === 'IntentDenied') {
    const others = verdict.data.failed.filter((code) => code !== verdict.data.code);
    const also = others.length === 0 ? '' : `; also ${others.join(', ')}`;
    return [`DENIED: ${verdict.data.code}${also}`, about, under];
  }
  const { quantity, limit, stop, target, leverage, notionalUsdt, riskUsdt } = verdict.data.order;
  const cut =
    verdict.type === 'IntentResized'
      ? `RESIZED by ${verdict.data.resizedBy.join(', ')}: ${notionalUsdt} of ${verdict.data.wantedUsdt} USDT`
      : `APPROVED: ${notionalUsdt} USDT`;
  const terms = `${quantity} at ${limit}, stop ${stop}, target ${target}, ${leverage}x, loses ${riskUsdt} USDT at its stop`;
  return [cut, about, terms, under];
};

/** The verdict for a person: what came of it, then every rule that was asked, in the order of asking. */
export const verdictText = (verdict: Verdict): string => {
  const rows = [TITLES, ...verdict.data.rules.map(cellsOf)];
  const widths = TITLES.map((_, i) => Math.max(...rows.map((cells) => (cells[i] as string).length)));
  const lines = rows.map((cells) => cells.map((cell, i) => cell.padEnd(widths[i] as number)).join('  '));
  const rule = widths.map((width) => '-'.repeat(width)).join('  ');
  return [...outcomeOf(verdict), '', lines[0], rule, ...lines.slice(1)]
    .map((line) => (line ?? '').trimEnd())
    .concat('')
    .join('\n');
};
