/** Slices with their pits, each with what it rests on. */
import type { SliceOnWire } from '../../../shared/contract/pits.ts';
import { filesOfSlice } from '../../../shared/domain/pit/slice-files.ts';
import {
  missingSentences,
  NO_REPLICATES,
  scaleSentences,
  sliceFigure,
  thresholdSentences,
  whysOfSlice,
} from '../../../shared/domain/pit/slice-words.ts';
import { significantText } from '../../../shared/domain/words/figure.ts';
import type { ReportedCompared, ReportFrame } from '../../../shared/usecases/report/report-experiment.ts';
import { pendingLine } from './findings.ts';
import { filesOfDownlinks } from './sources.ts';
import { type HeadCell, list, type Row, table } from './table.ts';

/** Empty where the definition has no assay of pits. */
export function pitsSection(frame: ReportFrame, { pits }: Pick<ReportedCompared, 'pits'>): string {
  const { slices, assays, missing } = pits;
  if (assays.length === 0) return '';
  const notes = [
    ...pendingLine(pits.pending),
    ...scaleSentences(slices),
    ...thresholdSentences(slices),
    ...assays.flatMap(({ assay, warnings, refused }) =>
      [...(refused === undefined ? [] : [refused]), ...warnings].map(({ message }) => `${assay}: ${message}`),
    ),
    ...missingSentences(missing),
  ];
  return [
    '<h2 id="pits">Resorption pits by slice</h2>',
    slices.length === 0
      ? '<p>No slice has come.</p>'
      : table(
          NO_REPLICATES,
          HEAD,
          slices.map((one) => rowOf(frame, one, slices)),
        ),
    list(notes),
  ].join('\n');
}

const HEAD: readonly HeadCell[] = [
  { title: 'assay', width: 10 },
  { title: 'unit, slice', width: 13 },
  { title: 'arm', width: 10 },
  { title: 'looked at, mm²', isNumber: true, width: 9 },
  { title: 'pits', isNumber: true, width: 7 },
  { title: 'trenches', isNumber: true, width: 8 },
  { title: 'per mm²', isNumber: true, width: 8 },
  { title: 'eroded', isNumber: true, width: 8 },
  { title: 'rests on', width: 27 },
];

function rowOf(frame: ReportFrame, one: SliceOnWire, all: readonly SliceOnWire[]): Row {
  const { scale, substrate, lookedMm2, trenches, erodedPercent } = one;
  return {
    cells: [
      { text: one.assay },
      { text: `${one.unit} ${one.slice}`, why: substrate === null ? [] : [substrate] },
      { text: one.arm },
      { text: sliceFigure(lookedMm2) },
      { text: sliceFigure(one.pits) },
      { text: sliceFigure(trenches) },
      { text: sliceFigure(one.perMm2) },
      { text: erodedPercent === null ? '–' : `${significantText(erodedPercent, 2)} %` },
      {
        text: scale === null ? 'no scale' : scale.sentence,
        why: [...whysOfSlice(one), ...filesOf(frame, one, all)],
      },
    ],
  };
}

function filesOf(frame: ReportFrame, one: SliceOnWire, all: readonly SliceOnWire[]): string[] {
  const ofAssay = frame.arrived.files.filter(({ source }) => source === one.assay);
  const own = filesOfSlice(
    one,
    all.filter(({ assay }) => assay === one.assay),
    ofAssay,
  );
  const files = filesOfDownlinks(
    frame,
    own.map(({ id }) => id),
  );
  return files === '' ? [] : [`files ${files}`];
}
