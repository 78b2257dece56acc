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
import { sureWindows } from '../../domain/g-level/sure-windows.ts';
import { MICROS_PER_SECOND, type Micros } from '../../domain/time.ts';
import type { Interval } from '../../domain/timeline/interval.ts';
import type { Phase } from '../../domain/timeline/phase.ts';
import { countText, groupedText } from '../../domain/words/count.ts';
import { spanText } from '../../domain/words/span.ts';
import type { Ports } from '../../ports.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';
import { type OpenG, openG } from './read-g.ts';

/** Samples that are read of a unit where rollups do not tell whether it was at 1 g: a second of work. */
const MOST_FOR_ONE_G = 3_000_000;
/** And of its dose, which takes longer and is asked of every unit of two arms: four and a half days of three axes at 1 Hz. */
const MOST_FOR_DOSE = 1_200_000;
/** Of what is too much to read in whole so many stretches are read; fewer where they would be shorter than this. */
const MOST_STRETCHES = 40;
const STRETCH: Micros = 600 * MICROS_PER_SECOND;

export interface GAsked {
  readonly unit: string;
  readonly phases: readonly Phase[];
  readonly range: Interval;
}

/** By the first of what may tell it that has a reading. */
export async function oneGOver(ports: Ports, loaded: LoadedExperiment, asked: GAsked): Promise<OneGOfUnit> {
  const { unit } = asked;
  let told: OneGShare | null = null;
  for (const source of gAtCells(loaded.index, unit)) {
    const { open, culture } = await openedOver(ports, loaded, source, asked);
    const share = culture.length === 0 ? unknownOneG(NO_CULTURE) : await shareOf(open, culture);
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

const lengthIn = (times: readonly Interval[]): Micros =>
  times.reduce((sum, { from, to }) => sum + to - from, 0);

/** Whole hours by their rollups, as far as these tell, and sample by sample where they do not. */
async function shareOf(open: OpenG, culture: readonly Interval[]): Promise<OneGShare> {
  const { source, stuck } = open;
  const period = source.period * MICROS_PER_SECOND;
  const { near, off, left } = sureWindows(source, await open.rollups(), culture, stuck);
  const time = { near, off };
  const budget = { left: MOST_FOR_ONE_G };
  let readTo = Number.NEGATIVE_INFINITY;
  for await (const { within, readings } of open.parts(left, budget, false)) {
    const { times, values } = readings;
    const g = lengthsOf(source, values);
    for (const one of within) addLevels(time, { times, g }, one, period);
    readTo = within.at(-1)!.to;
  }
  const share = oneGOf(time, lengthIn(culture));
  const isCut = readTo < (left.at(-1)?.to ?? readTo);
  return isCut ? { ...share, message: `${share.message}; ${UNREAD}` } : share;
}

const UNREAD = `more than ${groupedText(MOST_FOR_ONE_G)} samples would have to be read for the rest, which counts as not measured`;

export interface DoseOfUnit {
  readonly source: GSource;
  readonly cultureMinutes: number;
  /** Null where nothing was read. */
  readonly dose: GDose | null;
}

/** Of the first of what may tell it that has a reading; null where nothing of the unit measures a g-level. */
export async function gDoseOver(
  ports: Ports,
  loaded: LoadedExperiment,
  asked: GAsked,
): Promise<DoseOfUnit | null> {
  const { index } = loaded;
  let found: DoseOfUnit | null = null;
  for (const source of gFelt(index, asked.unit)) {
    const { open, culture } = await openedOver(ports, loaded, source, asked);
    const dose = await doseIn(open, culture, index.definition.gLevel?.thresholds ?? []);
    found = { source, cultureMinutes: lengthIn(culture) / MICROS_PER_SECOND / 60, dose };
    if (dose !== null) break;
  }
  return found;
}

async function doseIn(
  open: OpenG,
  culture: readonly Interval[],
  thresholds: readonly number[],
): Promise<GDose | null> {
  const { source } = open;
  const dose = new GDoseInParts(source, thresholds);
  const perMicro = source.series.length / (source.period * MICROS_PER_SECOND);
  const stretches = lengthIn(culture) * perMicro <= MOST_FOR_DOSE ? null : spread(culture, perMicro);
  const budget = { left: MOST_FOR_ONE_G };
  for await (const { within, readings } of open.parts(stretches ?? culture, budget, stretches !== null))
    dose.add(within, readings);
  const found = dose.finish();
  if (found === null) return null;
  const lacks = [
    ...found.lacks,
    ...(stretches === null ? [] : [apartText(stretches)]),
    ...(budget.left > 0 ? [] : [MORE_THAN_PROMISED]),
  ];
  return { ...found, lacks };
}

/** As many samples as are read of a unit, in stretches that are evenly spread over the culture. */
function spread(culture: readonly Interval[], perMicro: number): Interval[] {
  const affordable = Math.floor(MOST_FOR_DOSE / (STRETCH * perMicro));
  const stretches = Math.max(1, Math.min(MOST_STRETCHES, affordable));
  const length = MOST_FOR_DOSE / stretches / perMicro;
  const step = lengthIn(culture) / stretches;
  const found: Interval[] = [];
  let begun = 0;
  for (const { from, to } of culture) {
    while (found.length < stretches && found.length * step < begun + to - from) {
      const begin = from + found.length * step - begun;
      found.push({ from: begin, to: Math.min(to, begin + length) });
    }
    begun += to - from;
  }
  return found;
}

const MORE_THAN_PROMISED =
  'more samples came than the period of the channel promises, and what is behind the first of them was not read';

const apartText = (stretches: readonly Interval[]): string =>
  `read in ${countText(stretches.length, 'stretch', 'stretches')} of ${spanText(stretches[0]!.to - stretches[0]!.from)} or less, evenly spread, since all of it is too much at once: what was between them is in none of these numbers`;
