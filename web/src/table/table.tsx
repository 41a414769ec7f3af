import { useRef, useState, type ReactNode } from 'react';

export interface Column<Row> {
  readonly key: string;
  readonly head: string;
  /** Of all cells, so that the cells hold digits alone. */
  readonly unit?: string;
  /** Figures stand right; words left. */
  readonly figure?: boolean;
  /** On a narrow screen this cell takes the whole line. */
  readonly wide?: boolean;
  readonly cell: (row: Row) => ReactNode;
}

export interface TableProps<Row> {
  /** What the table holds, for those who cannot see the heading. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly className?: string;
  /** Under a pointer new rows wait, so that nobody clicks on what has just moved there. */
  readonly steady?: boolean;
}

/** While held, the keys that were there stay in their order with their newest values; new rows wait outside. */
const useSteady = <Row,>(rows: readonly Row[], keyOf: (row: Row) => string) => {
  const [held, setHeld] = useState<readonly string[] | undefined>();
  const last = useRef(new Map<string, Row>());
  const now = new Map(rows.map((row) => [keyOf(row), row]));
  const shown = held ? held.flatMap((key) => now.get(key) ?? last.current.get(key) ?? []) : rows;
  last.current = new Map([...last.current, ...now].slice(-1_000));
  const waiting = held ? rows.filter((row) => !held.includes(keyOf(row))).length : 0;
  return { shown, waiting, hold: () => setHeld(rows.map(keyOf)), release: () => setHeld(undefined) };
};

function Head<Row>({ columns }: { columns: readonly Column<Row>[] }): ReactNode {
  return (
    <thead role="rowgroup">
      <tr role="row">
        {columns.map(({ key, head, unit, figure }) => (
          <th key={key} role="columnheader" scope="col" className={figure ? 'end' : undefined}>
            {head}
            {unit && `, ${unit}`}
          </th>
        ))}
      </tr>
    </thead>
  );
}

/** Rows of figures; under 640 px each row becomes a small stack with the column heads as labels. */
export function Table<Row>({
  label,
  columns,
  rows,
  keyOf,
  className = '',
  steady = false,
}: TableProps<Row>): ReactNode {
  const { shown, waiting, hold, release } = useSteady(rows, keyOf);
  const pointer = steady ? { onPointerEnter: hold, onPointerLeave: release } : {};
  return (
    <div className={`table ${className}`} {...pointer}>
      <table role="table" aria-label={label}>
        <Head columns={columns} />
        <tbody role="rowgroup">
          {shown.map((row) => (
            <tr key={keyOf(row)} role="row">
              {columns.map(({ key, head, unit, figure, wide, cell }) => (
                <td
                  key={key}
                  role="cell"
                  className={[figure ? 'end' : '', wide ? 'wide' : ''].join(' ').trim() || undefined}
                  data-label={unit ? `${head}, ${unit}` : head}
                >
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {waiting > 0 && <p className="waiting">{waiting} more when the pointer leaves the table.</p>}
    </div>
  );
}
