/** What came, in full: every file with its digest, and what is missing of each channel. */
import type { CompletenessOnWire } from '../../../shared/contract/completeness.ts';
import type { ReceiptOnWire } from '../../../shared/contract/downlinks.ts';
import { fileNumber } from '../../../shared/domain/downlink/file-number.ts';
import { assaySentence } from '../../../shared/domain/words/assay-sentence.ts';
import { countText, groupedText } from '../../../shared/domain/words/count.ts';
import { percentText } from '../../../shared/domain/words/figure.ts';
import { typedIso, typedMinute } from '../../../shared/domain/words/instant.ts';
import { listText } from '../../../shared/domain/words/list.ts';
import { sizeText } from '../../../shared/domain/words/size.ts';
import type { ReportedArrival, ReportFrame } from '../../../shared/usecases/report/report-experiment.ts';
import { isInForce } from '../../../shared/usecases/report/report-files.ts';
import { damagedLines } from './findings.ts';
import { type HeadCell, list, type Row, table } from './table.ts';

const MOST_GAPS = 40;
const MOST_CHANNELS = 6;

export function arrivedSection({ arrived, prefix }: ReportFrame, { completeness }: ReportedArrival): string {
  return [
    '<h2 id="arrived">What arrived</h2>',
    arrived.files.length === 0
      ? '<p>No file has been announced.</p>'
      : table(
          `A number such as ${fileNumber(prefix, 0)} names a file all over this page; ./howship lines ${fileNumber(prefix, 0)} goes on to the lines of the file`,
          FILES,
          arrived.files.map((file, place) => fileRow(file, fileNumber(prefix, place))),
        ),
    list([
      ...(arrived.isCut
        ? [`Files after the first ${arrived.files.length} are not listed: ./howship receipt lists all.`]
        : []),
      ...damagedLines(arrived.damaged),
    ]),
    completenessTable(completeness),
    gapsList(completeness),
  ].join('\n');
}

const FILES: readonly HeadCell[] = [
  { title: '', width: 4 },
  { title: 'file', width: 50 },
  { title: 'state', width: 14 },
  { title: 'read as', width: 9 },
  { title: 'in force', isNumber: true, width: 11 },
  { title: 'already stored, in conflict, rejected', isNumber: true, width: 12 },
];

function fileRow(file: ReceiptOnWire, number: string): Row {
  const { id, fileName, state, source, counts, bytes, sha256, ingestedAt, createdAt, withdrawn, error } =
    file;
  const what = counts.records > 0 ? 'record' : 'sample';
  const why = [
    ...(withdrawn === undefined ? [] : [`withdrawn by ${withdrawn.by}: ${withdrawn.reason}`]),
    ...(error === undefined ? [] : [error.message]),
    ...(file.duplicateOf === undefined ? [] : [`the same bytes as ${file.duplicateOf}`]),
    ...file.warnings.map(({ message }) => message),
  ];
  return {
    id: number,
    cells: [
      { text: number },
      {
        text: `${fileName}, ${sizeText(bytes)}`,
        why: [
          `downlink ${id}`,
          sha256 === undefined ? 'no digest: nothing came' : `sha256 ${sha256}`,
          ...why,
        ],
      },
      { text: state, why: [typedMinute(ingestedAt ?? createdAt)] },
      { text: source ?? '–' },
      { text: isInForce(file) ? countText(counts.accepted, what) : '–' },
      { text: [counts.duplicates, counts.conflicts, counts.rejected].map(groupedText).join(', ') },
    ],
  };
}

const SERIES: readonly HeadCell[] = [
  { title: 'unit', width: 10 },
  { title: 'channels', width: 42 },
  { title: 'received', isNumber: true, width: 12 },
  { title: 'valid', isNumber: true, width: 12 },
  { title: 'expected', isNumber: true, width: 12 },
  { title: 'complete', isNumber: true, width: 12 },
];

/** Channels of a unit of which the same is true share a row. */
function completenessTable({ series, assays = [] }: CompletenessOnWire): string {
  const alike = Map.groupBy(series, (one) =>
    [one.unit, one.received, one.valid, one.expected, one.completeness].join(' '),
  );
  const rows = Array.from(alike.values(), (all): Row => {
    const [one] = all as [(typeof all)[number]];
    const { unit, received, valid, expected, completeness } = one;
    return {
      cells: [
        { text: unit },
        { text: all.map(({ channel }) => channel).join(', ') },
        { text: groupedText(received) },
        { text: groupedText(valid) },
        { text: expected === 0 ? 'not known' : groupedText(expected) },
        { text: percentText(completeness) },
      ],
    };
  });
  const caption =
    'Samples by channel, from the first sample of the unit to its last; valid: neither a missing code nor outside the valid range';
  return [
    ...(rows.length === 0 ? [] : [table(caption, SERIES, rows)]),
    list(assays.map((one) => `${assaySentence(one)}.`)),
  ].join('\n');
}

function gapsList({ gaps, moreGaps }: CompletenessOnWire): string {
  const shown = gaps.slice(0, MOST_GAPS);
  const rest = gaps.length - shown.length + (moreGaps ?? 0);
  if (shown.length === 0) return '';
  return list([
    ...shown.map(
      ({ unit, channels, from, to, cause, reason }) =>
        `Gap ${unit} ${listText(channels, ', ', MOST_CHANNELS)}, ${typedIso(from)} to ${typedIso(to)}: ${cause}, ${reason}.`,
    ),
    ...(rest === 0 ? [] : [`${countText(rest, 'more gap')}: ./howship completeness lists them.`]),
  ]);
}
