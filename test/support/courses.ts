/** Random sequences of what senders and operators do, with runs that die and objects that expire between. */
import fc from 'fast-check';
import type { Fault } from './faulty-ports.ts';

export const EXPERIMENT = 'right';

const definition = (a: { id?: string; zone?: string; time?: string; as?: string }) => `
id: right
reference: activation
phases: [{ id: culture, from: activation }]
arms: [{ id: flight, kind: SPACEFLIGHT }, { id: ground, kind: GROUND_CONTROL_SYNCHRONOUS }]
units:
  - { id: FU1, arm: flight, events: [{ name: activation, at: 2026-03-03T12:00:00Z }] }
  - { id: GU1, arm: ground, events: [{ name: activation, at: 2026-03-03T12:00:00Z }] }
pairs: [{ id: P1, flight: FU1, ground: GU1 }]
channels:
  - { id: temperature, unit: Cel, period: PT1M, storage: decimal(1), stuckAfter: none, twin: { margin: 1 }, limits: [{ warning: [0, 30] }] }
  - { id: co2, unit: '[ppm]', period: PT1M, stuckAfter: none }
sources:
  - { id: ${a.id ?? 'first'}, match: 'a-*.csv', rank: 1, time: { column: ${a.time ?? 't'}, zone: ${a.zone ?? 'UTC'} },
      columns: { temp: { unit: FU1, channel: temperature${a.as ? `, as: '${a.as}'` : ''} }, co2: { unit: FU1, channel: co2 } },
      events: { column: mark, names: { A: activation, M: media-change }, use: READ } }
  - { id: second, match: 'b-*.csv', rank: 2, time: { column: t, zone: UTC }, columns: { temp: { unit: FU1, channel: temperature } } }
  - { id: ground, match: 'g-*.csv', time: { column: t, zone: UTC }, columns: {
      temp: { unit: GU1, channel: temperature }, co2: { unit: GU1, channel: co2 } } }
`;

/** The second moves every sample to another unit of measure, the third to other days; the fourth refuses the first source, the last names it
 * otherwise, too. */
export const DEFINITIONS = [
  definition({}),
  definition({ as: '[degF]' }),
  definition({ zone: 'Asia/Tokyo' }),
  definition({ time: 'instant' }),
  definition({ id: 'renamed', zone: '+05:30' }),
];
export const refuses = (which: number, fileName: string): boolean => which === 3 && fileName.startsWith('a-');

const at = (minute: number) =>
  new Date(Date.UTC(2026, 2, 3, 23, 50) + minute * 60_000).toISOString().slice(0, 19);

/** Across a midnight, so that each is in two buckets; neighbours overlap, some without an end and some in conflict. */
export const FILES: readonly (readonly [name: string, text: string])[] = Array.from(
  { length: 16 },
  (_, i) => {
    const value = 20 + (i % 3) + (i % 4 === 0 ? 0.5 : 0);
    if (i % 5 === 4) return [`b-${i}.csv`, `t,temp\n${at(i)},${value}\n${at(i + 9)},${value}\n`];
    if (i % 5 === 3)
      return [`g-${i}.csv`, `t,temp,co2\n${at(i)},${value},400\n${at(i + 8)},${value + 1},401\n`];
    const end = i % 4 === 2 ? '' : '\n';
    const mark = i === 5 || i === 6 ? 'M' : i === 11 ? 'A' : '';
    return [
      `a-${i}.csv`,
      `t,co2,mark,temp\n${at(i)},${400 + i},,${value}\n${at(i + 1)},${401 + i},${i % 6 === 0 ? 'M' : ''},${21}\n${at(i + 10)},410,${mark},${value}${end}`,
    ];
  },
);

const STRIKES = ['THROWS_BEFORE', 'THROWS_AFTER', 'HANGS_AFTER'] as const satisfies readonly Fault[];

export type Step =
  | { readonly step: 'SEND'; readonly file: number }
  | { readonly step: 'WITHDRAW' | 'REREAD'; readonly which: number }
  | { readonly step: 'DEFINE'; readonly definition: number }
  | { readonly step: 'WORK'; readonly messages: number }
  | { readonly step: 'SETTLE'; readonly atOnce: number }
  | { readonly step: 'EXPIRE' };

export interface Course {
  /** How many files stand before the steps begin. */
  readonly standing: number;
  readonly steps: readonly Step[];
  /** At which calls of the whole course a run dies. */
  readonly strikes: readonly { readonly after: number; readonly fault: Fault }[];
}

export const courses: fc.Arbitrary<Course> = fc.record({
  standing: fc.oneof(fc.constant(0), fc.integer({ min: 9, max: FILES.length })),
  steps: fc.array(
    fc.oneof(
      {
        weight: 5,
        arbitrary: fc.record({ step: fc.constant('SEND' as const), file: fc.nat(FILES.length - 1) }),
      },
      { weight: 5, arbitrary: fc.record({ step: fc.constant('WITHDRAW' as const), which: fc.nat(40) }) },
      { weight: 5, arbitrary: fc.record({ step: fc.constant('REREAD' as const), which: fc.nat(40) }) },
      {
        weight: 2,
        arbitrary: fc.record({
          step: fc.constant('DEFINE' as const),
          definition: fc.nat(DEFINITIONS.length - 1),
        }),
      },
      {
        weight: 2,
        arbitrary: fc.record({
          step: fc.constant('WORK' as const),
          messages: fc.integer({ min: 1, max: 6 }),
        }),
      },
      {
        weight: 5,
        arbitrary: fc.record({
          step: fc.constant('SETTLE' as const),
          atOnce: fc.integer({ min: 1, max: 3 }),
        }),
      },
      { weight: 2, arbitrary: fc.record({ step: fc.constant('EXPIRE' as const) }) },
    ),
    { minLength: 4, maxLength: 24 },
  ),
  strikes: fc.array(
    fc.record({ after: fc.integer({ min: 0, max: 400 }), fault: fc.constantFrom(...STRIKES) }),
    {
      maxLength: 3,
    },
  ),
});
