/** The drift campaign's scores as people read them, and which promises they break. */

import type { CellScore, FaultScore, JudgeScore, RivalScore } from './drift-campaign.ts';
import { type DriftFault, faultText } from './drift-faults.ts';
import type { Judge } from './drift-judges.ts';
import { poissonBound } from './poisson-bound.ts';

export const BLOCKS_PER_HOUR = 6;
/** Of what passes the margin sooner nobody can be told two contacts before. */
const LEAST_HOURS = 24;

export function judgeText({ reference, known, canPage }: Judge): string {
  const what = {
    all: 'noise and calibration known',
    noise: 'noise from a rehearsal',
    nothing: 'nothing known',
  };
  return `${reference}, ${what[known]}${canPage ? '' : ', WATCH only'}`;
}

export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN;
}

const share = <T>(of: readonly T[], holds: (one: T) => boolean) =>
  of.length === 0 ? Number.NaN : of.filter(holds).length / of.length;

/** Numbers of one fault under one judge; delays in hours. */
export function figuresOf({ outcomes, best }: FaultScore) {
  const judged = outcomes.filter(({ wasOpen }) => !wasOpen);
  const delays = judged.map(({ delay }) => delay / BLOCKS_PER_HOUR);
  const found = delays.filter(Number.isFinite);
  const mean = found.reduce((sum, delay) => sum + delay, 0) / found.length;
  const crossing = judged.filter(({ hoursToCross }) => hoursToCross !== null && hoursToCross >= LEAST_HOURS);
  return {
    units: judged.length,
    missed: delays.length - found.length,
    median: quantile(delays, 0.5),
    p90: quantile(delays, 0.9),
    pageMedian: quantile(
      judged.map(({ pageDelay }) => pageDelay / BLOCKS_PER_HOUR),
      0.5,
    ),
    paged: share(judged, ({ pageDelay }) => Number.isFinite(pageDelay)),
    mean,
    ratio: best === null ? Number.NaN : mean / (best / BLOCKS_PER_HOUR),
    crossing: crossing.length,
    toldBefore: share(crossing, ({ toldBefore }) => toldBefore),
    pagedBefore: share(crossing, ({ pagedBefore }) => pagedBefore),
    blamed: share(
      judged.filter(({ isBlamed }) => isBlamed !== null),
      ({ isBlamed }) => isBlamed === true,
    ),
    unclear: share(
      judged.filter(({ wasUnclear }) => wasUnclear !== null),
      ({ wasUnclear }) => wasUnclear === true,
    ),
    siblingsTold: judged.reduce((sum, one) => sum + one.siblingsTold, 0),
    siblingsPaged: judged.reduce((sum, one) => sum + one.siblingsPaged, 0),
  };
}

export function cellTable(cell: CellScore): string {
  const { world, days, judges, rivals } = cell;
  return [`## ${world}, ${days} days`, ...judges.map(judgeTable), rivalTable(rivals)].join('\n\n');
}

function judgeTable({ judge, quiet, faults }: JudgeScore): string {
  const { unitMissions, alarms, pages, mostBytes } = quiet;
  const bound = (count: number) => (poissonBound(count) / unitMissions).toFixed(3);
  const rows = faults.map((score) => {
    const f = figuresOf(score);
    const hours = (value: number) => (Number.isFinite(value) ? value.toFixed(1) : 'never');
    const part = (value: number) => (Number.isNaN(value) ? '' : value.toFixed(2));
    return row(
      ...[faultText(score.fault), `${f.units}`, hours(f.median), hours(f.p90), hours(f.mean), `${f.missed}`],
      ...[part(f.ratio), hours(f.pageMedian), part(f.paged), `${f.crossing}`, part(f.toldBefore)],
      ...[part(f.pagedBefore), part(f.blamed), part(f.unclear), `${f.siblingsTold} (${f.siblingsPaged})`],
    );
  });
  const quietly = `${judgeText(judge)}: of ${unitMissions} unit-missions without fault ${alarms} alarms (bound ${bound(alarms)}) and ${pages} pages (bound ${bound(pages)})`;
  if (faults.length === 0) return quietly;
  return [
    `${quietly}; blame right in ${blamedIn(faults).toFixed(3)}; state ${mostBytes} B`,
    '',
    row(
      ...['fault', 'units', 'median h', '90 % h', 'mean h', 'missed', '/ optimum', 'paged h', 'paged'],
      ...['cross', 'told before', 'paged before', 'blame', 'at first unclear', 'siblings blamed (paged)'],
    ),
    row(...Array.from({ length: 15 }, () => '---')),
    ...rows,
  ].join('\n');
}

function rivalTable(rivals: readonly RivalScore[]): string {
  const cells = (delays: readonly number[]) => {
    const missed = delays.filter((delay) => delay === Number.POSITIVE_INFINITY).length;
    const middle = quantile(delays, 0.5) / BLOCKS_PER_HOUR;
    return `${Number.isFinite(middle) ? middle.toFixed(1) : 'never'} (${missed})`;
  };
  return [
    'Others: median hours (missed)',
    '',
    row('fault', 'set-point ± margin', 'two rolling medians of the siblings’ residual'),
    row('---', '---', '---'),
    ...rivals.map(({ fault, limits, medians }) => row(faultText(fault), cells(limits), cells(medians))),
  ].join('\n');
}

export const row = (...cells: readonly string[]) => `| ${cells.join(' | ')} |`;

/** Hours that a fault may take in the median: °C a day from that day of so many, by what is known. */
const PROMISED: readonly {
  readonly days: number;
  readonly fault: Partial<DriftFault>;
  readonly from?: number;
  readonly known: Judge['known'];
  readonly hours: number;
}[] = [
  { days: 10, fault: { perDay: 0.05 }, from: 0.5, known: 'all', hours: 40 },
  { days: 10, fault: { perDay: 0.05 }, from: 0.5, known: 'nothing', hours: 50 },
  { days: 30, fault: { perDay: 0.05 }, known: 'all', hours: 40 },
  { days: 30, fault: { perDay: 0.1 }, known: 'all', hours: 25 },
  { days: 30, fault: { step: 0.1 }, known: 'all', hours: 9 },
];
const LEAST_TOLD = 0.95;
const LEAST_BLAMED = 0.95;
const MOST_OVER_OPTIMUM = 1.15;
const SLOWEST_HELD_TO_OPTIMUM = 0.02;
const MOST_OVER_BUDGET = 1.5;

/** What does not keep a promise; of references that page. */
export function brokenIn({ world, days, judges }: CellScore, falsePages: number): string[] {
  return judges
    .filter(({ judge }) => judge.canPage)
    .flatMap(({ judge, quiet, faults }) => {
      const where = `${world}, ${days} days, ${judgeText(judge)}`;
      const bound = poissonBound(quiet.pages) / quiet.unitMissions;
      const budget =
        bound > MOST_OVER_BUDGET * falsePages ? [`${where}: false pages up to ${bound.toFixed(3)}`] : [];
      const blamed = blamedIn(faults);
      const told = faults.reduce((sum, { outcomes }) => sum + outcomes.length, 0);
      return [
        ...budget,
        ...(isClearlyBelow(blamed, LEAST_BLAMED, told)
          ? [`${where}: blame right in ${blamed.toFixed(3)}`]
          : []),
        ...faults.flatMap((score) =>
          brokenOf(score, days, judge).map((what) => `${where}, ${faultText(score.fault)}: ${what}`),
        ),
      ];
    });
}

/** By more than two standard errors; a share of nothing is not. */
function isClearlyBelow(part: number, promised: number, count: number): boolean {
  return part + 2 * Math.sqrt((promised * (1 - promised)) / count) < promised;
}

/** Over all drifts: how often the unit at fault is the one that was told of first. */
function blamedIn(faults: readonly FaultScore[]): number {
  const told = faults
    .filter(({ fault }) => fault.perDay > 0)
    .flatMap(({ outcomes }) => outcomes.filter(({ wasOpen, isBlamed }) => !wasOpen && isBlamed !== null));
  return share(told, ({ isBlamed }) => isBlamed === true);
}

function brokenOf(score: FaultScore, days: number, { known }: Judge): string[] {
  const { fault } = score;
  const f = figuresOf(score);
  const promised = PROMISED.find(
    (one) =>
      one.days === days &&
      one.known === known &&
      (one.from === undefined || one.from === fault.onset[0]) &&
      (one.fault.perDay ?? 0) === fault.perDay &&
      (one.fault.step ?? 0) === fault.step,
  );
  return [
    ...(promised !== undefined && f.median > promised.hours ? [`median ${f.median.toFixed(1)} h`] : []),
    ...(isClearlyBelow(f.pagedBefore, LEAST_TOLD, f.crossing)
      ? [`paged a contact before in ${f.pagedBefore.toFixed(2)}`]
      : []),
    ...(fault.perDay >= SLOWEST_HELD_TO_OPTIMUM && f.ratio > MOST_OVER_OPTIMUM
      ? [`${f.ratio.toFixed(2)} of the optimum`]
      : []),
  ];
}
