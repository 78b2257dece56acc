/** A row per pair, channel and phase, each with what qualifies it. */
import type { DeltaOnWire, SummaryOnWire } from '../../../shared/contract/deltas.ts';
import { decimalsFor, figureText, significantText } from '../../../shared/domain/words/figure.ts';
import { spokenUnit } from '../../../shared/domain/words/spoken-unit.ts';
import { type Cell, type HeadCell, type Row, table } from './table.ts';

const HEAD: readonly HeadCell[] = [
  { title: 'pair, channel', width: 12 },
  { title: 'phase', width: 9 },
  { title: 'flight − ground', isNumber: true, width: 11 },
  { title: '95 % interval', isNumber: true, width: 13 },
  { title: 'pairs', isNumber: true, width: 7 },
  { title: 'within margin', width: 9 },
  { title: 'environment', width: 15 },
  { title: 'alignment', width: 11 },
  { title: 'left out', width: 13 },
];

export function summaryTable(deltas: readonly DeltaOnWire[]): string {
  if (deltas.length === 0) return '<p>No pair and channel has a delta.</p>';
  const rows = deltas.flatMap((delta) => [
    rowOf(delta, 'all armed', delta, true),
    ...delta.phases.map((phase) =>
      rowOf(delta, phase.armed ? phase.phase : `${phase.phase} (not armed)`, phase),
    ),
  ]);
  return table('Means over good, measured samples of armed phases', HEAD, rows);
}

type Part = Pick<DeltaOnWire, 'summary' | 'excluded' | 'environment'> & {
  readonly reason?: string | undefined;
};

function rowOf(delta: DeltaOnWire, phase: string, part: Part, isWhole = false): Row {
  const { pair, channel, ucum, alignment } = delta;
  const { summary, environment, excluded, reason } = part;
  const unit = spokenUnit(ucum);
  const decimals = decimalsFor(spreadOf(summary));
  const show = (value: number) => figureText(value, decimals);
  const { delta: mean, ci95, equivalence } = summary;
  return {
    isWhole,
    cells: [
      { text: `${pair} ${channel}` },
      { text: phase, why: reason === undefined ? [] : [reason] },
      mean === null
        ? { text: 'none', why: given(reason === undefined ? summary.deltaReason : undefined) }
        : { text: `${signed(show(mean))}${unit}` },
      ci95 === null
        ? { text: 'refused', why: given(mean === null ? undefined : summary.ci95Reason) }
        : { text: `${show(ci95[0])} to ${show(ci95[1])}${unit}` },
      {
        text: String(summary.pairedSamples),
        why: [
          `effective ${summary.interval.decorrelationTimes === undefined ? '' : '≥ '}${significantText(summary.effectiveSampleSize, 3)}`,
        ],
      },
      marginCell(equivalence, unit),
      environmentCell(environment),
      { text: alignment.verdict },
      { text: excludedText(excluded) },
    ],
  };
}

const given = (reason: string | undefined): string[] => (reason === undefined ? [] : [reason]);

function marginCell(equivalence: SummaryOnWire['equivalence'], unit: string): Cell {
  if (equivalence === undefined) return { text: 'no margin' };
  const { equivalent, margin, reason } = equivalence;
  const text = equivalent === null ? 'not known' : equivalent ? 'yes' : 'no';
  return { text: `${text} (±${figureText(margin)}${unit})`, why: given(reason) };
}

function environmentCell({ verdict, judged, notJudged, reasons }: DeltaOnWire['environment']): Cell {
  const names = judged.map(({ channel, coverage }) => `${channel} (${significantText(100 * coverage, 3)} %)`);
  return {
    text: verdict,
    why: [
      names.length === 0 ? 'judged: no channel' : `judged: ${names.join(', ')}`,
      ...(notJudged.length === 0
        ? []
        : [`not judged: ${notJudged.map(({ channel }) => channel).join(', ')}`]),
      ...(verdict === 'CLEAN' ? [] : [...new Set(reasons.map(({ code }) => code))]),
    ],
  };
}

/** Of both sides alike; what one alone leaves out says so. */
function excludedText({ flight, ground }: DeltaOnWire['excluded']): string {
  const side = (name: string, counts: Readonly<Record<string, number>>) => {
    const parts = Object.entries(counts).map(([reason, count]) => `${count} ${reason}`);
    return parts.length === 0 ? [] : [`${name}: ${parts.join(', ')}`];
  };
  return [...side('flight', flight), ...side('ground', ground)].join('; ') || 'nothing';
}

function spreadOf({ ci95, sd, pairedSamples }: SummaryOnWire): number | null {
  if (ci95 !== null) return (ci95[1] - ci95[0]) / 2;
  return sd === null || pairedSamples === 0 ? sd : sd / Math.sqrt(pairedSamples);
}

function signed(text: string): string {
  return /^-|^0(\.0+)?$/.test(text) ? text : `+${text}`;
}
