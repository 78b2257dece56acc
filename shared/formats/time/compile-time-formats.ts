import type { PlausibleSpan } from '../../domain/experiment/plausible.ts';
import { nearest } from '../../domain/nearest.ts';
import { Refusal } from '../../domain/refusal.ts';
import { EARLIEST_COUNT } from '../../domain/survey/epoch-fit.ts';
import type { Ambiguous } from '../../domain/survey/fold-corrections.ts';
import { isoOf, type Micros } from '../../domain/time.ts';
import { readDifferently, type Shape, shapesOfEpoch, shapesOfIso8601, shapesOfPattern } from './ambiguity.ts';
import { EPOCH_UNITS, type Epoch, epochReader } from './epoch.ts';
import { excelReader } from './excel.ts';
import { iso8601Reader } from './iso8601.ts';
import {
  AMBIGUOUS,
  type HoursShown,
  IMPLAUSIBLE,
  isFailure,
  MISFIT,
  NONEXISTENT,
  OFFSET_MISSING,
  OUT_OF_RANGE,
  type Outcome,
  type OutcomeReader,
  UNREADABLE,
} from './outcome.ts';
import { parsePattern } from './pattern.ts';
import { patternReader } from './pattern-reader.ts';
import { withinSpan } from './plausible-reader.ts';
import { compileZone, type LocalToInstant } from './zone.ts';

/** Reads time stamps out of the bytes of a file. */
export interface TimeReader {
  /** Every text that is read consists of digits, a minus and a decimal sign, and of nothing else. */
  readonly isCount: boolean;
  /** µs since the epoch of the text in [start, end), or a negative number where it cannot be read. Does not allocate. */
  readonly read: OutcomeReader;
  /** Hours of the wall clocks that the texts read so far have shown: bit h for the hour h; 0 where they are counts. */
  hoursShown(): number;
  /** Why `read` gave a negative number for this text. */
  explain(bytes: Uint8Array, start: number, end: number): TimeProblem;
}

interface TimeProblem {
  readonly code:
    | 'time.unreadable'
    | 'time.ambiguous'
    | 'time.nonexistent'
    | 'time.out-of-range'
    | 'time.offset-missing'
    | 'time.implausible';
  readonly message: string;
  /** The text has the form of a time and is none (month 13): its format is another one. */
  readonly isMisfit?: true;
}

interface Format {
  readonly name: string;
  readonly read: OutcomeReader;
  /** Asked only where there are several formats. */
  readonly shapes: () => readonly Shape[];
}

const EXCEL = 'excel-days';
const NAMED_FORMATS = ['ISO8601', ...Object.keys(EPOCH_UNITS), EXCEL];

/**
 * Compiles the time formats that a source names: `ISO8601`, `epoch-s`, `epoch-ms`, `epoch-us`, `epoch-ns`, `excel-days`, or
 * patterns (`pattern.ts`). They are tried in order and the first that reads a text wins; formats of which some text
 * could be read in two ways are refused, because the order would decide silently. Texts without an offset are read in
 * the zone; `ambiguous` says which instant is meant where a clock was set back, ORDER by the order of
 * the rows: that is read as EARLIER, and whoever knows the file whole moves what is LATER (`source/read-whole.ts`). What lies outside the span, where one is given, is
 * implausible. Counts begin at the epoch, which may be set later, before the first text is read.
 *
 * Fails with `time.format-missing`, `time.format-invalid`, `time.formats-ambiguous`, `time.zone-missing` or
 * `time.zone-unknown`; the place's field is relative to the source's `time` (`formats[1]`, `zone`).
 */
export function compileTimeFormats(
  formats: readonly string[],
  zone: string | null,
  ambiguous: Ambiguous,
  span: PlausibleSpan | null = null,
  decimal: '.' | ',' = '.',
  epoch: Epoch = { at: 0 },
): TimeReader {
  const toInstant = zone === null ? null : compileZone(zone, ambiguous === 'ORDER' ? 'EARLIER' : ambiguous);
  const hours: HoursShown = { mask: 0 };
  const about = { zone: toInstant, hours, decimal, epoch };
  const compiled = formats.map((name, i) => compileFormat(name, about, `formats[${i}]`));
  const first = compiled[0];
  if (first === undefined)
    throw new Refusal('invalid', 'time.format-missing', 'expected at least one time format, got none', {
      field: 'formats',
    });
  refuseAmbiguity(compiled);
  const instantOf = compiled.length === 1 ? first.read : firstThatReads(compiled);
  const isCount = formats.every((name) => name in EPOCH_UNITS);
  const open = isCount ? EARLIEST_COUNT : 0;
  const outcomeOf = span === null ? instantOf : withinSpan(instantOf, span, open);
  return {
    isCount,
    read: outcomeOf,
    hoursShown: () => hours.mask,
    explain: (bytes, start, end) => {
      const outcome = outcomeOf(bytes, start, end);
      if (outcome !== IMPLAUSIBLE || span === null) return problemOf(outcome, formats, zone);
      return { code: 'time.implausible', message: implausibleText(instantOf(bytes, start, end), span, open) };
    },
  };
}

interface About {
  readonly zone: LocalToInstant | null;
  readonly hours: HoursShown;
  readonly decimal: '.' | ',';
  readonly epoch: Epoch;
}

function compileFormat(name: string, { zone, hours, decimal, epoch }: About, field: string): Format {
  if (name === 'ISO8601')
    return { name, read: iso8601Reader(zone, hours), shapes: () => shapesOfIso8601(zone !== null) };
  for (const [unit, places] of Object.entries(EPOCH_UNITS))
    if (name === unit)
      return { name, read: epochReader(places, decimal, epoch), shapes: () => shapesOfEpoch(name) };
  if (name === EXCEL)
    return {
      name,
      read: excelReader(zone ?? needsZone(name), decimal, hours),
      shapes: () => shapesOfEpoch(name),
    };
  const near = nearest(name, NAMED_FORMATS);
  if (near !== null)
    throw new Refusal(
      'invalid',
      'time.format-invalid',
      `no time format is called ${name}: did you mean ${near}?`,
      {
        field,
      },
    );
  const steps = parsePattern(name, field);
  const ownOffset = steps.some((step) => step.kind === 'field' && step.name === 'offset');
  const local = zone ?? (ownOffset ? compileZone('UTC', 'EARLIER') : needsZone(name));
  return { name, read: patternReader(steps, local, hours), shapes: () => shapesOfPattern(steps) };
}

function needsZone(name: string): never {
  throw new Refusal(
    'invalid',
    'time.zone-missing',
    `the time format ${name} carries no offset, so the source must say in which zone its clock runs (zone: UTC)`,
    { field: 'zone' },
  );
}

function refuseAmbiguity(formats: readonly Format[]): void {
  if (formats.length < 2) return;
  const shapes = formats.map((one) => one.shapes());
  formats.forEach((one, i) => {
    const other = formats.find((_, earlier) => earlier < i && readDifferently(shapes[earlier]!, shapes[i]!));
    if (other === undefined) return;
    throw new Refusal(
      'invalid',
      'time.formats-ambiguous',
      `the time formats ${other.name} and ${one.name} can read one text as two different times: ` +
        'keep one of them, or make two sources',
      { field: `formats[${i}]` },
    );
  });
}

/** Where none reads the text, the answer is that of the first format that at least recognised it. */
function firstThatReads(formats: readonly Format[]): OutcomeReader {
  const readers = formats.map(({ read }) => read);
  return (bytes, start, end) => {
    let failure: Outcome = UNREADABLE;
    for (const read of readers) {
      const outcome = read(bytes, start, end);
      if (!isFailure(outcome)) return outcome;
      if (failure === UNREADABLE) failure = outcome;
    }
    return failure;
  };
}

function implausibleText(at: Micros, { from, to }: PlausibleSpan, open: Micros): string {
  const since = from ?? open;
  const expected = since === 0 ? `before ${isoOf(to)}` : `from ${isoOf(since)} to ${isoOf(to)}`;
  return `expected a time ${expected}, got ${isoOf(at)}: check the logger's clock, and the epoch, format and zone that the source says`;
}

function problemOf(outcome: Outcome, formats: readonly string[], zone: string | null): TimeProblem {
  switch (outcome) {
    case AMBIGUOUS:
      return {
        code: 'time.ambiguous',
        message: `clocks in ${zone} showed this time twice: let the source say which is meant: ambiguous: ORDER where the rows are in the order of time, else EARLIER or LATER`,
      };
    case NONEXISTENT:
      return { code: 'time.nonexistent', message: `clocks in ${zone} were set forward past this time` };
    case OUT_OF_RANGE:
      return { code: 'time.out-of-range', message: 'expected a time in the years 1970 to 2100' };
    case OFFSET_MISSING:
      return {
        code: 'time.offset-missing',
        message: 'expected an offset such as Z or +01:00, or a source that names its zone',
      };
    case MISFIT:
      return {
        code: 'time.unreadable',
        message: `expected a time as ${formats.join(' or ')}`,
        isMisfit: true,
      };
    default:
      return { code: 'time.unreadable', message: `expected a time as ${formats.join(' or ')}` };
  }
}
