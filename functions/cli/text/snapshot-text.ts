import type { DeltaOnWire, SinceOnWire } from '../../../shared/contract/deltas.ts';
import { countText } from '../../../shared/domain/words/count.ts';
import { figureText } from '../../../shared/domain/words/figure.ts';

/** Rows of what moved; JSON has the others. */
const MOST_ROWS = 20;

/** What one delta is named by, and what has changed since the snapshot that was asked about. */
export function snapshotText(deltas: readonly DeltaOnWire[]): string {
  const [delta, ...others] = deltas;
  if (delta === undefined || others.length > 0) return '';
  const { snapshot, definition, program, since } = delta;
  const name = `\nrevision ${definition.revision} of the definition, howship ${program}\nsnapshot ${snapshot}\n`;
  return since === undefined ? name : `${name}\n${sinceText(since)}`;
}

function sinceText({ snapshot, isSame, moved, movedFields, movedWindows, causes }: SinceOnWire): string {
  if (isSame) return `nothing has changed since ${snapshot}\n`;
  const rows = moved.slice(0, MOST_ROWS);
  const more = movedFields - rows.length;
  return [
    `since ${snapshot} moved ${countText(movedFields, 'figure')} and ${countText(movedWindows, 'window')}:\n`,
    ...causes.map(({ code, sentence }) => `  because ${sentence} (${code})\n`),
    ...rows.map(({ field, before, now }) => `  ${field}: ${shown(before)} is ${shown(now)}\n`),
    ...(more > 0 ? [`  and ${more} more\n`] : []),
  ].join('');
}

const shown = (figure: SinceOnWire['moved'][number]['now']): string =>
  typeof figure === 'number' || figure === null ? figureText(figure) : String(figure);
