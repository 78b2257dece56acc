/** The form that a file of the campaign has, and the definition that reads such files. */
import type { Random } from '../../../shared/simulator/random.ts';
import { isBy, oneOf, shuffled } from './choice.ts';

/** How a time is written. Instants are ms since 1970. */
export interface Clock {
  readonly format: string;
  readonly isCount: boolean;
  /** The shortest step that its texts can tell. */
  readonly resolution: number;
  textOf(at: number): string;
}

const iso = (at: number) => new Date(at).toISOString();
const two = (part: number) => String(part).padStart(2, '0');

function parts(at: number) {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = iso(at).split(/\D/).map(Number);
  return { year, month, day, hour, minute, second };
}

export const CLOCKS: readonly Clock[] = [
  {
    format: 'ISO8601',
    isCount: false,
    resolution: 1000,
    textOf: (at) => `${iso(at).slice(0, 19)}Z`,
  },
  { format: 'epoch-s', isCount: true, resolution: 1000, textOf: (at) => String(at / 1000) },
  { format: 'epoch-ms', isCount: true, resolution: 1000, textOf: String },
  {
    format: 'M/d/yyyy H:mm:ss',
    isCount: false,
    resolution: 1000,
    textOf: (at) => {
      const { year, month, day, hour, minute, second } = parts(at);
      return `${month}/${day}/${year} ${hour}:${two(minute)}:${two(second)}`;
    },
  },
  {
    format: 'yyyy-MM-dd HH:mm:ss',
    isCount: false,
    resolution: 1000,
    textOf: (at) => iso(at).slice(0, 19).replace('T', ' '),
  },
  {
    format: 'dd.MM.yyyy HH:mm',
    isCount: false,
    resolution: 60_000,
    textOf: (at) => {
      const { year, month, day, hour, minute } = parts(at);
      return `${two(day)}.${two(month)}.${year} ${two(hour)}:${two(minute)}`;
    },
  },
];

export type Shape = 'wide' | 'long';

export interface Form {
  readonly shape: Shape;
  readonly delimiter: ',' | ';' | '\t';
  readonly decimal: '.' | ',';
  readonly lineEnd: '\n' | '\r\n';
  readonly clock: Clock;
  /** Names of the columns, in the file's order. */
  readonly header: readonly string[];
  /** ms between rows of one series. */
  readonly period: number;
}

/** Values of a channel lie apart from those of all others, so that no value is right in a wrong column by chance. */
export interface Channel {
  readonly id: string;
  readonly column: string;
  readonly unit: string;
  readonly from: number;
  readonly to: number;
}

export const CHANNELS: readonly Channel[] = [
  { id: 'temperature', column: 'temp', unit: 'Cel', from: 36.5, to: 37.5 },
  { id: 'humidity', column: 'rh', unit: '%', from: 40, to: 45 },
  { id: 'co2', column: 'co2', unit: '[ppm]', from: 400, to: 450 },
];
/** One begins as the other: a name that is cut must not become the other's. */
export const UNITS = ['INC1', 'INC12'] as const;

export const LAUNCH = Date.UTC(2026, 2, 1);

const COLUMNS = {
  wide: ['time', ...CHANNELS.map(({ column }) => column), 'note'],
  long: ['time', 'unit', 'channel', 'value', 'note'],
};

const MINUTE = 60_000;

/** What a harm needs of the file that it is done to. */
export interface Wish {
  readonly shape?: Shape;
  readonly period?: number;
  isClock?(clock: Clock): boolean;
}

export function formOf(random: Random, wish: Wish): Form {
  const clock = oneOf(
    random,
    CLOCKS.filter((one) => wish.isClock?.(one) ?? true),
  );
  const isGerman = clock.format === 'dd.MM.yyyy HH:mm';
  const delimiter = isGerman ? ';' : oneOf(random, [',', ';', '\t'] as const);
  const shape = wish.shape ?? oneOf(random, ['wide', 'long'] as const);
  const [time = '', ...others] = COLUMNS[shape];
  const rest = shuffled(random, others);
  return {
    shape,
    delimiter,
    decimal: isGerman || (delimiter !== ',' && isBy(random, 0.3)) ? ',' : '.',
    lineEnd: isBy(random, 0.3) ? '\r\n' : '\n',
    clock,
    header: isBy(random, 0.7) ? [time, ...rest] : shuffled(random, [time, ...rest]),
    period:
      wish.period ??
      oneOf(
        random,
        [10_000, MINUTE, 5 * MINUTE, 60 * MINUTE].filter((one) => one >= clock.resolution),
      ),
  };
}

/** The definition whose only source reads files of the form. */
export function definitionFor({ shape, delimiter, decimal, clock, period }: Form): string {
  const channels = CHANNELS.map(
    ({ id, unit }) => `  - { id: ${id}, unit: "${unit}", storage: float64, period: PT${period / 1000}S }`,
  );
  const wide = CHANNELS.map(({ id, column }) => `      ${column}: { unit: INC1, channel: ${id} }`);
  const rows = '    rows: { unit: { column: unit }, channel: { column: channel }, value: value }';
  const launch = `events: [{ name: launch, at: "${iso(LAUNCH)}" }]`;
  return [
    'id: harmed',
    'arms: [{ id: bench, kind: GROUND_CONTROL_ASYNCHRONOUS }]',
    `units: [{ id: INC1, arm: bench, ${launch} }, { id: INC12, arm: bench }]`,
    'channels:',
    ...channels,
    'sources:',
    '  - id: file',
    '    match: "*.csv"',
    `    delimiter: "${delimiter === '\t' ? 'tab' : delimiter}"`,
    `    decimal: "${decimal}"`,
    `    time: { column: time, formats: ["${clock.format}"], zone: UTC }`,
    '    ignore: [note]',
    ...(shape === 'wide' ? ['    columns:', ...wide] : ['    layout: long', rows]),
  ].join('\n');
}
