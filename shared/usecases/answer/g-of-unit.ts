/** Whether a unit was at 1 g, and what it felt, over its culture. */
import { cultureTimes } from '../../domain/g-level/culture-times.ts';
import { type GDose, GDoseInParts } from '../../domain/g-level/g-dose.ts';
import { type GSource, gAtCells, gFelt, lengthsOf } from '../../domain/g-level/g-source.ts';
import {
  NO_CULTURE,
  NOTHING_MEASURES,
  type OneGOfUnit,
  oneGOfUnit,
  unknownOneG,
} from '../../domain/g-level/one-g-of-unit.ts';
import { addLevels, type OneGShare, oneGOf } from '../../domain/g-level/one-g-share.ts';
import {
  MOST_STRETCHES,
  samplesOfDose,
  samplesOfOneG,
  spreadStretches,
  stretchesText,
} from '../../domain/g-level/spread-stretches.ts';
import { sureWindows } from '../../domain/g-level/sure-windows.ts';
import { MICROS_PER_SECOND } from '../../domain/time.ts';
import { type Interval, lengthIn } from '../../domain/timeline/interval.ts';
import type { Phase } from '../../domain/timeline/phase.ts';
import { groupedText } from '../../domain/words/count.ts';
import { listText } from '../../domain/words/list.ts';
import type { Ports } from '../../ports.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';
import { type OpenG, openG } from './read-g.ts';

/** Samples that are read of a culture which is read in stretches, or whole. */
const MOST_FOR_DOSE = 3_000_000;

export interface GAsked {
  readonly unit: string;
  readonly phases: readonly Phase[];
  readonly range: Interval;
}

/**
 * By the first of what may tell it that has a reading.
 *
 * @param shares among which the samples are shared that are read for an answer
 */
export async function oneGOver(
  ports: Ports,
  loaded: LoadedExperiment,
  asked: GAsked,
  shares = 1,
): Promise<OneGOfUnit> {
  const { unit } = asked;
  let told: OneGShare | null = null;
  for (const source of gAtCells(loaded.index, unit)) {
    const { open, culture } = await openedOver(ports, loaded, source, asked);
    const share =
      culture.length === 0 ? unknownOneG(NO_CULTURE) : await shareOf(open, culture, samplesOfOneG(shares));
    told = share.unmeasured < 1 ? share : (told ?? share);
    if (told.unmeasured < 1) break;
  }
  return oneGOfUnit(loaded.index, unit, told ?? unknownOneG(NOTHING_MEASURES));
}

async function openedOver(
  ports: Ports,
  loaded: LoadedExperiment,
  source: GSource,
  { unit, phases, range }: GAsked,
): Promise<{ readonly open: OpenG; readonly culture: readonly Interval[] }> {
  const open = await openG(ports, loaded, unit, source);
  const events = await loaded.events();
  return { open, culture: cultureTimes({ unit, phases, events, extent: open.extent, range }) };
}

/** Whole hours by their rollups, as far as these tell, and sample by sample where they do not. */
async function shareOf(open: OpenG, culture: readonly Interval[], most: number): Promise<OneGShare> {
  const { source, stuck } = open;
  const period = source.period * MICROS_PER_SECOND;
  const { near, off, left } = sureWindows(source, await open.rollups(), culture, stuck);
  const time = { near, off };
  const budget = { left: most };
  let readTo = Number.NEGATIVE_INFINITY;
  for await (const { within, readings } of open.parts(left, budget, false)) {
    const { times, values } = readings;
    const g = lengthsOf(source, values);
    for (const one of within) addLevels(time, { times, g }, one, period);
    readTo = within.at(-1)!.to;
  }
  const share = oneGOf(time, lengthIn(culture));
  const isCut = readTo < (left.at(-1)?.to ?? readTo);
  return isCut ? { ...share, message: `${share.message}; ${unreadText(most)}` } : share;
}

const unreadText = (most: number): string =>
  `more than ${groupedText(most)} samples would have to be read for the rest, which counts as not measured`;

export interface DoseOfUnit {
  readonly source: GSource;
  readonly cultureMinutes: number;
  /** Or why there is none. */
  readonly dose: GDose | string;
}

/**
 * Of the first of what may tell it that has a reading; null where nothing of the unit measures a g-level.
 *
 * @param doses among which the samples are shared that are read for an answer
 */
export async function gDoseOver(
  ports: Ports,
  loaded: LoadedExperiment,
  asked: GAsked,
  doses: number,
): Promise<DoseOfUnit | null> {
  const { index } = loaded;
  let found: DoseOfUnit | null = null;
  for (const source of gFelt(index, asked.unit)) {
    const { open, culture } = await openedOver(ports, loaded, source, asked);
    const dose = await doseIn(open, culture, index.definition.gLevel?.thresholds ?? [], doses);
    found = { source, cultureMinutes: lengthIn(culture) / MICROS_PER_SECOND / 60, dose };
    if (typeof dose !== 'string') break;
  }
  return found;
}

async function doseIn(
  open: OpenG,
  culture: readonly Interval[],
  thresholds: readonly number[],
  doses: number,
): Promise<GDose | string> {
  const { source } = open;
  const dose = new GDoseInParts(source, thresholds);
  const perMicro = source.series.length / (source.period * MICROS_PER_SECOND);
  const most = samplesOfDose(doses);
  const stretches = lengthIn(culture) * perMicro <= most ? null : spreadStretches(culture, most, perMicro);
  const budget = { left: MOST_FOR_DOSE };
  const asked = stretches ?? culture;
  let readTo = Number.NEGATIVE_INFINITY;
  let areSomeAlone = false;
  // What lies between armed phases would use up the budget, too.
  for await (const { within, readings } of open.parts(asked, budget, asked.length <= MOST_STRETCHES)) {
    dose.add(within, readings);
    areSomeAlone ||= readings.areSomeAlone;
    readTo = within.at(-1)!.to;
  }
  const found = dose.finish();
  if (found === null) return areSomeAlone ? neverTogether(source.series) : NO_READING;
  const isCut = readTo < asked.at(-1)!.to;
  const lacks = [
    ...found.lacks,
    ...(stretches === null ? [] : [stretchesText(stretches, doses)]),
    ...(isCut ? [MORE_THAN_READ] : []),
  ];
  return { ...found, lacks };
}

const NO_READING = 'no GOOD, MEASURED reading of its culture';
const neverTogether = (series: readonly string[]): string =>
  `at no time of its culture do ${listText(series, ', ', 3)} all have a GOOD, MEASURED reading, less than half a period apart`;
const MORE_THAN_READ = `more than ${groupedText(MOST_FOR_DOSE)} samples came from the beginning of its culture on, and what is behind them was not read`;
