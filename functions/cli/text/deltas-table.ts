/** Deltas in rows: one per pair and channel, and one for each of its phases. */
import type { DeltaOnWire } from '../../../shared/contract/deltas.ts';
import { environmentCellText } from '../../../shared/domain/twins/environment-words.ts';
import {
  NOT_ARMED_CELLS,
  type SummaryCells,
  summaryCells,
} from '../../../shared/domain/twins/summary-words.ts';
import type { Column } from './column.ts';
import type { Page } from './page.ts';
import { tableText } from './table.ts';

const WHERE: readonly Column[] = [{ title: 'pair' }, { title: 'channel', isHead: true }];
const FIGURES: readonly Column[] = [
  { title: 'flight − ground', align: 'right' },
  { title: '95 % interval of the mean', align: 'right' },
  { title: 'sd', align: 'right' },
  { title: 'pairs', align: 'right' },
  { title: 'effective n', align: 'right' },
  { title: 'within margin' },
  { title: 'environment' },
  { title: 'alignment' },
];

export function deltasTable(
  deltas: readonly DeltaOnWire[],
  which: 'summary' | 'summaryAll',
  page: Page,
): string {
  const hasPhases = deltas.some(({ phases }) => phases.length > 0);
  const columns = [...WHERE, ...(hasPhases ? [{ title: 'phase', isHead: true }] : []), ...FIGURES];
  const whole = which === 'summary' ? 'all armed' : 'all';
  const rows = deltas.flatMap((delta) => {
    const { pair, channel, ucum, phases, environment, alignment } = delta;
    const row = (phase: string, cells: SummaryCells, environmentCell: string) => [
      ...[pair, channel, ...(hasPhases ? [phase] : [])],
      ...[cells.delta, cells.interval, cells.sd, cells.pairs, cells.effective, cells.margin],
      ...[environmentCell, alignment.verdict],
    ];
    return [
      row(whole, summaryCells(delta[which], ucum), environmentCellText(environment)),
      ...phases.map((phase) => {
        const counts = which === 'summaryAll' || phase.armed;
        const cells = counts ? summaryCells(phase[which], ucum) : NOT_ARMED_CELLS;
        return row(phase.phase, cells, phaseEnvironment(phase, counts));
      }),
    ];
  });
  return tableText(columns, rows, page);
}

/** Beside a row that counts nothing, no CLEAN stands; what is wrong does. */
function phaseEnvironment({ environment }: DeltaOnWire['phases'][number], counts: boolean): string {
  return counts || environment.verdict !== 'CLEAN' ? environmentCellText(environment) : '–';
}
