import type { DeltaOnWire, SummaryOnWire } from '../../../shared/contract/deltas.ts';
import { decimalsFor, figureText } from '../../../shared/domain/words/figure.ts';
import { calibrationsLines } from './calibrations-text.ts';
import type { Column } from './column.ts';
import type { Page } from './page.ts';
import { pendingText } from './pending-text.ts';
import { tableText } from './table.ts';

const COLUMNS: readonly Column[] = [
  { title: 'pair' },
  { title: 'channel', isHead: true },
  { title: 'flight − ground', align: 'right' },
  { title: '95 % interval of the mean', align: 'right' },
  { title: 'sd', align: 'right' },
  { title: 'pairs', align: 'right' },
  { title: 'effective n', align: 'right' },
  { title: 'within margin' },
  { title: 'environment' },
  { title: 'alignment' },
];

/** One line a pair and channel; below, why a number was refused and what confounds. */
export function deltasText(
  deltas: readonly DeltaOnWire[],
  which: 'summary' | 'summaryAll',
  page: Page,
): string {
  const notes = [
    ...deltas.flatMap((delta) => notesOf(delta, delta[which])),
    ...new Set(deltas.flatMap(pairNotesOf)),
  ];
  const pending = Math.max(0, ...deltas.map((delta) => delta.pending));
  const scope =
    which === 'summary'
      ? 'good, measured samples of armed phases'
      : 'every accepted sample, good or not, in every phase';
  return [
    `flight minus ground over ${scope}\n\n`,
    tableText(
      COLUMNS,
      deltas.map((delta) => rowOf(delta, delta[which])),
      page,
    ),
    calibrationsLines(deltas.flatMap(({ calibrations = [] }) => calibrations)),
    notes.length === 0 ? '' : `\n${notes.map((note) => `  ${note}\n`).join('')}`,
    pendingText(pending),
  ].join('');
}

function rowOf(
  { pair, channel, ucum, environment, alignment }: DeltaOnWire,
  summary: SummaryOnWire,
): string[] {
  const { delta, ci95, sd, pairedSamples, effectiveSampleSize, equivalence } = summary;
  const decimals = decimalsFor(uncertaintyOf(summary));
  const show = (value: number) => figureText(value, decimals);
  return [
    pair,
    channel,
    delta === null ? 'refused' : `${signed(show(delta))} ${ucum}`,
    ci95 === null ? 'refused' : `[${show(ci95[0])}, ${show(ci95[1])}] ${ucum}`,
    sd === null ? '–' : `${show(sd)} ${ucum}`,
    String(pairedSamples),
    effectiveSampleSize.toFixed(1),
    marginText(equivalence, ucum),
    environment.verdict,
    alignment.verdict,
  ];
}

/** How well the delta is known, for its decimals only: half the interval, else the spread of a mean of all pairs. */
function uncertaintyOf({ ci95, sd, pairedSamples }: SummaryOnWire): number | null {
  if (ci95 !== null) return (ci95[1] - ci95[0]) / 2;
  return sd === null || pairedSamples === 0 ? sd : sd / Math.sqrt(pairedSamples);
}

function signed(text: string): string {
  return /^-|^0(\.0+)?$/.test(text) ? text : `+${text}`;
}

function marginText(equivalence: SummaryOnWire['equivalence'], ucum: string): string {
  if (equivalence === undefined) return 'no margin';
  const { equivalent, margin } = equivalence;
  const verdict = equivalent === null ? 'not known' : equivalent ? 'yes' : 'no';
  return `${verdict} (±${figureText(margin)} ${ucum})`;
}

/** Why a number was refused, and what has no partner. */
function notesOf({ pair, channel }: DeltaOnWire, summary: SummaryOnWire): string[] {
  const { deltaReason, ci95Reason, equivalence, unpaired } = summary;
  const where = `${pair} ${channel}`;
  const reasons = Object.entries(unpaired.reasons).map(([code, count]) => `${count} ${code}`);
  const why = reasons.length === 0 ? '' : ` (${reasons.join(', ')})`;
  return [
    ...(deltaReason === undefined ? [] : [`${where}: no delta, ${deltaReason}`]),
    ...(ci95Reason === undefined ? [] : [`${where}: no interval, ${ci95Reason}`]),
    ...(equivalence?.reason === undefined ? [] : [`${where}: margin, ${equivalence.reason}`]),
    ...(unpaired.flight + unpaired.ground === 0
      ? []
      : [`${where}: without a partner ${unpaired.flight} flight, ${unpaired.ground} ground${why}`]),
  ];
}

/** What is said of the pair as a whole; the answers of its channels repeat it. */
function pairNotesOf({ pair, environment, alignment }: DeltaOnWire): string[] {
  return [
    ...environment.reasons.map(
      ({ code, sentence }) => `${pair} ${environment.verdict}: ${sentence} (${code})`,
    ),
    ...(alignment.verdict === 'AGREED'
      ? []
      : alignment.reasons.map((reason) => `${pair} ${alignment.verdict}: ${reason}`)),
  ];
}

export function windowsText(
  { pair, channel, ucum, resolution, alignment, windows }: DeltaOnWire,
  page: Page,
): string {
  const since = alignment.reference ?? 'the first sample';
  const right = { align: 'right' } as const;
  const columns = [
    { title: `s since ${since}`, ...right },
    { title: 'n flight', ...right },
    { title: `flight [${ucum}]`, ...right },
    { title: 'n ground', ...right },
    { title: `ground [${ucum}]`, ...right },
    { title: `delta [${ucum}]`, ...right },
    { title: 'quality' },
  ];
  const rows = windows.map(({ elapsedSeconds, flight, ground, delta, quality }) => [
    ...[String(elapsedSeconds), String(flight.n), figureText(flight.mean)],
    ...[String(ground.n), figureText(ground.mean), figureText(delta), quality],
  ]);
  return `${pair} ${channel}, windows of ${resolution}\n\n${tableText(columns, rows, page)}`;
}
