/** From votes to a proposal, or to nothing. */
import type { ReactNode } from 'react';
import type { CycleCallView, DecisionView } from '../api/shapes.js';
import { Direction } from '../format/figure.js';
import { confidence, NOTHING, percent, price } from '../format/figures.js';
import { Readable } from '../format/readable.js';
import { multiply } from '../format/decimal.js';
import { took } from '../format/time.js';
import { capital, codeWords, words } from '../format/words.js';
import { Table, type Column } from '../table/table.js';
import { CallLine, CallModel, callBy } from './call.js';
import { Reasons, Step } from './step.js';

type Vote = DecisionView['votes'][number];

const voteColumns = ({ instrumentId, calls }: DecisionView): readonly Column<Vote>[] => {
  const level = (value: string | undefined): string => (value === undefined ? NOTHING : price(value, instrumentId));
  const model: Column<Vote> = {
    key: 'model',
    head: 'Model, time and cost',
    wide: true,
    cell: ({ member }) => <CallModel call={callBy(calls, member)} />,
  };
  return [
    { key: 'member', head: 'Who', cell: (row) => capital(row.member) },
    { key: 'action', head: 'Voted', cell: (row) => <Direction of={row.action} /> },
    { key: 'confidence', head: 'Confidence', figure: true, cell: (row) => confidence(row.confidence) },
    { key: 'entry', head: 'Entry', figure: true, cell: (row) => level(row.entry) },
    { key: 'stop', head: 'Stop', figure: true, cell: (row) => level(row.stop) },
    { key: 'target', head: 'Target', figure: true, cell: (row) => level(row.target) },
    ...(calls.length > 0 ? [model] : []),
    { key: 'reasons', head: 'Reasons', wide: true, cell: (row) => <Reasons of={row.reasons} /> },
  ];
};

/** What does not count, why, and what it would have been. */
function Discarded({
  of,
  call,
}: {
  of: DecisionView['discarded'][number];
  call?: CycleCallView | undefined;
}): ReactNode {
  const { member, reason, detail, said } = of;
  return (
    <p className="discarded">
      Discarded: {member}, {codeWords(reason)}
      {detail !== '' && (
        <>
          : <Readable of={detail} />
        </>
      )}
      . {said && `It said ${words(said.action)} with ${confidence(said.confidence)}. `}
      {call && <CallModel call={call} />}
    </p>
  );
}

export function VotesStep({ of }: { of: DecisionView }): ReactNode {
  return (
    <Step title="Votes">
      {of.models && <p className="quiet">{capital(of.models)}</p>}
      {of.votes.length === 0 ? (
        <p className="note">Nobody gave a valid vote.</p>
      ) : (
        <Table label="Votes" columns={voteColumns(of)} rows={of.votes} keyOf={(row) => row.member} />
      )}
      {of.discarded.map((each) => (
        <Discarded key={`${each.member}${each.reason}`} of={each} call={callBy(of.calls, each.member)} />
      ))}
    </Step>
  );
}

export function ConsensusStep({ of: { consensus } }: { of: DecisionView }): ReactNode {
  if (!consensus) {
    return (
      <Step title="Consensus">
        <p className="note">Nothing was there to measure.</p>
      </Step>
    );
  }
  return (
    <Step title="Consensus">
      <ol className="arithmetic">
        {consensus.arithmetic.map((line, index) => (
          <li key={`${index} ${line}`}>
            <Readable of={line} />
          </li>
        ))}
      </ol>
      <p className="sum">
        <Direction of={consensus.winner} />: {confidence(consensus.rawConfidence)} raw × {confidence(consensus.factor)}{' '}
        = <strong className="figure">{confidence(consensus.adjustedConfidence)}</strong>
      </p>
    </Step>
  );
}

type Conflict = DecisionView['conflicts'][number];

/** What a ruling left of the trade: only ever less. */
const modificationWords = ({ sizeFactor, maxLeverage, stopPct }: NonNullable<Conflict['modification']>): string =>
  [
    sizeFactor === undefined ? '' : `${percent(multiply(sizeFactor, '100'))} of the size`,
    maxLeverage === undefined ? '' : `leverage at most ${maxLeverage}x`,
    stopPct === undefined ? '' : `stop at most ${percent(multiply(stopPct, '100'))} away`,
  ]
    .filter(Boolean)
    .join(', ');

const settledWords = ({ resolver, by, outcome, latencyMs, modification }: Conflict): string => {
  if (!outcome) return 'Not settled yet.';
  const who = by ?? resolver ?? 'nobody';
  const when = latencyMs === undefined ? '' : ` in ${took(latencyMs)}`;
  const what = modification ? `: ${modificationWords(modification)}` : '';
  return `Settled by ${who}${when}: ${words(outcome)}${what}.`;
};

export function ConflictStep({ of: { conflicts, calls } }: { of: DecisionView }): ReactNode {
  const rulings = calls.filter(({ purpose }) => purpose === 'ruling');
  return (
    <Step title="Conflict">
      {conflicts.length === 0 && <p className="note">None: nothing contradicted the winner.</p>}
      {conflicts.map((conflict) => (
        <p key={`${conflict.kind}${conflict.detail}`}>
          <strong>{capital(words(conflict.kind))}</strong>: <Readable of={conflict.detail} />. {settledWords(conflict)}
        </p>
      ))}
      {conflicts.length > 0 && rulings.map((call) => <CallLine key={call.callId} call={call} />)}
    </Step>
  );
}

/** What the cycle came to, in words: "opening proposed", or why not. */
export const proposalWords = (of: DecisionView): string =>
  of.proposal === 'proposed-open'
    ? `${of.consensus ? words(of.consensus.winner) : 'opening'} proposed`
    : of.proposal === 'proposed-close'
      ? 'close proposed'
      : codeWords(of.proposal);

export function ProposalStep({ of }: { of: DecisionView }): ReactNode {
  return (
    <Step title={of.proposal.startsWith('proposed') ? 'Proposal' : 'No proposal'}>
      <p>
        <strong>{capital(proposalWords(of))}</strong>
        {of.detail ? ': ' : '.'}
        {of.detail && <Readable of={of.detail} />}
      </p>
    </Step>
  );
}
