/** The calibration runs as Markdown, and whether the default engine keeps its false discovery rate. */

import { row } from './drift-table.ts';
import { type CalibrationRun, LEVEL } from './gene-calibration.ts';

/** False discovery proportion of one run; 0 where nothing was found. */
const falseShare = ({ falsely, found }: CalibrationRun): number => (found === 0 ? 0 : falsely / found);
const trueShare = ({ falsely, found, different }: CalibrationRun): number => (found - falsely) / different;

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Standard error of the mean; needs two values. */
function errorOf(values: readonly number[]): number {
  const mean = meanOf(values);
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1) / values.length);
}

const cellsOf = (runs: readonly CalibrationRun[]) => [
  ...Map.groupBy(runs, ({ unitsAnArm, engine }) => `${unitsAnArm} ${engine}`).values(),
];

/** One row per number of units and engine: means over the runs, standard error in brackets. */
export function calibrationTable(runs: readonly CalibrationRun[]): string {
  return [
    row(
      'units per arm',
      'engine',
      'runs',
      'genes found',
      'false discovery proportion',
      'true positives found',
    ),
    row('---', '---', '---', '---', '---', '---'),
    ...cellsOf(runs).map((some) => {
      const shares = some.map(falseShare);
      const error = some.length > 1 ? ` (${errorOf(shares).toFixed(3)})` : '';
      return row(
        ...[`${some[0]!.unitsAnArm}`, engineText(some), `${some.length}`],
        ...[meanOf(some.map(({ found }) => found)).toFixed(1), `${meanOf(shares).toFixed(3)}${error}`],
        meanOf(some.map(trueShare)).toFixed(2),
      );
    }),
  ].join('\n');
}

function engineText(runs: readonly CalibrationRun[]): string {
  const { engine } = runs[0]!;
  if (engine !== 'default') return engine;
  const by = [...Map.groupBy(runs, (run) => run.by)].sort(([, one], [, other]) => other.length - one.length);
  return `the default (${by.map(([name, some]) => `${name} in ${some.length}`).join(', ')})`;
}

/** Where the default engine exceeds its false discovery rate by more than two standard errors, as text. */
export function brokenIn(runs: readonly CalibrationRun[]): string[] {
  return cellsOf(runs.filter(({ engine }) => engine === 'default')).flatMap((some) => {
    const share = meanOf(some.map(falseShare));
    if (share <= LEVEL + 2 * allowedError(some)) return [];
    const what = `${share.toFixed(3)} false discoveries`;
    return [`${some[0]!.unitsAnArm} units per arm, ${engineText(some)}: ${what}`];
  });
}

/** A single run has no spread between runs; its genes are taken as independent. */
function allowedError(runs: readonly CalibrationRun[]): number {
  if (runs.length > 1) return errorOf(runs.map(falseShare));
  return Math.sqrt((LEVEL * (1 - LEVEL)) / Math.max(1, runs[0]!.found));
}
