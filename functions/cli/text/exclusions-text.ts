/** What was taken out of comparisons, for people. */
import type { ExclusionOnWire, ExclusionsOnWire } from '../../../shared/contract/exclusions.ts';
import type { Page } from './page.ts';
import { tableText } from './table.ts';
import { wrapText } from './wrap.ts';

export function exclusionsText({ exclusions }: ExclusionsOnWire, page: Page): string {
  if (exclusions.length === 0) return 'nothing was excluded: every comparison holds all that came\n';
  const columns = [
    { title: 'what', isHead: true },
    { title: 'reason' },
    { title: 'evidence' },
    { title: 'by' },
    { title: 'at' },
    { title: 'unblinding' },
    { title: 'id' },
  ];
  const rows = exclusions.map((one) => [
    ...[whatText(one), one.reason ?? '', one.evidence, one.by, one.at, blindText(one), one.id],
  ]);
  const unmet = exclusions.map(unmetText).join('');
  return `${tableText(columns, rows, page)}${unmet === '' ? '' : wrapText(unmet, page.width)}`;
}

/** Of one that takes nothing out: why, in a line. */
const unmetText = (one: ExclusionOnWire): string =>
  one.unmet === undefined ? '' : `note: ${whatText(one)}: ${one.unmet}\n`;

/** Of an entry that takes out or lifts: what. */
export function whatText({ unit, sample, from, to, lifts, liftedBy }: ExclusionOnWire): string {
  if (lifts !== undefined) return `lifts ${lifts}`;
  const time = `${from === undefined ? '' : ` from ${from}`}${to === undefined ? '' : ` to ${to}`}`;
  const what = unit === undefined ? `sample ${sample}` : `unit ${unit}${time}`;
  return liftedBy === undefined ? what : `${what} (lifted by ${liftedBy})`;
}

const blindText = ({ blinded }: ExclusionOnWire): string => {
  if (blinded === undefined) return '';
  return blinded ? 'before' : 'after';
};

/** Below an answer: a line for each that stands. */
export function standingText(exclusions: readonly ExclusionOnWire[]): string {
  return exclusions
    .map(
      (one) =>
        `excluded: ${whatText(one)}: ${one.reason}, by ${one.by} at ${one.at}, ${blindText(one)} unblinding: ${one.evidence}\n${unmetText(one)}`,
    )
    .join('');
}
