/** The veto: every rule as a line. */
import type { ReactNode } from 'react';
import type { RuleResult, VerdictView } from '../api/shapes.js';
import { money, price, quantity } from '../format/figures.js';
import { Readable } from '../format/readable.js';
import { capital, codeWords, words } from '../format/words.js';
import { policyAddress } from '../routing/addresses.js';
import { Link } from '../routing/link.js';
import { Table, type Column } from '../table/table.js';
import { closenessOf } from './closeness.js';
import { Step } from './step.js';

const RESULT: Readonly<Record<RuleResult['result'], { readonly text: string; readonly tone: string }>> = {
  pass: { text: '✓ pass', tone: '' },
  shrink: { text: '↓ shrinks it', tone: 'warn' },
  fail: { text: '✕ fails', tone: 'alarm' },
  skipped: { text: 'skipped', tone: 'quiet' },
};

function Bar({ rule }: { rule: RuleResult }): ReactNode {
  const closeness = closenessOf(rule);
  if (closeness === undefined) return null;
  const share = `${Math.round(closeness * 100)} %`;
  return (
    <span className={`bar ${RESULT[rule.result].tone}`} role="img" aria-label={`${share} of the limit`} title={share}>
      <span style={{ width: `${closeness * 100}%` }} />
    </span>
  );
}

const RULES: readonly Column<RuleResult>[] = [
  {
    key: 'rule',
    head: 'Rule',
    wide: true,
    cell: (row) => (
      <>
        {capital(words(row.rule))}
        {row.round && <span className="quiet"> once more</span>}
      </>
    ),
  },
  { key: 'input', head: 'Input', figure: true, cell: (row) => <Readable of={row.input} /> },
  { key: 'limit', head: 'Limit', figure: true, cell: (row) => <Readable of={row.limit} /> },
  { key: 'bar', head: 'How close', cell: (row) => <Bar rule={row} /> },
  {
    key: 'result',
    head: 'Result',
    cell: (row) => (
      <span className={RESULT[row.result].tone} title={row.code}>
        {RESULT[row.result].text}
      </span>
    ),
  },
];

export function Outcome({ of, code }: { of: VerdictView['outcome']; code?: string | undefined }): ReactNode {
  return (
    <span className={of} title={code}>
      {of === 'denied' ? '✕ ' : ''}
      {of}
      {code ? `: ${codeWords(code)}` : ''}
    </span>
  );
}

export function RuleTable({ rules }: { rules: readonly RuleResult[] }): ReactNode {
  return (
    <Table
      className="rules"
      label="Rules of the verdict"
      columns={RULES}
      rows={rules}
      keyOf={(row) => `${row.rule}${row.round ?? ''}${row.limit}`}
    />
  );
}

function Terms({ verdict }: { verdict: VerdictView }): ReactNode {
  const { order, instrumentId } = verdict;
  if (!order) return null;
  return (
    <p>
      Allowed: {quantity(order.quantity, instrumentId)} at {price(order.limit, instrumentId)} or better, stop{' '}
      {price(order.stop, instrumentId)}, target {price(order.target, instrumentId)}, {order.leverage}x;{' '}
      {money(order.notionalUsdt)} USDT.
    </p>
  );
}

export function VerdictStep({ verdict }: { verdict: VerdictView }): ReactNode {
  const others = verdict.failed.filter((code) => code !== verdict.code);
  return (
    <Step title={verdict.assessment > 1 ? `Verdict, assessed anew (${verdict.assessment})` : 'Verdict'} at={verdict.at}>
      <p>
        <strong>
          <Outcome of={verdict.outcome} code={verdict.code} />
        </strong>
        {others.length > 0 && <span className="quiet">; also {others.map(codeWords).join(', ')}</span>}
        <span className="quiet">
          {' '}
          · <Link to={policyAddress(verdict.policyVersion)}>policy {verdict.policyVersion}</Link>
          {verdict.equity && `, equity ${money(verdict.equity)} USDT`}
        </span>
      </p>
      <Terms verdict={verdict} />
      <RuleTable rules={verdict.rules} />
    </Step>
  );
}
