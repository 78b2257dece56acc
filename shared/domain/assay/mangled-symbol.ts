/** Gene names that a spreadsheet took for dates or numbers (Ziemann, Eren & El-Osta 2016, Genome Biology 17:177). */

const MONTHS: Readonly<Record<string, number>> = {
  ...{ jan: 1, feb: 2, mar: 3, mär: 3, mrz: 3, apr: 4, may: 5, mai: 5, jun: 6, jul: 7, aug: 8 },
  ...{ sep: 9, oct: 10, okt: 10, nov: 11, dec: 12, dez: 12 },
};
const MARCH = 3;
const SEPTEMBER = 9;
const DECEMBER = 12;
/** The serial numbers of 2000-01-01 and 2050-01-01 in a spreadsheet, whose day 0 is 1899-12-30. */
const FIRST_SERIAL = 36_526;
const LAST_SERIAL = 54_789;
const DAY_ZERO = Date.UTC(1899, 11, 30);
const DAY = 86_400_000;

/** A clone of the RIKEN collection such as 2310009E13, read as 2310009 × 10^13. */
export const RIKEN_CLONE = 'a RIKEN clone such as 2310009E13Rik';

/**
 * What the gene was called that now reads as a date, the old names and the new ones; empty where it is a date of no
 * known gene, null where it is none.
 *
 * @param amongNumbers whether most names of the file are numbers: then a number is no date
 */
export function genesOfMangled(text: string, amongNumbers: boolean): readonly string[] | null {
  if (/^\d(?:\.\d+)?E\+?\d{1,3}$/i.test(text)) return amongNumbers ? null : [RIKEN_CLONE];
  const date = dateOf(text, amongNumbers);
  return date === null ? null : genesOf(date);
}

interface DayOfYear {
  readonly month: number;
  readonly day: number;
}

function dateOf(text: string, amongNumbers: boolean): DayOfYear | null {
  const dayFirst = /^(\d{1,2})(?:-|\. ?)(\p{L}{3})\p{L}*$/u.exec(text);
  if (dayFirst !== null) return named(dayFirst[2]!, dayFirst[1]!);
  const monthFirst = /^(\p{L}{3})-(\d{1,2})$/u.exec(text);
  if (monthFirst !== null) return named(monthFirst[1]!, monthFirst[2]!);
  const iso = /^(?:19|20)\d\d-(\d\d)-(\d\d)(?:[ T]00:00:00)?$/.exec(text);
  if (iso !== null) return { month: Number(iso[1]), day: Number(iso[2]) };
  const slashes = /^(\d{1,2})\/(\d{1,2})\/(?:19|20)?\d\d$/.exec(text);
  if (slashes !== null) return { month: Number(slashes[1]), day: Number(slashes[2]) };
  return amongNumbers || !/^\d{5}$/.test(text) ? null : ofSerial(Number(text));
}

function named(month: string, day: string): DayOfYear | null {
  const number = MONTHS[month.toLowerCase()];
  return number === undefined ? null : { month: number, day: Number(day) };
}

function ofSerial(serial: number): DayOfYear | null {
  if (serial < FIRST_SERIAL || serial >= LAST_SERIAL) return null;
  const date = new Date(DAY_ZERO + serial * DAY);
  const found = { month: date.getUTCMonth() + 1, day: date.getUTCDate() };
  // Any number of five digits is some date: only one that a gene's name makes is taken for one.
  return genesOf(found).length > 0 ? found : null;
}

function genesOf({ month, day }: DayOfYear): readonly string[] {
  if (month === MARCH && day >= 1 && day <= 11) {
    const others = day <= 2 ? [`MARC${day}`, `MTARC${day}`] : [];
    return [`MARCH${day}`, `MARCHF${day}`, ...others];
  }
  if (month === SEPTEMBER && day === 15) return ['SEP15', 'SELENOF'];
  if (month === SEPTEMBER && day >= 1 && day <= 14) return [`SEPT${day}`, `SEPTIN${day}`];
  return month === DECEMBER && day === 1 ? ['DEC1', 'DELEC1'] : [];
}
