/** Formats that loggers write, tried on texts of which nobody said the format. */
import { oncePer } from '../../domain/once-per.ts';
import { compileTimeFormats } from '../time/compile-time-formats.ts';

/** Day and month first, as most countries write them, then as others do; of equal dates the likeliest first. */
const DATES = [
  ...['yyyy-M-d', 'yyyy/M/d', 'yyyy.M.d', 'M/d/yyyy', 'd/M/yyyy', 'd.M.yyyy', 'd-M-yyyy', 'M-d-yyyy'],
  ...['M/d/yy', 'd/M/yy', 'yy/M/d', 'd.M.yy', 'yy-M-d', 'd-M-yy'],
  ...['d-MMM-yyyy', 'd MMM yyyy', 'd/MMM/yyyy', 'd-MMM-yy', 'yyyy-MMM-d', 'yyyy MMM d'],
  ...['MMM d yyyy', 'MMM d, yyyy', 'MMMM d, yyyy', 'd MMMM yyyy', 'd. MMMM yyyy'],
  ...['yyyy-DDD', 'yyyy:DDD', 'yyyy/DDD', 'yyyy D'],
];
const CLOCKS = [
  ...['H:mm', 'H:mm:ss', 'H:mm:ss.S', 'H:m', 'H:m:s', 'H:m:s.S', 'Hmm'],
  ...['h:mm a', 'h:mm:ss a', 'h:mm:ss.S a', 'H.mm', 'H.mm.ss'],
];
const JOINTS = [' ', ':', ', ', "'T'", '  '];
const PATTERNS = JOINTS.flatMap((joint) =>
  DATES.flatMap((date) => CLOCKS.flatMap((clock) => [`${date}${joint}${clock}`, `${date}${joint}${clock}X`])),
);

/** Of days alone: only where nothing says an hour. */
const DAYS = ['yyyy-MM-dd', ...DATES];

/** Dates in digits alone. Most could be counts as well, but of years that nobody has seen yet. */
const PACKED = [
  ...['yyMMddHHmm', 'yyyyMMddHH', 'yyyyMMddHHmm', 'yyMMddHHmmss', 'yyyyMMddHHmmss'],
  ...[
    'yyyyMMdd HHmm',
    'yyyyMMdd HHmmss',
    'yyyyMMdd H:mm',
    'yyyyMMdd H:mm:ss',
    'yyMMdd H:mm:ss',
    'yyMMdd HHmmss',
  ],
];
const PACKED_SINCE = Date.UTC(1990, 0, 1) * 1000;

/** Counts since 1970 say by their size what they count: each unit reaches from 1990 to 2050; those of 1904 lie beyond. */
const EPOCHS = [
  ['epoch-s', 631e6, 2.52e9],
  ['epoch-ms', 631e9, 2.52e12],
  ['epoch-us', 631e12, 2.52e15],
  ['epoch-ns', 631e15, 2.52e18],
] as const;
const SINCE_1904 = 2_082_844_800;
/** Days of a spreadsheet from 2000 to 2050, at an hour of the day. */
const EXCEL = /^(3[6-9]|4\d|5[0-4])\d{3}[.,]\d+$/;

const MOST_PROBES = 12;
/** Texts above the first time that are none: units, kinds of mean. */
export const MOST_ABOVE = 5;
/** Of the texts so many must be read, so that a few odd ones do not stop all. */
const LEAST_READ = 0.8;
/** A time has at least two signs between its digits, a letter, or many digits. */
const MAY_BE_TIME = /\d.*[^\d].*\d.*[^\d].*\d|\d.*[A-Za-z]|\d{9}|^\d{5}[.,]\d/;

/** A format, and what it reads in the rows: NaN where a text is no time. */
export interface Guess {
  readonly format: string;
  readonly epoch: string | null;
  readonly needsZone: boolean;
  readonly times: Float64Array;
}

/** Days without an hour, which are read as their midnight. */
export const daysOf = (texts: readonly string[]): Guess[] =>
  readBest(
    texts,
    DAYS.map((format) => [format, null] as const),
    /\d.*[^\d].*\d/,
  );

/**
 * Every format that reads most of the texts, one a row (empty where the row has none), the likeliest first; formats that
 * read the same of them are one.
 */
export const guessesOf = (texts: readonly string[]): Guess[] => readBest(texts, null, MAY_BE_TIME);

type Candidates = readonly (readonly [format: string, epoch: string | null])[];

function readBest(texts: readonly string[], candidates: Candidates | null, form: RegExp): Guess[] {
  const filled = texts.filter((text) => text !== '');
  const probes = probesOf(filled);
  if (!probes.some((text) => form.test(text))) return [];
  const guesses: Guess[] = [];
  for (const [format, epoch] of candidates ?? candidatesFor(probes)) {
    if (!readsMost(format, epoch, probes)) continue;
    const times = Float64Array.from(texts, (text) =>
      text === '' ? Number.NaN : timeOf(format, epoch, text),
    );
    const above = Math.min(
      MOST_ABOVE,
      times.findIndex((time) => !Number.isNaN(time)),
    );
    const begun = texts.slice(above).filter((text) => text !== '').length;
    const read = times.filter((time) => !Number.isNaN(time)).length;
    if (read < LEAST_READ * begun || guesses.some((one) => isSame(one.times, times))) continue;
    guesses.push({ format, epoch, needsZone: needsZone(format, texts, times), times });
  }
  return guesses;
}

/** Most formats read none: three texts are enough to see it. */
function readsMost(format: string, epoch: string | null, probes: readonly string[]): boolean {
  const reads = (text: string) => readBy(format, epoch, text) >= 0;
  return probes.slice(0, 3).some(reads) && probes.filter(reads).length >= LEAST_READ * probes.length;
}

/** Whether the text is a time by the guess. */
export const reads = ({ format, epoch }: Pick<Guess, 'format' | 'epoch'>, text: string): boolean =>
  readBy(format, epoch, text) >= 0;

export const isCount = ({ format }: Guess): boolean => format.startsWith('epoch-');

/** Some from behind the first, so that units and the like above the rows decide nothing. */
function probesOf(all: readonly string[]): string[] {
  const texts = all.slice(Math.min(MOST_ABOVE, all.length >> 1));
  const step = Math.max(1, Math.floor(texts.length / MOST_PROBES));
  return texts.filter((_, i) => i % step === Math.floor(step / 2)).slice(0, MOST_PROBES);
}

function candidatesFor(probes: readonly string[]): Candidates {
  const plain = (formats: readonly string[]) => formats.map((format) => [format, null] as const);
  const counts = probes
    .filter((text) => /^\d+([.,]\d+)?$/.test(text))
    .map((text) => Number(text.replace(',', '.')));
  if (2 * counts.length < probes.length) return plain(['ISO8601', ...PATTERNS, ...PACKED]);
  const most = (from: number, to: number) =>
    counts.filter((count) => count >= from && count <= to).length >= LEAST_READ * probes.length;
  const packed = PACKED.filter((format) =>
    probes.every((text) => readBy(format, null, text) >= PACKED_SINCE),
  );
  const epoch = EPOCHS.find(([, from, to]) => most(from, to));
  const [, from, to] = EPOCHS[0];
  return [
    ...plain(packed),
    ...(epoch === undefined ? [] : plain([epoch[0]])),
    ...(most(from + SINCE_1904, to + SINCE_1904) && packed.length === 0
      ? [['epoch-s', '1904-01-01T00:00:00Z'] as const]
      : []),
    ...(probes.every((text) => EXCEL.test(text)) ? plain(['excel-days']) : []),
  ];
}

function isSame(one: Float64Array, other: Float64Array): boolean {
  return one.every((time, i) => Object.is(time, other[i]));
}

function needsZone(format: string, texts: readonly string[], times: Float64Array): boolean {
  if (format.startsWith('epoch-')) return false;
  if (format !== 'ISO8601') return !format.endsWith('X');
  return texts.some(
    (text, i) => !Number.isNaN(times[i]!) && readerOf('ISO8601\n\n').read(...bytesOf(text)) < 0,
  );
}

function timeOf(format: string, epoch: string | null, text: string): number {
  const time = readBy(format, epoch, text);
  return time >= 0 ? time : Number.NaN;
}

/** Compiling a format takes longer than reading by it. */
const readerOf = oncePer((name: string) => {
  const [format = '', zone = '', epoch = ''] = name.split('\n');
  const at = epoch === '' ? 0 : Date.parse(epoch) * 1000;
  return compileTimeFormats([format], zone === '' ? null : zone, 'EARLIER', null, ',', { at });
});

function readBy(format: string, epoch: string | null, text: string): number {
  return readerOf(`${format}\nUTC\n${epoch ?? ''}`).read(...bytesOf(text));
}

function bytesOf(text: string): [Uint8Array, number, number] {
  const bytes = new TextEncoder().encode(text);
  return [bytes, 0, bytes.length];
}
