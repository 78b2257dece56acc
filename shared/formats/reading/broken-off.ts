import { groupedText } from '../../domain/words/count.ts';
import type { ReadSummary } from './reading.ts';

/** The code of a row that the file breaks off within. */
export const CUT_OFF = 'row.cut-off';

/** What a file without a last line end says of the one sample that may lack digits for that. */
export function notEnded(
  unended: { readonly line: number; readonly column: string } | null,
): ReadSummary['warnings'] {
  if (unended === null) return [];
  const message = `line ${unended.line} has no line end, so that its last value (${unended.column}) may lack digits: it is kept as UNCERTAIN and gives way to any other of its time; where the logger ends no last line, the source has to say so (lastLine: whole)`;
  return [{ code: 'row.unended', message }];
}

/**
 * What a file that ends within a row says about the rest of it. A pack that broke off says so itself.
 *
 * @param bytes of the file as its reader got it
 */
export function brokenOff(
  byReason: ReadSummary['byReason'],
  isPackBroken: boolean,
  bytes: number,
): ReadSummary['warnings'] {
  if (isPackBroken || byReason[CUT_OFF] === undefined) return [];
  const message = `the file breaks off at byte ${groupedText(bytes)}, within its last row: what follows was not sent, or was lost on the way`;
  return [{ code: 'file.cut-off', message }];
}
