/** The score card as people read it. */
import { quantile, row } from './drift-table.ts';
import { poissonBound } from './poisson-bound.ts';
import type { FaultScore, QuietScore } from './score-card.ts';

/** In the order of the registry; SILENCE follows the clock and stands in no list. */
const KINDS = [
  ...[
    'LIMIT',
    'RATE',
    'STUCK',
    'DEAD',
    'GAP',
    'SPIKE',
    'STEP',
    'VARIANCE',
    'OFFSET',
    'CLOCK',
    'SHIFT',
    'DRIFT',
  ],
];

const hours = (value: number) => (Number.isFinite(value) ? value.toFixed(1) : 'never');

/** Counts of what is found in vain, and in brackets the one-sided 95 % bound of them per unit and mission. */
export function quietTable(scores: readonly QuietScore[]): string {
  const counted = (count: number, unitMissions: number) =>
    `${count} (${(poissonBound(count) / unitMissions).toFixed(3)})`;
  return [
    row('world, days, loop, sensor', 'unit-missions', ...KINDS, 'messages'),
    row('---', ...Array.from({ length: KINDS.length + 2 }, () => '---')),
    ...scores.map(({ world, days, loop, resolution, unitMissions, byKind, told }) =>
      row(
        `${world}, ${days}, ${loop}, ${resolution} °C`,
        `${unitMissions}`,
        ...KINDS.map((kind) => counted(byKind.get(kind) ?? 0, unitMissions)),
        counted(told, unitMissions),
      ),
    ),
  ].join('\n');
}

export function faultTable(scores: readonly FaultScore[]): string {
  const head = ['fault', 'found', 'first as', 'median h', 'worst h', 'optimum or rule', 'limits', 'medians'];
  return [
    row(...head, 'blame', 'beside'),
    row(...Array.from({ length: head.length + 2 }, () => '---')),
    ...scores.map(faultRow),
  ].join('\n');
}

function faultRow({ scored, outcomes, optimum }: FaultScore): string {
  const found = outcomes.filter(({ delay }) => Number.isFinite(delay));
  const delays = outcomes.map(({ delay }) => delay);
  const kinds = [...new Set(found.flatMap(({ kind }) => kind ?? []))].sort().join(', ');
  const rivals = outcomes.flatMap(({ rivals }) => rivals ?? []);
  const middle = (values: readonly number[]) => (values.length === 0 ? '' : hours(quantile(values, 0.5)));
  const blamed = outcomes.filter(({ isBlamed }) => isBlamed !== null);
  const share =
    blamed.length === 0 ? '' : `${blamed.filter(({ isBlamed }) => isBlamed).length}/${blamed.length}`;
  return row(
    scored.it,
    `${found.length}/${outcomes.length}`,
    found.length === 0 ? (scored.unseen ?? 'MISSED') : kinds,
    ...[middle(delays), found.length === 0 ? 'never' : hours(Math.max(...delays))],
    optimum === null ? '' : hours(optimum),
    middle(rivals.map(({ limits }) => limits)),
    middle(rivals.map(({ medians }) => medians)),
    share,
    `${outcomes.reduce((sum, { beside }) => sum + beside, 0)}`,
  );
}
