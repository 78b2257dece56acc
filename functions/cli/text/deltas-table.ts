/** Deltas in rows: one per pair and channel, and one for each of its phases. */
import type { DeltaOnWire } from '../../../shared/contract/deltas.ts';
import { channelEnvironment, phasesExcepted } from '../../../shared/domain/twins/environment-words.ts';
import { FLIGHT_AND_GROUND, type Twins } from '../../../shared/domain/twins/pair-sides.ts';
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
  twinsOf: (pair: string) => Twins = () => FLIGHT_AND_GROUND,
): string {
  const difference = sharedDifference(deltas, twinsOf);
  const hasPhases = deltas.some(({ phases }) => phases.length > 0);
  const columns: readonly Column[] = [
    ...WHERE,
    ...(hasPhases ? [{ title: 'phase', isHead: true }] : []),
    { title: difference ?? 'difference', align: 'right' },
    ...FIGURES,
  ];
  const whole = which === 'summary' ? 'all armed' : 'all';
  const rows = deltas.flatMap((delta) => {
    const { pair, channel, ucum, phases, environment, alignment } = delta;
    const row = (phase: string, cells: SummaryCells, environmentCell: string) => [
      ...[pairText(pair, difference, twinsOf), channel, ...(hasPhases ? [phase] : [])],
      ...[cells.delta, cells.interval, cells.sd, cells.pairs, cells.effective, cells.margin],
      ...[environmentCell, alignment.verdict],
    ];
    return [
      row(whole, summaryCells(delta[which], ucum), environmentText(channel, environment)),
      ...phases.map((phase) => {
        const counts = which === 'summaryAll' || phase.armed;
        const cells = counts ? summaryCells(phase[which], ucum) : NOT_ARMED_CELLS;
        return row(phase.phase, cells, phaseEnvironment(channel, phase, counts));
      }),
    ];
  });
  return tableText(columns, rows, page);
}

/** Of what the differences of all are; null where they are of several. */
export function sharedDifference(
  deltas: readonly Pick<DeltaOnWire, 'pair'>[],
  twinsOf: (pair: string) => Twins,
): string | null {
  const [first = FLIGHT_AND_GROUND.difference, ...others] = new Set(
    deltas.map(({ pair }) => twinsOf(pair).difference),
  );
  return others.length === 0 ? first : null;
}

/** With what is subtracted from what, where the head of the table cannot say it. */
export const pairText = (pair: string, shared: string | null, twinsOf: (pair: string) => Twins): string =>
  shared === null ? `${pair}: ${twinsOf(pair).difference}` : pair;

/** Of the channel alone; that of its pair stands below. */
export function environmentText(channel: string, environment: DeltaOnWire['environment']): string {
  const { text } = channelEnvironment(channel, environment);
  const excepted = text.startsWith('CLEAN') ? phasesExcepted(environment.reasons) : [];
  return `${text}${excepted.length === 0 ? '' : `, but not in ${excepted.join(', ')}`}`;
}

/** Beside a row that counts nothing, no CLEAN stands; what is wrong does. */
function phaseEnvironment(
  channel: string,
  { environment }: DeltaOnWire['phases'][number],
  counts: boolean,
): string {
  const text = environmentText(channel, environment);
  return counts || !text.startsWith('CLEAN') ? text : '–';
}
