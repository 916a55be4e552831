import type { Key, ReactNode } from 'react';

interface Column<T> {
  /** Also names the value on a phone, where a row is a card. */
  head: string;
  cell: (row: T) => ReactNode;
  /** `main` is the card's title, `number` is right-aligned, `tight` takes only the room it needs. */
  kind?: 'main' | 'number' | 'tight';
}

interface Props<T> {
  caption: string;
  columns: Column<T>[];
  rows: readonly T[];
  rowKey: (row: T) => Key;
  rowClass?: (row: T) => string;
}

/** A table that becomes a list of cards on a phone. The roles are spelled out because cards take them from the elements. */
export function DataTable<T>({ caption, columns, rows, rowKey, rowClass }: Props<T>): ReactNode {
  return (
    <table className="data-table" role="table" aria-label={caption}>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column) => <th key={column.head} role="columnheader" scope="col" className={column.kind}>{column.head}</th>)}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={rowKey(row)} role="row" className={rowClass?.(row)}>
            {columns.map((column) => <td key={column.head} role="cell" className={column.kind} data-label={column.head}>{column.cell(row)}</td>)}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
