/** Slices with their pits, for people: a line a slice, and below what is not told or does not count. */
import type { PitsOnWire, ScaleConfirmed } from '../../../shared/contract/pits.ts';
import { scaleDigits } from '../../../shared/domain/pit/scale-confirmation.ts';
import {
  missingSentences,
  NO_REPLICATES,
  scaleSentences,
  sliceFigure,
  thresholdSentences,
  whysOfSlice,
} from '../../../shared/domain/pit/slice-words.ts';
import { significantText } from '../../../shared/domain/words/figure.ts';
import { pendingText } from '../../../shared/domain/words/pending-text.ts';
import { typedCommand } from '../../../shared/domain/words/typed-command.ts';
import type { Page } from './page.ts';
import { tableText } from './table.ts';
import { wrapText } from './wrap.ts';

const RIGHT = { align: 'right' } as const;
const COLUMNS = [
  { title: 'assay', isHead: true },
  { title: 'unit', isHead: true },
  { title: 'slice', isHead: true },
  { title: 'arm', isMinor: true },
  { title: 'looked at, mm²', ...RIGHT },
  { title: 'pits', ...RIGHT },
  { title: 'trenches', ...RIGHT },
  { title: 'per mm²', ...RIGHT },
  { title: 'mean µm²', ...RIGHT },
  { title: 'eroded', ...RIGHT },
  { title: 'note' },
];

export function pitsText(answer: PitsOnWire, page: Page): string {
  const { slices } = answer;
  const notes = new Map<string, number>();
  const noteOf = (text: string): string => {
    notes.set(text, notes.get(text) ?? notes.size + 1);
    return `(${notes.get(text)})`;
  };
  const hasAssays = answer.assays.length > 1;
  const rows = slices.map((one) => [
    ...(hasAssays ? [one.assay] : []),
    ...[one.unit, one.slice, one.arm, sliceFigure(one.lookedMm2), sliceFigure(one.pits)],
    ...[sliceFigure(one.trenches), sliceFigure(one.perMm2), sliceFigure(one.meanAreaUm2)],
    ...[one.erodedPercent === null ? '–' : `${significantText(one.erodedPercent, 2)} %`],
    whysOfSlice(one).map(noteOf).join(' '),
  ]);
  const table =
    rows.length === 0
      ? 'no slice is in this answer; why stands below\n'
      : tableText(hasAssays ? COLUMNS : COLUMNS.slice(1), rows, page);
  const lines = [
    ...[...notes].map(([text, number]) => `(${number}) ${text}`),
    ...scaleSentences(slices),
    ...thresholdSentences(slices),
    ...answer.assays.flatMap(({ assay, warnings, refused }) => [
      ...(refused === undefined ? [] : [`${assay}: ${refused.message}`]),
      ...warnings.map(({ message }) => `${assay}: ${message}`),
    ]),
    ...missingSentences(answer.missing),
    ...(slices.length === 0 ? [] : [`${NO_REPLICATES} (${typedCommand('compare')})`]),
  ];
  const text = `${lines.map((line) => `${line}\n`).join('')}${pendingText(answer)}`;
  return `${table}${wrapText(text, page.width)}`;
}

export const confirmedText = ({ assay, micrometres, at, by }: ScaleConfirmed): string =>
  `the scale of ${assay}, ${scaleDigits(micrometres)} µm, is confirmed by ${by} at ${at}: areas are told from now on\n`;
