/** Counts that make no sense as the source reads them, and as what they would: another unit, or another epoch. */
import type { PlausibleSpan } from '../experiment/plausible.ts';
import { Refusal } from '../refusal.ts';
import { isoOf, MICROS_PER_DAY, MICROS_PER_SECOND, type Micros } from '../time.ts';

/** Nothing that flew before counts time since an epoch in files that are read today. */
export const EARLIEST_COUNT: Micros = Date.UTC(1990, 0, 1) * 1000;

const MOST_TEXTS = 200;
const COUNT = /^\d+(?:[.,]\d+)?$/;
/** Of the texts that are looked at, so many must fit. */
const FITTING = 0.75;

const at = (year: number, month: number, day: number) => Date.UTC(year, month - 1, day) * 1000;

const EXCEL = 'days since 1900 (Excel)';

/** Readings of a count, the likeliest first: where zero lies, and µs a unit. */
const READINGS: readonly { readonly name: string; readonly zero: Micros; readonly unit: number }[] = [
  { name: 'epoch-s', zero: 0, unit: MICROS_PER_SECOND },
  { name: 'epoch-ms', zero: 0, unit: 1000 },
  { name: 'epoch-us', zero: 0, unit: 1 },
  { name: 'epoch-ns', zero: 0, unit: 0.001 },
  { name: 'seconds since 1904 (LabVIEW)', zero: at(1904, 1, 1), unit: MICROS_PER_SECOND },
  { name: 'seconds since 1980-01-06 (GPS)', zero: at(1980, 1, 6), unit: MICROS_PER_SECOND },
  { name: 'seconds since 2000', zero: at(2000, 1, 1), unit: MICROS_PER_SECOND },
  { name: 'seconds since 1900 (NTP)', zero: at(1900, 1, 1), unit: MICROS_PER_SECOND },
  { name: 'ms since 1904', zero: at(1904, 1, 1), unit: 1000 },
  { name: 'ms since 1980-01-06 (GPS)', zero: at(1980, 1, 6), unit: 1000 },
  { name: 'ms since 2000', zero: at(2000, 1, 1), unit: 1000 },
  { name: EXCEL, zero: at(1899, 12, 30), unit: MICROS_PER_DAY },
  { name: 'days since 1904 (Excel)', zero: at(1904, 1, 1), unit: MICROS_PER_DAY },
];
const TOO_LATE = at(2101, 1, 1);
const YEAR = 366 * MICROS_PER_DAY;

/** Notes the counts that lie outside what is plausible, while the rows of a file pass. */
export class FarCounts {
  #far = 0;
  #near = 0;
  readonly #texts: string[] = [];

  /** Rows whose time is plausible. */
  near(rows: number): void {
    this.#near += rows;
  }

  far(text: string): void {
    this.#far++;
    if (this.#texts.length < MOST_TEXTS) this.#texts.push(text);
  }

  /** The refusal of a file most of whose times are far, where their digits say why; null where they do not. */
  refusal(formats: readonly string[], { from, to }: PlausibleSpan): Refusal | null {
    const declared = READINGS.find(({ name }) => formats.includes(name));
    const counts = this.#texts
      .filter((text) => COUNT.test(text))
      .map((text) => Number(text.replace(',', '.')));
    const [first] = counts;
    if (declared === undefined || first === undefined || this.#far <= this.#near) return null;
    const span = { from: from ?? EARLIEST_COUNT, to };
    const isWithin = (time: Micros) => time >= span.from && time < span.to;
    const fits = READINGS.filter(({ zero, unit, name }) => {
      // Soon after its zero any count would fit that begins with the power.
      const fitting = counts.filter((count) => count * unit >= YEAR && isWithin(zero + count * unit)).length;
      return !formats.includes(name) && fitting >= FITTING * this.#texts.length;
    });
    const says = formats.join(' or ');
    const got = textOf(first * declared.unit);
    const found = fits
      .slice(0, fits[0]?.zero === 0 ? 1 : 2)
      .map(({ name, zero, unit }) => `${name} give ${textOf(zero + first * unit)}`);
    if (found.length > 0)
      return refused(
        `these digits read as ${found.join(', as ')}; the source says ${says}, which gives ${got}: ${mend(fits[0]!)}`,
      );
    if (counts.some((count) => count * declared.unit >= YEAR)) return null;
    return refused(
      `these times read as ${says} lie at ${got}, which looks like a count since power-on, not since 1970: no time of day can be told from it; send a file with the date and time of each row`,
    );
  }
}

/**
 * A warning on counts that make sense as the source reads them, years back, and make them fresh from another epoch. Only
 * where nothing says how far back the data may reach: there they could not be refused. `last` is the file's latest day.
 */
export function epochDoubt(
  formats: readonly string[],
  last: Micros | null,
  { from, to }: PlausibleSpan,
): string | null {
  const declared = READINGS.find(({ name }) => formats.includes(name));
  if (declared === undefined || formats.length > 1 || last === null || from !== null || to - last < YEAR)
    return null;
  const fresh = READINGS.filter(({ unit }) => unit === declared.unit)
    .map((reading) => ({ ...reading, at: last + reading.zero - declared.zero }))
    .find(({ at }) => at < to && to - at < YEAR);
  if (fresh === undefined) return null;
  const day = (time: Micros) => isoOf(time).slice(0, 10);
  return `these times read as ${declared.name} end on ${day(last)}, years before the file came; as ${fresh.name} they would end on ${day(fresh.at)}: if that is meant, ${mend(fresh)}; if not, declare \`plausible\`, which says how far back the data may reach`;
}

function refused(message: string): Refusal {
  return new Refusal('invalid', 'time.epoch', message);
}

/** GPS counts no leap seconds, of which there have been so many since 2017. */
const LEAP_SECONDS = 18;

function mend({ name, zero, unit }: (typeof READINGS)[number]): string {
  if (name.startsWith('epoch-')) return `let the source say formats: [${name}]`;
  if (name === EXCEL) return 'let the source say formats: [excel-days], and in which zone its clock ran';
  const format = unit === MICROS_PER_SECOND ? 'epoch-s' : unit === 1000 ? 'epoch-ms' : null;
  if (format === null)
    return 'no format reads such counts: export the times as dates, or as seconds since 1970';
  const isGps = name.includes('GPS');
  const epoch = isoOf(zero - (isGps ? LEAP_SECONDS * MICROS_PER_SECOND : 0));
  const leap = isGps ? `, ${LEAP_SECONDS} s before GPS began, because its counts know no leap seconds` : '';
  return `let the source say formats: [${format}] and epoch: ${epoch}${leap}`;
}

/** To the second, which is enough to see which is meant. */
function textOf(time: Micros): string {
  const second = Math.floor(time / MICROS_PER_SECOND) * MICROS_PER_SECOND;
  return second < TOO_LATE ? isoOf(second) : 'a time after 2100';
}
