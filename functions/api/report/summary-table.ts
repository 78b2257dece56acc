/** A row per pair, channel and phase, each with what qualifies it. */
import type { DeltaOnWire } from '../../../shared/contract/deltas.ts';
import { environmentWords } from '../../../shared/domain/twins/environment-words.ts';
import { excludedText } from '../../../shared/domain/twins/excluded-words.ts';
import { summaryCells, summaryReasons } from '../../../shared/domain/twins/summary-words.ts';
import { significantText } from '../../../shared/domain/words/figure.ts';
import { type Cell, type HeadCell, type Row, table } from './table.ts';

const HEAD: readonly HeadCell[] = [
  { title: 'pair, channel', width: 12 },
  { title: 'phase', width: 8 },
  { title: 'flight − ground', isNumber: true, width: 10 },
  { title: '95 % interval', isNumber: true, width: 13 },
  { title: 'pairs', isNumber: true, width: 7 },
  { title: 'within margin', width: 14 },
  { title: 'environment', width: 15 },
  { title: 'alignment', width: 9 },
  { title: 'left out', width: 12 },
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
  const { summary, environment, reason } = part;
  const cells = summaryCells(summary, ucum);
  const [ofDelta] = summary.delta === null && reason === undefined ? summaryReasons(summary) : [];
  const others = summary.delta === null ? [] : summaryReasons(summary);
  return {
    isWhole,
    cells: [
      { text: `${pair} ${channel}` },
      { text: phase, why: given(reason) },
      { text: cells.delta, why: given(ofDelta) },
      { text: cells.interval, why: summary.ci95 === null ? others : [] },
      { text: cells.pairs, why: [`effective ${cells.effective}`] },
      { text: cells.margin, why: summary.ci95 === null ? [] : others },
      environmentCell(environment),
      { text: alignment.verdict },
      { text: leftOutText(part, delta.toleranceSeconds) },
    ],
  };
}

const given = (reason: string | undefined): string[] => (reason === undefined ? [] : [reason]);

function environmentCell({ verdict, judged, notJudged, reasons }: DeltaOnWire['environment']): Cell {
  const names = judged.map(({ channel, coverage }) => `${channel} (${significantText(100 * coverage, 3)} %)`);
  return {
    text: verdict,
    why: [
      names.length === 0 ? 'judged: no channel' : `judged: ${names.join(', ')}`,
      ...(notJudged.length === 0
        ? []
        : [`not judged: ${notJudged.map(({ channel }) => channel).join(', ')}`]),
      ...(verdict === 'CLEAN' ? [] : [...new Set(reasons.map(({ code }) => environmentWords(code)))]),
    ],
  };
}

/** Of both sides alike; what one alone leaves out says so. */
function leftOutText({ excluded: { flight, ground } }: Part, toleranceSeconds: number | undefined): string {
  const side = (name: string, counts: Readonly<Record<string, number>>) => {
    const text = excludedText(counts, toleranceSeconds);
    return text === '' ? [] : [`${name}: ${text}`];
  };
  return [...side('flight', flight), ...side('ground', ground)].join('; ') || 'nothing';
}
