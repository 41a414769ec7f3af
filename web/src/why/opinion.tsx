/** From votes to a proposal, or to nothing. */
import type { ReactNode } from 'react';
import type { DecisionView } from '../api/shapes.js';
import { Direction } from '../format/figure.js';
import { confidence, NOTHING, price } from '../format/figures.js';
import { Readable } from '../format/readable.js';
import { capital, codeWords, words } from '../format/words.js';
import { Table, type Column } from '../table/table.js';
import { Reasons, Step } from './step.js';

type Vote = DecisionView['votes'][number];

const voteColumns = (instrumentId: string): readonly Column<Vote>[] => {
  const level = (value: string | undefined): string => (value === undefined ? NOTHING : price(value, instrumentId));
  return [
    { key: 'member', head: 'Who', cell: (row) => capital(row.member) },
    { key: 'action', head: 'Voted', cell: (row) => <Direction of={row.action} /> },
    { key: 'confidence', head: 'Confidence', figure: true, cell: (row) => confidence(row.confidence) },
    { key: 'entry', head: 'Entry', figure: true, cell: (row) => level(row.entry) },
    { key: 'stop', head: 'Stop', figure: true, cell: (row) => level(row.stop) },
    { key: 'target', head: 'Target', figure: true, cell: (row) => level(row.target) },
    { key: 'reasons', head: 'Reasons', wide: true, cell: (row) => <Reasons of={row.reasons} /> },
  ];
};

export function VotesStep({ of }: { of: DecisionView }): ReactNode {
  return (
    <Step title="Votes">
      {of.votes.length === 0 ? (
        <p className="note">Nobody gave a valid vote.</p>
      ) : (
        <Table label="Votes" columns={voteColumns(of.instrumentId)} rows={of.votes} keyOf={(row) => row.member} />
      )}
      {of.discarded.map(({ member, reason, detail }) => (
        <p key={`${member}${reason}`} className="discarded">
          Discarded: {member}, {codeWords(reason)}. {detail}
        </p>
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

export function ConflictStep({ of: { conflicts } }: { of: DecisionView }): ReactNode {
  return (
    <Step title="Conflict">
      {conflicts.length === 0 && <p className="note">None: nothing contradicted the winner.</p>}
      {conflicts.map(({ kind, detail, resolver, outcome }) => (
        <p key={`${kind}${detail}`}>
          <strong>{capital(words(kind))}</strong>: {detail}.{' '}
          {outcome ? `Settled by ${resolver ?? 'nobody'}: ${words(outcome)}.` : 'Not settled yet.'}
        </p>
      ))}
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
