/** What pits say of a unit: sums over all its slices that count, since slices and pits are no replicates. */
import type { UnitTotal } from '../comparison/arms-asked.ts';
import { PIT_ENDPOINTS, type PitEndpoint } from '../experiment/pit-schema.ts';
import { listText } from '../words/list.ts';
import type { ToldSlice } from './confirmed-slices.ts';
import { areStrippedApart, osteoclastsOf, STRIPPED_APART } from './per-osteoclast.ts';
import { axesText } from './without-axes.ts';

export const PIT_UNITS: Readonly<Record<PitEndpoint, string>> = {
  'eroded-surface': '%',
  'pits-and-trenches': '/mm2',
  pits: '/mm2',
  trenches: '/mm2',
  'pit-area': 'um2',
  'pit-depth': 'um',
  'resorbed-volume': 'um3/mm2',
  'pits-per-osteoclast': '/{osteoclast}',
  'eroded-area-per-osteoclast': 'um2/{osteoclast}',
};

/** Of a unit; of a mean over objects there is no total. */
export type UnitShown = { readonly value: number; readonly total?: UnitTotal } | { readonly reason: string };

/** What is so among the slices of all units that are compared. */
export interface AmongUnits {
  readonly none: string;
  readonly areMixed: boolean;
  readonly strippedApart: boolean;
}

/** @param none why a unit has no slice */
export const amongUnits = (slices: readonly ToldSlice[], none: string): AmongUnits => ({
  none,
  areMixed: isMixed(slices),
  strippedApart: areStrippedApart(slices),
});

const MM2 = 1e-6;
const PERCENT = 100;

/** Those that any slice says something of; how many there are and how much is gone is always asked. */
export function endpointsIn(slices: readonly ToldSlice[]): PitEndpoint[] {
  const says: Readonly<Record<PitEndpoint, (slice: ToldSlice) => boolean>> = {
    'eroded-surface': () => true,
    'pits-and-trenches': ({ trenches }) => trenches !== null,
    pits: () => true,
    trenches: ({ trenches }) => trenches !== null,
    'pit-area': ({ area }) => area !== null && area.n > 0,
    'pit-depth': ({ depth }) => depth !== null,
    'resorbed-volume': ({ volume }) => volume !== null,
    'pits-per-osteoclast': ({ osteoclasts }) => osteoclasts !== undefined,
    'eroded-area-per-osteoclast': ({ osteoclasts, area }) => osteoclasts !== undefined && area !== null,
  };
  return PIT_ENDPOINTS.filter((endpoint) => slices.some(says[endpoint]));
}

/** Of an endpoint of pits that no slice says anything of: why, since there is such an endpoint. */
export const whyUnasked = (endpoint: PitEndpoint): string => WHY_UNASKED[endpoint];

const TOGETHER = 'no slice tells trenches from pits, so that pits counts both: ask for pits';
const PER_CELL = 'no table of pits tells osteoclasts';
const WHY_UNASKED: Readonly<Record<PitEndpoint, string>> = {
  'eroded-surface': 'no slice has come',
  'pits-and-trenches': TOGETHER,
  pits: 'no slice has come',
  trenches: TOGETHER,
  'pit-area': 'no slice has objects with an area',
  'pit-depth': 'no slice has objects with a depth',
  'resorbed-volume': 'no slice has objects with a volume',
  'pits-per-osteoclast': PER_CELL,
  'eroded-area-per-osteoclast': PER_CELL,
};

/** Whether trenches are told from pits on some slices with objects, and not on others: what a pit is differs then. */
function isMixed(slices: readonly ToldSlice[]): boolean {
  const told = slices.filter((one) => one.refused === undefined && objectsOn(one) > 0);
  return new Set(told.map(({ trenches }) => trenches === null)).size > 1;
}

/**
 * @param slices all those of one unit
 * @param areMixed of all units that are compared
 * @param strippedApart of all units that are compared, too
 */
export function unitShown(
  endpoint: PitEndpoint,
  slices: readonly ToldSlice[],
  { none, areMixed, strippedApart }: AmongUnits,
): UnitShown {
  const refused = slices.flatMap(({ refused: why }) => (why === undefined ? [] : [why.message]));
  const counted = slices.filter((slice) => slice.refused === undefined);
  if (counted.length === 0)
    return { reason: refused.length === 0 ? none : listText([...new Set(refused)], '; ', 3) };
  const looked = sum(counted.map(({ lookedMm2 }) => lookedMm2 ?? 0));
  const over = (count: number, isCounted: boolean, factor = 1): UnitShown => ({
    value: (factor * count) / looked,
    total: { count, exposure: looked, isCounted },
  });
  switch (endpoint) {
    case 'pits-and-trenches':
      return over(sum(counted.map(objectsOn)), true);
    case 'pits':
      if (areMixed) return { reason: MIXED };
      return over(sum(counted.map(({ pits }) => pits)), true);
    case 'trenches':
      return counted.some(({ trenches, pits }) => trenches === null && pits > 0)
        ? {
            reason: whyNoTrenches(counted.filter(({ trenches }) => trenches === null)),
          }
        : over(sum(counted.map(({ trenches }) => trenches ?? 0)), true);
    case 'eroded-surface': {
      const untold = counted.filter(({ area }) => area === null);
      if (untold.length > 0) return { reason: whyUntold('area', untold) };
      return over(MM2 * sum(counted.map(({ area }) => area?.sum ?? 0)), false, PERCENT);
    }
    case 'resorbed-volume': {
      const untold = counted.filter((one) => (one.volume?.n ?? 0) < objectsOn(one));
      if (untold.length > 0) return { reason: whyUntold('volume', untold) };
      return over(sum(counted.map(({ volume }) => volume?.sum ?? 0)), false);
    }
    case 'pits-per-osteoclast':
    case 'eroded-area-per-osteoclast':
      return strippedApart ? { reason: STRIPPED_APART } : perOsteoclast(endpoint, counted, areMixed);
    case 'pit-area':
      return meanOf('area', counted);
    case 'pit-depth':
      return meanOf('depth', counted);
  }
}

/** Over the slices on which osteoclasts were counted as well. */
function perOsteoclast(
  endpoint: 'pits-per-osteoclast' | 'eroded-area-per-osteoclast',
  counted: readonly ToldSlice[],
  areMixed: boolean,
): UnitShown {
  const told = osteoclastsOf(counted);
  if ('reason' in told) return told;
  const { slices, count: exposure } = told;
  const over = (count: number, isCounted: boolean): UnitShown => ({
    value: count / exposure,
    total: { count, exposure, isCounted },
  });
  if (endpoint === 'pits-per-osteoclast')
    return areMixed ? { reason: MIXED } : over(sum(slices.map(({ pits }) => pits)), true);
  const untold = slices.filter(({ area }) => area === null);
  if (untold.length > 0) return { reason: whyUntold('area', untold) };
  return over(sum(slices.map(({ area }) => area?.sum ?? 0)), false);
}

const MIXED =
  'trenches are told from pits on some slices and not on others, so that a pit is not the same everywhere: compare pits-and-trenches';

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const objectsOn = ({ pits, trenches }: ToldSlice): number => pits + (trenches ?? 0);

const namesOf = (slices: readonly ToldSlice[]): string =>
  listText(
    slices.map(({ slice }) => slice),
    ', ',
    6,
  );

function whyNoTrenches(slices: readonly ToldSlice[]): string {
  const told = slices.flatMap(({ slice, withoutAxes }) =>
    withoutAxes === undefined ? [] : [`${slice}: ${axesText(withoutAxes)}`],
  );
  return told.length > 0 ? listText(told, '; ') : `nothing tells trenches from pits on ${namesOf(slices)}`;
}

function whyUntold(what: 'area' | 'depth' | 'volume', slices: readonly ToldSlice[]): string {
  const told = new Set(slices.flatMap(({ untold }) => untold ?? []));
  return told.size > 0 ? [...told].join('; ') : `the ${what} of objects on ${namesOf(slices)} is not known`;
}

/** Over all objects of the unit that have the measure. */
function meanOf(key: 'area' | 'depth', slices: readonly ToldSlice[]): UnitShown {
  const untold = slices.filter((one) => (one[key]?.n ?? 0) < objectsOn(one));
  if (untold.length > 0) return { reason: whyUntold(key, untold) };
  const n = sum(slices.map((one) => one[key]?.n ?? 0));
  if (n === 0) return { reason: 'it has no pit that could have one' };
  return { value: sum(slices.map((one) => one[key]?.sum ?? 0)) / n };
}
