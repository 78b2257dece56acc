/** The results of a grid as Markdown, and the promises they are held to. */
import { type CellResult, LENGTHS } from './coverage-grid.ts';

/** Of all runs at most this share may have an interval that misses; an interval that is given covers so often. */
const MOST_MISSED = 0.05;
const LEAST_COVERAGE = 0.93;
const WIDEST = 1.3;
/** From so many decorrelation times on an interval is as narrow as that. */
const NARROW_FROM = 60;

/** One row a series, one column a length: share given / coverage of those given / share of all runs that missed. */
export function coverageTable(results: readonly CellResult[]): string {
  const lengths = LENGTHS.filter((n) => results.some(({ cell }) => cell.n === n));
  const rows = [...Map.groupBy(results, ({ cell }) => cell.series)].map(([series, some]) => {
    const cells = lengths.map((n) => {
      const found = some.find(({ cell }) => cell.n === n);
      return found === undefined ? '' : cellText(found);
    });
    return `| ${[series, ...cells].join(' | ')} |`;
  });
  return [
    `| ${['series', ...lengths.map((n) => `n = ${n}`)].join(' | ')} |`,
    `| ${['---', ...lengths.map(() => '---')].join(' | ')} |`,
    ...rows,
  ].join('\n');
}

function cellText({ runs, given, missed, cell, width }: CellResult): string {
  const share = (count: number, of: number) =>
    (count / of).toFixed(count === of ? 0 : 2).replace(/^0\./, '.');
  const covered = given === 0 ? '–' : share(given - missed, given);
  const missing = missed === 0 ? '0' : (missed / runs).toFixed(3).replace(/^0\./, '.');
  const narrow = isNarrow(cell) && width !== null ? `, ×${width.toFixed(2)}` : '';
  return `${given === 0 ? '0' : share(given, runs)} / ${covered} / ${missing}${narrow}`;
}

const isNarrow = ({ known }: CellResult['cell']): boolean => known !== null && known.times >= NARROW_FROM;

/** What of the promises a cell breaks, as text; empty where it keeps them. Two standard errors are let pass. */
export function brokenIn({ cell, runs, given, missed, width }: CellResult): string[] {
  const where = `${cell.series}, n ${cell.n}`;
  const covered = given === 0 ? 1 : 1 - missed / given;
  return [
    ...(missed / runs > MOST_MISSED + 2 * deviation(MOST_MISSED, runs)
      ? [`${where}: ${missed} of ${runs} runs missed`]
      : []),
    ...(given >= runs / 2 && covered < LEAST_COVERAGE - 2 * deviation(LEAST_COVERAGE, given)
      ? [`${where}: ${given} of ${runs} given, ${(100 * covered).toFixed(1)} % of them cover`]
      : []),
    ...(isNarrow(cell) && width !== null && width > WIDEST
      ? [`${where}: ${width.toFixed(2)} times as wide`]
      : []),
    ...(isPromised(cell) && given < 0.9 * runs ? [`${where}: given in ${given} of ${runs} runs`] : []),
  ];
}

const PROMISED: readonly (readonly [phi: number, from: number])[] = [
  [0.9, 288],
  [0.97, 720],
  [0.99, 4320],
];
const isPromised = ({ series, n }: CellResult['cell']): boolean =>
  PROMISED.some(([phi, from]) => series === `AR(1), φ ${phi}` && n >= from);

const deviation = (p: number, runs: number): number => Math.sqrt((p * (1 - p)) / runs);
