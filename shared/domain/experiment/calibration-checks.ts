/** Calibrations that contradict each other, or that no number can go through. */
import { type CalibrationEntry, kindOf, spanOf } from '../calibration/entry.ts';
import { namedNumber } from '../calibration/words.ts';
import { groupedText } from '../words/count.ts';
import type { Definition } from './definition.ts';
import type { Finding } from './problems.ts';

type Path = readonly PropertyKey[];

/** Of one channel or sensor; of one curve or enumeration. */
const MOST_ENTRIES = 100;
const MOST_COEFFICIENTS = 16;
const MOST_POINTS = 1000;

/** Asked when a definition is put in force, not when a stored one is read: earlier versions accepted any of these. */
export function calibrationFindings({ channels, units }: Definition): Finding[] {
  return [
    ...channels.flatMap(({ calibrators }, i) =>
      listFindings(calibrators, ['channels', i, 'calibrators'], (a, b) => a.serial === b.serial),
    ),
    ...units.flatMap(({ sensors }, i) =>
      sensors.flatMap(({ calibrations }, j) =>
        // In one place stands one sensor at a time, whatever its serial.
        listFindings(calibrations, ['units', i, 'sensors', j, 'calibrations'], () => true),
      ),
    ),
  ];
}

function listFindings(
  entries: readonly CalibrationEntry[],
  path: Path,
  ofTheSame: (a: CalibrationEntry, b: CalibrationEntry) => boolean,
): Finding[] {
  if (entries.length > MOST_ENTRIES) return [tooMany(path, entries.length, MOST_ENTRIES, 'entries')];
  return entries.flatMap((entry, i) => [
    ...curveFindings(entry, [...path, i]),
    ...entries.slice(0, i).flatMap((earlier, j) => {
      if (!ofTheSame(earlier, entry) || !overlap(earlier, entry)) return [];
      const message = `${String(path.at(-1))}[${j}] is in force at the same time: expected one at a time, each in [from, to)`;
      return [contradiction([...path, i], message)];
    }),
  ]);
}

function overlap(a: CalibrationEntry, b: CalibrationEntry): boolean {
  return spanOf(a).from < spanOf(b).to && spanOf(b).from < spanOf(a).to;
}

function curveFindings(entry: CalibrationEntry, path: Path): Finding[] {
  const kind = kindOf(entry);
  const at = [...path, kind];
  switch (kind) {
    case 'polynomial': {
      const { length } = entry.polynomial ?? [];
      return length > MOST_COEFFICIENTS ? [tooMany(at, length, MOST_COEFFICIENTS, 'coefficients')] : [];
    }
    case 'spline':
      return splineFindings(entry.spline ?? [], at);
    case 'enumeration':
      return enumerationFindings(Object.entries(entry.enumeration ?? {}), at);
  }
}

function splineFindings(points: readonly (readonly [number, number])[], path: Path): Finding[] {
  if (points.length > MOST_POINTS) return [tooMany(path, points.length, MOST_POINTS, 'points')];
  const wrong = points.findIndex(([raw], i) => i > 0 && raw <= points[i - 1]![0]);
  if (wrong < 0) return [];
  const message = `expected raw values in ascending order, each once, got ${points[wrong]![0]} after ${points[wrong - 1]![0]}`;
  return [contradiction([...path, wrong], message)];
}

function enumerationFindings(pairs: readonly (readonly [string, string | number])[], path: Path): Finding[] {
  if (pairs.length === 0)
    return [contradiction(path, 'expected a number and its word at least, such as 0: OFF')];
  if (pairs.length > MOST_POINTS) return [tooMany(path, pairs.length, MOST_POINTS, 'words')];
  return pairs.flatMap((pair) => {
    if (namedNumber(pair) !== null) return [];
    const came = pair.map((one) => JSON.stringify(one)).join(' and ');
    return [contradiction([...path, pair[0]], `expected a number and its word, such as 0: OFF, got ${came}`)];
  });
}

function tooMany(path: Path, count: number, most: number, what: string): Finding {
  return contradiction(path, `expected at most ${groupedText(most)} ${what}, got ${count}`);
}

function contradiction(path: Path, message: string): Finding {
  return { path, code: 'definition.contradiction', message };
}
