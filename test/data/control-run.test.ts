/** The control run of NASA's Rodent Research 1, against blocks and medians that naive code makes of the file. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { conductQuerySchema } from '../../shared/contract/conduct.ts';
import { queryCompliance } from '../../shared/usecases/answer/query-compliance.ts';
import { queryConduct } from '../../shared/usecases/answer/query-conduct.ts';
import { applyExperiment } from '../../shared/usecases/define/apply-experiment.ts';
import { type MemoryPorts, memoryPorts } from '../support/memory-ports.ts';
import { hasRealData, realFile } from '../support/real-data.ts';
import { rodentColumn } from '../support/rodent-research.ts';
import { settleAll, upload } from '../support/run-stack.ts';

const BLOCK = 900e6;
/** The placeholders of the habitat's columns: first row, and how many. */
const FROZEN_ALL = [
  ['2014-09-21T10:44:00Z', 314],
  ['2014-09-22T21:44:00Z', 80],
] as const;
const FROZEN_CO2 = [['2014-09-21T04:24:00Z', 1837]] as const;

const CHANNELS = [
  { channel: 'temperature', column: 'Temp_degC', frozen: FROZEN_ALL, deadband: 0.125, resolution: 0.1 },
  { channel: 'humidity', column: 'RH_percent', frozen: FROZEN_ALL, deadband: 1, resolution: 1 },
  { channel: 'co2', column: 'CO2_ppm', frozen: FROZEN_CO2, deadband: 1, resolution: 1 },
] as const;

async function mission(): Promise<MemoryPorts> {
  const memory = memoryPorts();
  const definition = new URL('../../examples/rodent-research/rr1.yaml', import.meta.url);
  await applyExperiment(memory, 'rr1', readFileSync(definition, 'utf8'));
  await upload(memory, 'rr1', 'RR1_CSV.csv', realFile('iss-rodent-research/RR1_CSV.csv'));
  await settleAll(memory);
  return memory;
}

function mediansOf(column: string): Map<number, number> {
  const blocks = Map.groupBy(rodentColumn('RR1', column), ([time]) => Math.floor(time / BLOCK));
  const medians = [...blocks].flatMap(([block, readings]): [number, number][] => {
    // Fewer than two of three samples are too few.
    if (readings.length < 2) return [];
    const values = readings.map(([, value]) => value).sort((a, b) => a - b);
    return [[block, (values[(values.length - 1) >> 1]! + values[values.length >> 1]!) / 2]];
  });
  return new Map(medians);
}

interface Naive {
  readonly setpoints: number;
  readonly differences: readonly (readonly [block: number, difference: number])[];
}

function naiveRun({ column, frozen, deadband, resolution }: (typeof CHANNELS)[number]): Naive {
  const times = rodentColumn('RR1', `${column}_ISS`).map(([time]) => time);
  const faults = frozen.map(([from, n]) => {
    const first = times.indexOf(Date.parse(from) * 1000);
    return { from: times[first]!, to: times[first + n - 1]! };
  });
  const [flight, ground] = [mediansOf(`${column}_ISS`), mediansOf(`${column}_Ground`)];
  let setpoint: number | null = null;
  let setpoints = 0;
  const differences: [number, number][] = [];
  for (let block = Math.floor(times[0]! / BLOCK); block * BLOCK <= times.at(-1)!; block++) {
    const middle = flight.get(block);
    if (
      middle === undefined ||
      faults.some(({ from, to }) => from < (block + 1) * BLOCK && to >= block * BLOCK)
    ) {
      setpoint = null;
      continue;
    }
    if (setpoint === null || Math.abs(middle - setpoint) > deadband + 1e-9) {
      setpoint = Math.round(middle / resolution) * resolution;
      setpoints += 1;
    }
    const answer = ground.get(block);
    if (answer !== undefined) differences.push([block, answer - setpoint]);
  }
  return { setpoints, differences };
}

describe.runIf(hasRealData)("RR-1's control run (skipped only where HOWSHIP_DATA is absent)", async () => {
  const memory = hasRealData ? await mission() : memoryPorts();
  const asked = (rest: Record<string, string> = {}) => conductQuerySchema.parse({ ground: 'GU1', ...rest });

  it('has no set-point over the placeholders of the habitat and over the gaps, and says so', async () => {
    const { channels, rows } = await queryConduct(memory, 'rr1', asked());
    expect(channels.map(({ channel, blocks }) => [channel, blocks])).toEqual([
      ['temperature', { set: 3896, STUCK: 134, 'too-few': 2, missing: 1 }],
      ['humidity', { set: 3896, STUCK: 134, 'too-few': 2, missing: 1 }],
      ['co2', { set: 3417, STUCK: 613, 'too-few': 2, missing: 1 }],
    ]);
    const stuck = rows.filter(({ cause }) => cause === 'STUCK');
    expect(stuck.map(({ name, at, until, setpoint }) => [name, at, until, setpoint])).toEqual([
      ['co2', '2014-09-21T04:15:00Z', '2014-09-27T13:30:00Z', null],
      ['humidity', '2014-09-21T10:30:00Z', '2014-09-22T13:00:00Z', null],
      ['temperature', '2014-09-21T10:30:00Z', '2014-09-22T13:00:00Z', null],
      ['humidity', '2014-09-22T21:30:00Z', '2014-09-23T04:30:00Z', null],
      ['temperature', '2014-09-22T21:30:00Z', '2014-09-23T04:30:00Z', null],
    ]);
  });

  it('stands 96 h later where the ground is to run 96 h later', async () => {
    const [now, later] = [
      await queryConduct(memory, 'rr1', asked()),
      await queryConduct(memory, 'rr1', asked({ delay: 'PT96H' })),
    ];
    const setpoints = ({ rows }: typeof now, hours: number) =>
      rows
        .filter(({ state }) => state === 'set')
        .map(({ at, setpoint }) => [Date.parse(at) + hours * 3600e3, setpoint]);
    expect(setpoints(later, 0)).toEqual(setpoints(now, 96));
  });

  it.each(CHANNELS)('equals what naive code makes of the file: $channel', async (channel) => {
    const { setpoints, differences } = naiveRun(channel);
    const { rows } = await queryConduct(memory, 'rr1', asked({ channel: channel.channel }));
    expect(rows.filter(({ state }) => state === 'set')).toHaveLength(setpoints);
    const { channels } = await queryCompliance(memory, 'rr1', asked({ channel: channel.channel }));
    const worst = differences.reduce((most, one) => (Math.abs(one[1]) > Math.abs(most[1]) ? one : most));
    expect(channels[0]).toMatchObject({ judged: differences.length, coverage: 1 });
    expect(channels[0]!.mean).toBeCloseTo(
      differences.reduce((sum, [, difference]) => sum + difference, 0) / differences.length,
      9,
    );
    expect(channels[0]!.worst!.value).toBeCloseTo(worst[1], 9);
    expect(Date.parse(channels[0]!.worst!.at) * 1000).toBe(worst[0] * BLOCK);
  });

  it('was followed in temperature within the margin in all but 4 of 3,896 blocks, and its CO2 was not', async () => {
    const { channels, steps, stepsSentence } = await queryCompliance(memory, 'rr1', asked());
    expect(channels.map(({ sentence }) => sentence.split('; judged over')[0])).toEqual([
      'temperature: 99.89 % within ±0.5 °C; mean 0.00398 °C, worst -1.8 °C at 2014-09-21T09:30:00Z',
      'humidity: no margin is declared, so no share within it; mean -0.368 %, worst 9 % at 2014-09-21T09:00:00Z',
      'co2: no margin is declared, so no share within it; mean -73.6 ppm, worst -2,670 ppm at 2014-09-20T17:45:00Z',
    ]);
    expect(channels[0]!.withinMargin).toBeCloseTo(3892 / 3896, 12);
    expect(steps).toEqual([]);
    expect(stepsSentence).toBe(
      'no step to run; left out: launch (an event of the vehicle, which GU1 cannot run)',
    );
  });
});
