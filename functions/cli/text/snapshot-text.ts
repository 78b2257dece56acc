import type { DeltaOnWire, SinceOnWire } from '../../../shared/contract/deltas.ts';
import { countText } from '../../../shared/domain/words/count.ts';
import { decimalsFor, figureText } from '../../../shared/domain/words/figure.ts';

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
    ...causes.map(({ sentence }) => `  because ${sentence}\n`),
    ...rows.map((row) => `  ${movedText(row)}\n`),
    ...(more > 0 ? [`  and ${more} more\n`] : []),
  ].join('');
}

/** Numbers with the decimals that show by how much they moved. */
function movedText({ field, before, now }: SinceOnWire['moved'][number]): string {
  const areNumbers = typeof before === 'number' && typeof now === 'number';
  const decimals =
    areNumbers && !(Number.isInteger(before) && Number.isInteger(now))
      ? decimalsFor(Math.abs(now - before))
      : null;
  const shown = (figure: typeof now) =>
    typeof figure === 'number' || figure === null ? figureText(figure, decimals) : figure;
  return `${field}: ${shown(before)} before, ${shown(now)} now`;
}
