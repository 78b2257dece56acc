/** Records that came and could not be taken in: what they were of has less than came, and would pass for whole. */
import { byText } from '../by-text.ts';
import { quoted } from '../quoted.ts';
import { countText, groupedText } from '../words/count.ts';
import { listText } from '../words/list.ts';
import { typedCommand } from '../words/typed-command.ts';
import { REFUSED_FILE } from './refused-files.ts';
import type { Remark } from './sample-register.ts';

const REJECTED = 'assay.rejected';
const MOST_NAMED = 6;

/** @param files in force of an assay, with how many of their records were rejected */
export function rejectedRemarks(
  files: readonly { readonly fileName: string; readonly records: number; readonly rejected: number }[],
): Remark[] {
  const told = files
    .filter(({ rejected }) => rejected > 0)
    .map(
      ({ fileName, records, rejected }) =>
        `${groupedText(rejected)} of ${countText(records, 'record')} of ${quoted(fileName)}`,
    )
    .toSorted(byText);
  if (told.length === 0) return [];
  const message = `rejected, and in no number: ${listText(told, ', ', MOST_NAMED)} (${typedCommand('receipt <file> --rejects')} lists them)`;
  return [{ code: REJECTED, message }];
}

/** What is said of it, and of whole files that were refused. */
export const rejectedTexts = (remarks: readonly Remark[]): string[] =>
  remarks.flatMap(({ code, message }) => (code === REJECTED || code === REFUSED_FILE ? [message] : []));

/** Why a unit of which nothing is in has no value: nobody knows of which units the rejected records were. */
export const noneOf = (what: string, remarks: readonly Remark[]): string =>
  rejectedTexts(remarks).length === 0
    ? `no ${what} of it has come`
    : `no ${what} of it is in: none has come, or it was rejected`;
