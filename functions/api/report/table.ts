import { escaped } from '../../../shared/formats/svg/xml.ts';

export interface Cell {
  readonly text: string;
  /** What qualifies it, below it. */
  readonly why?: readonly string[];
}

export interface HeadCell {
  readonly title: string;
  /** Percent of the table; without one, as much as the others. */
  readonly width?: number;
  readonly isNumber?: boolean;
}

export interface Row {
  /** That links lead to. */
  readonly id?: string;
  readonly cells: readonly Cell[];
  /** Set apart from the row above it. */
  readonly isWhole?: boolean;
}

/** Where it is narrow each cell says its column itself. */
export function table(caption: string, head: readonly HeadCell[], rows: readonly Row[]): string {
  const look = ({ isNumber = false }: HeadCell) => (isNumber ? ' class="number"' : '');
  const widthOf = ({ width }: HeadCell) => (width === undefined ? '' : ` style="width:${width}%"`);
  const titles = head
    .map((one) => `<th scope="col"${look(one)}${widthOf(one)}>${escaped(one.title)}</th>`)
    .join('');
  const lines = rows.map(({ id, cells, isWhole = false }) => {
    const texts = cells.map((cell, i) => {
      const column = head[i]!;
      return `<td${look(column)} data-label="${escaped(column.title)}"><span>${cellText(cell)}</span></td>`;
    });
    const named = id === undefined ? '' : ` id="${escaped(id)}"`;
    return `<tr${named}${isWhole ? ' class="whole"' : ''}>${texts.join('')}</tr>`;
  });
  return `<table>\n<caption class="soft">${escaped(caption)}</caption>\n<thead><tr>${titles}</tr></thead>\n<tbody>\n${lines.join('\n')}\n</tbody>\n</table>`;
}

function cellText({ text, why = [] }: Cell): string {
  // Long words of capitals break where they are joined.
  return (
    escaped(text).replaceAll('_', '_<wbr>') +
    why.map((one) => `<span class="why">${escaped(one)}</span>`).join('')
  );
}

/** A list of sentences; empty where there are none. */
export function list(sentences: readonly string[], name = 'notes'): string {
  if (sentences.length === 0) return '';
  return `<ul class="${name}">\n${sentences.map((one) => `<li>${escaped(one)}</li>`).join('\n')}\n</ul>`;
}
