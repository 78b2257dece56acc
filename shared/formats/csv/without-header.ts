/** Files without a line of names: their columns are called by position, and their number is the source's to say. */

import { positionOf, positionText } from '../../domain/experiment/column-position.ts';
import { quoted } from '../../domain/quoted.ts';
import { Refusal } from '../../domain/refusal.ts';
import { countText } from '../../domain/words/count.ts';
import { typedCommand } from '../../domain/words/typed-command.ts';
import { columnsNamed, type Layout, layOut } from '../reading/layout.ts';
import { isName } from './column-name.ts';
import type { CsvPlan } from './csv.ts';
import type { Header } from './read-header.ts';

/** Fails with `header.unexpected` where the first line has names and no reading. */
export function layOutByPosition(first: Header, plan: CsvPlan): Layout {
  refuseNames(first, plan);
  const last = Math.max(...columnsNamed(plan).map((column) => positionOf(column)?.index ?? 0));
  const positions = Array.from({ length: last + 1 }, (_, i) => positionText(i));
  return layOut(positions, first.line, plan);
}

/** A line of names says what the columns are: whoever declared that there is none meant another file. */
function refuseNames({ cells, line }: Header, { dialect }: CsvPlan): void {
  const filled = cells.filter((cell) => cell !== '');
  if ((dialect.rowsAfterHeader ?? 0) > 0 || filled.length < 2 || !filled.every(isName)) return;
  const shown = filled.slice(0, MOST_SHOWN).map((cell) => quoted(cell.slice(0, 60)));
  throw new Refusal(
    'invalid',
    'header.unexpected',
    `expected readings from the first line on, as the source says (header: none), got words: ${shown.join(', ')}. If they are the names of the columns, give these files a source that maps them (${typedCommand('source try')} proposes it); if they are not, let the source pass them over (rowsAfterHeader: 1)`,
    { line },
  );
}

const MOST_SHOWN = 6;

/** Notes how many cells the first lines have. */
export class DeclaredWidth {
  readonly #declared: number;
  readonly #lines = new Map<number, number>();

  constructor(declared: number) {
    this.#declared = declared;
  }

  note(cells: number): void {
    this.#lines.set(cells, (this.#lines.get(cells) ?? 0) + 1);
  }

  /** Fails with `file.columns` where more lines have another number of columns than the declared one. */
  refuseOther(isRagged: boolean): void {
    const declared = this.#declared;
    const like = this.#lines.get(declared) ?? 0;
    const [most] = [...this.#lines]
      .filter(([cells]) => (isRagged ? cells > declared : cells !== declared))
      .sort(([, a], [, b]) => b - a);
    if (most === undefined || most[1] <= like) return;
    const [cells, lines] = most;
    throw new Refusal(
      'invalid',
      'file.columns',
      `expected ${countText(declared, 'column')}, as many as the source maps and ignores, got ${cells} in ${countText(lines, 'line')} of the first: without a header nobody can tell which of them are the same. Ask what changed, and give these files a source that maps or ignores each of their columns (${typedCommand('source try')} proposes it)`,
    );
  }
}
