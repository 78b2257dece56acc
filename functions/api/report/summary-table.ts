/** A row per pair, channel and phase, each with what qualifies it. */
import type { DeltaOnWire } from '../../../shared/contract/deltas.ts';
import {
  coverageText,
  decidingReasons,
  environmentWords,
  phasesExcepted,
} from '../../../shared/domain/twins/environment-words.ts';
import { excludedText } from '../../../shared/domain/twins/excluded-words.ts';
import { NOT_ARMED_CELLS, summaryCells, summaryReasons } from '../../../shared/domain/twins/summary-words.ts';
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
      phase.armed ? rowOf(delta, phase.phase, phase) : unarmedRow(delta, `${phase.phase} (not armed)`, phase),
    ),
  ]);
  return table('Means over good, measured samples of armed phases', HEAD, rows);
}

type Part = Pick<DeltaOnWire, 'summary' | 'excluded' | 'environment'> & {
  readonly reason?: string | undefined;
};

function rowOf(delta: DeltaOnWire, phase: string, part: Part, isWhole = false): Row {
  const { summary, environment, reason } = part;
  const [ofDelta] = summary.delta === null && reason === undefined ? summaryReasons(summary) : [];
  const others = summary.delta === null ? [] : summaryReasons(summary);
  const cells = summaryCells(summary, delta.ucum);
  return {
    isWhole,
    cells: [
      ...whereCells(delta, phase, reason),
      { text: cells.delta, why: given(ofDelta) },
      { text: cells.interval, why: summary.ci95 === null ? others : [] },
      { text: cells.pairs, why: [`effective ${cells.effective}`] },
      { text: cells.margin, why: summary.ci95 === null ? [] : others },
      environmentCell(environment),
      ...qualifyingCells(delta, part),
    ],
  };
}

/** Nothing of it counts: it has no numbers, and beside none stands a CLEAN. */
function unarmedRow(delta: DeltaOnWire, phase: string, part: Part): Row {
  const { environment, reason } = part;
  const cells = NOT_ARMED_CELLS;
  return {
    isWhole: false,
    cells: [
      ...whereCells(delta, phase, reason),
      ...[cells.delta, cells.interval, cells.pairs, cells.margin].map((text) => ({ text })),
      environment.verdict === 'CLEAN' ? { text: '–' } : environmentCell(environment),
      ...qualifyingCells(delta, part),
    ],
  };
}

function whereCells({ pair, channel }: DeltaOnWire, phase: string, reason: string | undefined): Cell[] {
  return [{ text: `${pair} ${channel}` }, { text: phase, why: given(reason) }];
}

function qualifyingCells({ alignment, toleranceSeconds }: DeltaOnWire, part: Part): Cell[] {
  return [{ text: alignment.verdict }, { text: leftOutText(part, toleranceSeconds) }];
}

const given = (reason: string | undefined): string[] => (reason === undefined ? [] : [reason]);

function environmentCell({ verdict, judged, notJudged, reasons }: DeltaOnWire['environment']): Cell {
  const excepted = phasesExcepted(reasons);
  const names = judged.map(({ channel, coverage }) => `${channel} (${coverageText(coverage)})`);
  return {
    text: verdict,
    why: [
      names.length === 0 ? 'judged: no channel' : `judged: ${names.join(', ')}`,
      ...(notJudged.length === 0
        ? []
        : [`not judged: ${notJudged.map(({ channel }) => channel).join(', ')}`]),
      ...(excepted.length === 0 ? [] : [`by itself not CLEAN: ${excepted.join(', ')}`]),
      ...(verdict === 'CLEAN' ? [] : whyNotClean(reasons)),
    ],
  };
}

function whyNotClean(reasons: DeltaOnWire['environment']['reasons']): string[] {
  return [...new Set(decidingReasons(reasons).map(({ code }) => environmentWords(code)))];
}

/** Of both sides alike; what one alone leaves out says so. */
function leftOutText({ excluded: { flight, ground } }: Part, toleranceSeconds: number | undefined): string {
  const side = (name: string, counts: Readonly<Record<string, number>>) => {
    const text = excludedText(counts, toleranceSeconds);
    return text === '' ? [] : [`${name}: ${text}`];
  };
  return [...side('flight', flight), ...side('ground', ground)].join('; ') || 'nothing';
}
