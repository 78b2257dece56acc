/** Files of NDJSON in every form, and the plans that read them. */
import { IGNORED, type ReadPlan, UNMAPPED } from '../../../../shared/formats/reading/reading.ts';
import { compileTimeFormats } from '../../../../shared/formats/time/compile-time-formats.ts';
import { bytesOf } from '../csv/collect.ts';

export interface Subject {
  readonly name: string;
  readonly file: Uint8Array;
  readonly plan: ReadPlan;
}

const kindOf = (texts: readonly string[]) => {
  const name = texts.join(' ');
  if (name.endsWith('status')) return IGNORED;
  const kind = ['A', 'B', 'A T1', 'A g-level', 'B T1', 'T1', '1', 'A °C'].indexOf(name);
  return kind < 0 ? UNMAPPED : kind;
};

export function planOf(
  columns: readonly string[],
  keys: readonly string[],
  rest: Partial<ReadPlan> = {},
): ReadPlan {
  return {
    time: { header: 't', reader: compileTimeFormats(['epoch-ms', 'ISO8601'], 'UTC', 'REJECT') },
    columns: columns.map((header) => ({ header })),
    keys: keys.map((header) => ({ header })),
    kindOf,
    event: null,
    ignore: [],
    ...rest,
  };
}

const T = 1_772_323_200_000;

const WIDE = [
  ...Array.from({ length: 5 }, (_, i) => `{"t":${T + i},"temp":24.${i},"note":"ok ${i}","co2":26${i}0}`),
  `{"t":${T + 5},"temp":null,"note":null,"co2":2.6e3}`,
  `{"t":${T + 6},"temp":-0,"note":7.5,"co2":9007199254740993}`,
  `{"t":${T + 6},"temp":1e999,"note":{"a":[1,{"b":"}"}],"c":null},"co2":true}`,
  `{"co2":1,"temp":2,"t":"2026-03-01T00:00:07Z"}`,
  ' { "t" : "2026-03-01T00:00:08Z" , "temp" : "24.5" , "co2" : " +1 " }\r',
  ' { "t" : "2026-03-01T00:00:09Z" , "temp" : "24.25" , "co2" : "" }\r',
  '',
  `{"t":${T + 10},"temp":NaN,"co2":-Infinity}`,
  `{"t":${T + 10},"te\\u006dp":25,"co2":{"v":1}}`,
  `{"t":${T + 10},"temp":25,"te\\u006dp":26,"co2":3}`,
  ...[1, 2].map((i) => `{"t":${T + i},"temp":25,"temp":25,"co2":${i}}`),
  `{"t":${T + 10},"t":${T + 11},"temp":25}`,
  '{"temp":25}',
  '{}',
  '[1,2]',
  '{"t":1,"temp":1}{"t":2,"temp":2}',
  `{"t":${T + 20},"temp":24.123456789012345678,"co2":[]}`,
].join('\n');

const line = (i: number, unit: string, channel: string, rest: string) =>
  `{"t":${T + 1000 * (i >> 2)},"unit":"${unit}","channel":"${channel}","value":${i}${rest}`;

const LONG = [
  ...Array.from({ length: 6 }, (_, i) =>
    [
      ['A', 'T1'],
      ['A', 'g-level'],
      ['B', 'T1'],
      ['B', 'status'],
    ].map(([unit = '', channel = '']) => line(i, unit, channel, '.25}')),
  ).flat(),
  line(8, 'C', 'T1', '}'),
  line(8, 'A', 'T1', '"}'),
  line(8, 'A', 'T1', '01}'),
  line(8, ' A ', 'T1\\t', '}'),
  line(9, 'A', '\\u00b0C', '.5}'),
  line(9, 'A', '°C', '.5}'),
  line(9, 'A', 'T1', ',"unit":"B"}'),
  line(9, 'A', 'T1', ',"value":1}'),
  `{"t":"soon","unit":"A","channel":"T1","value":1}`,
  `{"t":"soon","unit":"A","channel":"status","value":"open"}`,
  `{"t":${T},"unit":"A","channel":"T1","value":null}`,
  `{"t":${T},"unit":"A","channel":"T1"}`,
  `{"t":${T},"unit":["A"],"channel":"T1","value":1}`,
  `{"t":${T},"channel":"T1","value":2,"unit":"A"}`,
  `{"t":${T},"channel":"T1","value":3,"unit":"B"}`,
].join('\n');

const APART = Array.from(
  { length: 12 },
  (_, i) =>
    `{"unit": "${'ABBCA'[i % 5]}", "t": ${T + i}, "channel": "${['T1', 'g-level', 'T9', 'status'][i % 4]}", "raw": ${i}, "value": ${i}.5}`,
).join('\r\n');

const TURNS = Array.from({ length: 12 }, (_, i) =>
  i % 2 === 0
    ? `{"t":"2026-03-01T00:00:0${i >> 1}.5Z","unit":"A","temp":24.${i}}`
    : `{"t":"2026-03-01T00:00:0${i >> 1}.5Z","unit":"B","co2":26${i}}`,
).join('\n');

const LABELS = [
  `{"t":${T},"label":null,"temp":1}`,
  `{"t":${T + 1},"label":"","temp":2}`,
  `{"t":${T + 2},"label":"launch \\"1\\"","temp":3}`,
  `{"t":${T + 3},"label":"land"}`,
  `{"t":${T + 4},"label":"a","label":"b","temp":4}`,
  `{"t":${T + 5},"label":5,"temp":4}`,
].join('\n');

const WITHIN = [
  ...Array.from(
    { length: 8 },
    (_, i) =>
      `{"meta":{"t":${T + i},"seq":${i}},"env":{"temp":24.${i},"in":{"co2":4${i}0,"x":[1,{"co2":9}]}},"temp":1}`,
  ),
  `{"meta":{"t":${T + 8}},"env":null}`,
  `{"meta":{"t":${T + 8}},"env":5}`,
  `{"meta":{"t":${T + 9}},"env":{}}`,
  `{"meta":{"t":${T + 9}},"env":[{"temp":3}]}`,
  `{"meta":{"t":${T + 9}},"env.temp":24.5}`,
  `{"meta":{"t":${T + 9}},"env.temp":24.5,"env":{"temp":24.5}}`,
  `{"meta":{"t":${T + 9}},"env":{"te\\u006dp":25},"env":{"in":{"co2":" 401 "}}}`,
  `{"meta":{"t":${T + 9}},"e\\u006ev":{"temp":"25"},"env.in":{"co2":1},"env":{"in.co2":2}}`,
  `{"meta":5,"env":{"temp":25}}`,
].join('\n');

const NUMBERED = Array.from(
  { length: 6 },
  (_, i) => `{"value":${i},"t":${T + i},"unit":${i % 3}}\n{"unit":${i % 3},"t":${T + i},"value":${i}}`,
).join('\n');

export const SUBJECTS: readonly Subject[] = [
  { name: 'wide', file: bytesOf(WIDE), plan: planOf(['temp', 'co2', 'absent'], []) },
  {
    name: 'wide, lines that end with CR',
    file: bytesOf(WIDE.replaceAll('\r', '').replaceAll('\n', '\r')),
    plan: planOf(['temp', 'co2'], []),
  },
  { name: 'wide, with a byte order mark', file: bytesOf(`\ufeff${WIDE}\n`), plan: planOf(['co2'], []) },
  { name: 'long', file: bytesOf(LONG), plan: planOf(['value'], ['unit', 'channel']) },
  {
    name: 'long, with blanks',
    file: bytesOf(`${LONG.replaceAll(':', ': ').replaceAll(',', ', ')}\n`),
    plan: planOf(['value'], ['unit', 'channel']),
  },
  { name: 'long, the channel alone', file: bytesOf(LONG), plan: planOf(['value'], ['channel']) },
  {
    name: 'long, keys that stand apart, CR LF',
    file: bytesOf(APART),
    plan: planOf(['value'], ['unit', 'channel']),
  },
  {
    name: 'keyed by unit, two shapes that take turns',
    file: bytesOf(TURNS),
    plan: planOf(['temp', 'co2'], ['unit']),
  },
  {
    name: 'within objects',
    file: bytesOf(WITHIN),
    plan: planOf(['env.temp', 'env.in.co2'], [], {
      time: { header: 'meta.t', reader: compileTimeFormats(['epoch-ms'], 'UTC', 'REJECT') },
    }),
  },
  { name: 'keyed by numbers', file: bytesOf(NUMBERED), plan: planOf(['value'], ['unit']) },
  {
    name: 'wide, with event labels',
    file: bytesOf(LABELS),
    plan: planOf(['temp'], [], { event: { header: 'label' } }),
  },
];
