import type { ReactNode } from 'react';
import { Answer } from '../frame/answer.js';
import { MoreButton } from '../frame/more-button.js';
import type { List } from '../live/use-resource.js';
import { Table, type TableProps } from './table.js';

interface Props<Row> extends Omit<TableProps<Row>, 'rows' | 'steady'> {
  readonly of: List<Row>;
  /** What is on its way: "the orders". */
  readonly what: string;
  /** A sentence for when there is nothing. */
  readonly empty: string;
  /** The choices that narrow the list. */
  readonly children?: ReactNode;
}

/** A list as a table, with its filters above it and its next page below it. */
export function GrowingList<Row>({ of, what, empty, children, ...table }: Props<Row>): ReactNode {
  const { resource, more } = of;
  return (
    <>
      {children && <div className="filters">{children}</div>}
      <Answer of={resource} what={what} empty={empty} isEmpty={({ items }) => items.length === 0}>
        {({ items }) => (
          <>
            <Table {...table} rows={items} steady />
            <MoreButton more={more} />
          </>
        )}
      </Answer>
    </>
  );
}
