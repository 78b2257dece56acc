import { describe, expect, it } from 'vitest';
import { randomStream } from '../../../../shared/simulator/random.ts';
import { ContrastEnvironments } from '../../../../shared/usecases/answer/contrast-environments.ts';
import { listComparisons } from '../../../../shared/usecases/answer/list-comparisons.ts';
import { queryDeltas } from '../../../../shared/usecases/answer/query-deltas.ts';
import { loadExperiment } from '../../../../shared/usecases/known/load-experiment.ts';
import { armsDocument, armsPorts, START } from '../../../support/arms-experiment.ts';

const MINUTE = 60_000;
/** At 90 mm. */
const RPM_OF_1G = 99.68;
const CENTRIFUGE = { channel: 'rpm', radiusMm: 90, cultureDepthMm: 9 };

interface Spinning {
  /** In the culture, which begins at hour 4 and ends at hour 40; null: not sent. */
  rpm(unit: string, hour: number): number | null;
}

/** The culture lasts 36 h: 1.8 h of it are 5 %. */
function documentOf({ centrifuge = CENTRIFUGE as object | null, more = {} as object } = {}) {
  const document = armsDocument();
  const measures = (ids: readonly string[]) => ids.map((id) => ({ id: `S-${id}`, measures: id }));
  return {
    ...document,
    arms: document.arms.map((arm) =>
      arm.id === 'rotor' && centrifuge !== null ? { ...arm, centrifuge } : arm,
    ),
    units: document.units.map((unit) => ({
      ...unit,
      sensors: measures(
        unit.id.startsWith('R') ? ['rpm'] : unit.id.startsWith('F') ? ['gx', 'gy', 'gz'] : [],
      ),
    })),
    pairs: [
      { id: 'P1', flight: 'F1', ground: 'R1' },
      { id: 'P2', flight: 'F2', ground: 'R2' },
    ],
    channels: [
      { id: 'temperature', unit: 'Cel', period: 'PT1M', twin: { margin: 5 }, stuckAfter: 'none' },
      { id: 'rpm', unit: '/min', period: 'PT1M', stuckAfter: 'none' },
      ...['gx', 'gy', 'gz'].map((id) => ({ id, unit: '[g]', period: 'PT1M', stuckAfter: 'none' })),
    ],
    gLevel: { axes: ['gx', 'gy', 'gz'], thresholds: [0.0001, 0.5] },
    sources: [
      {
        ...{ id: 'wide', match: '*.csv', layout: 'wide', time: { column: 't' } },
        rows: { unit: { column: 'u' } },
        columns: Object.fromEntries(
          ['temperature', 'rpm', 'gx', 'gy', 'gz'].map((id) => [id, { channel: id }]),
        ),
      },
    ],
    assays: [],
    ...more,
  };
}

function csvOf({ rpm }: Spinning): string {
  const noise = randomStream(3, 'g');
  const lines = ['t,u,temperature,rpm,gx,gy,gz'];
  for (let minute = 0; minute < 41 * 60; minute++)
    for (const unit of ['F1', 'F2', 'R1', 'R2', 'R3']) {
      const at = new Date(START + minute * MINUTE).toISOString();
      const turning = unit.startsWith('R') ? (rpm(unit, minute / 60) ?? '') : '';
      const axes = unit.startsWith('F')
        ? [0, 0, 0].map(() => (0.001 * noise.normal()).toFixed(6)).join(',')
        : ',,';
      lines.push(`${at},${unit},37,${turning},${axes}`);
    }
  return `${lines.join('\n')}\n`;
}

async function answered(spinning: Spinning, document = documentOf()) {
  const ports = await armsPorts(document, { 'all.csv': csvOf(spinning) });
  const answer = await listComparisons(ports, 'arms', { endpoint: 'temperature' });
  const contrast = answer.contrasts.find((one) => one.contrast === 'flight-v-rotor')!;
  return { ports, ...contrast.environment };
}

/** A spin-up of an hour. */
const spunUp: Spinning = { rpm: (_, hour) => (hour < 5 ? 0 : RPM_OF_1G) };

describe('an arm on board', () => {
  it('counts as 1 g, spin-up and a short stop included, and says what it is at the cells', async () => {
    const stopped: Spinning = {
      rpm: (unit, hour) => (unit === 'R2' && hour >= 20 && hour < 20.75 ? 0 : spunUp.rpm(unit, hour)),
    };
    const { oneG, sentence, gLevels } = await answered(stopped);
    expect(oneG).toMatchObject([
      { arm: 'rotor', unit: 'R1', countsAsOneG: 'YES', off: expect.closeTo(1 / 36, 9), unmeasured: 0 },
      { unit: 'R2', countsAsOneG: 'YES', near: expect.closeTo(34.25 / 36, 9), gradient: 0.1 },
      { unit: 'R3', countsAsOneG: 'YES' },
    ]);
    expect(oneG?.[0]?.sentence).toBe(
      'counts as 1 g: 97.2 % of the culture time at 0.9 to 1.1 g, 2.8 % at other levels, 0 % not measured; over 9 mm of culture towards the axis g falls by 10 %',
    );
    expect(sentence).toMatch(
      /; rotor counts as 1 g \(of the culture time at 0\.9 to 1\.1 g: R1 97\.2 %, R2 95\.1 %, R3 97\.2 %\)$/,
    );
    const [f1, , f3, r1] = gLevels!;
    expect(f1).toMatchObject({ arm: 'flight', unit: 'F1', rms: null, minutes: 2160, cultureMinutes: 2160 });
    expect(f1?.g).toBeCloseTo(0.0016, 3);
    expect(f1?.above[1]).toEqual({ g: 0.5, minutes: 0 });
    expect(f1?.sentence).toMatch(
      /^0\.00\d+ g on average; above 0\.0001 g for [\d,]+ min; no reading above 0\.5 g; by a reading every 60 s, over 2,160 min \(100 % of the culture\)$/,
    );
    expect(f1?.lacks[0]).toContain('a reading every 60 s is too slow (10 s at most)');
    expect(f3).toMatchObject({ unit: 'F3', g: null, sentence: 'no GOOD, MEASURED reading of its culture' });
    expect(r1).toMatchObject({ unit: 'R1', above: [{}, { g: 0.5, minutes: 2100 }] });
    expect(r1?.lacks[0]).toContain('a rotation tells of no vibration');
  });

  it('does not count with a longer stop: the environment is CONFOUNDED, of its pair too', async () => {
    const { ports, verdict, oneG, pairs, sentence } = await answered({
      rpm: (unit, hour) => (unit === 'R2' && hour >= 20 && hour < 21 ? 0 : spunUp.rpm(unit, hour)),
    });
    expect(verdict).toBe('CONFOUNDED');
    expect(oneG?.map(({ countsAsOneG }) => countsAsOneG)).toEqual(['YES', 'NO', 'YES']);
    expect(sentence).toContain('rotor does not count as 1 g (95 % needed): R2: 94.4 % of the culture');
    expect(pairs.map(({ pair, verdict: of }) => [pair, of])).toEqual([
      ['P1', 'CLEAN'],
      ['P2', 'CONFOUNDED'],
    ]);
    const delta = await queryDeltas(ports, 'arms', { pair: ['P2'], channel: ['temperature'] });
    if ('deltas' in delta) throw new Error('one delta was asked for');
    const codes = ({ reasons }: typeof delta.environment) => reasons.map(({ code }) => code);
    expect(codes(delta.environment)).toContain('not-one-g');
    expect(delta.phases.map((one) => [one.phase, codes(one.environment).includes('not-one-g')])).toEqual([
      ['stowage', false],
      ['culture', true],
    ]);
    // Of a range behind the stop and the spin-up nothing is to be said.
    const from = Date.parse('2026-03-02T00:00:00Z') * 1000;
    const later = await queryDeltas(ports, 'arms', { pair: ['P2'], channel: ['temperature'], from });
    if ('deltas' in later) throw new Error('one delta was asked for');
    expect(codes(later.environment)).toEqual(['counts-as-one-g']);
  });

  it('is unknown where unmeasured time decides, and where nothing measures it', async () => {
    const silent: Spinning = {
      rpm: (unit, hour) => (unit === 'R1' && hour >= 30 ? null : spunUp.rpm(unit, hour)),
    };
    const cut = await answered(silent);
    expect(cut.verdict).toBe('UNKNOWN');
    expect(cut.oneG?.[0]).toMatchObject({
      countsAsOneG: 'UNKNOWN',
      unmeasured: expect.closeTo(10 / 36, 9),
    });
    const undeclared = documentOf({ centrifuge: null, more: { gLevel: undefined } });
    const { verdict, oneG, gLevels, sentence } = await answered(spunUp, undeclared);
    expect([verdict, oneG?.[0]?.countsAsOneG, gLevels]).toEqual(['UNKNOWN', 'UNKNOWN', undefined]);
    expect(sentence).toContain('rotor may count as 1 g or not (95 % needed): R1, R2, R3: nothing measures');
  });

  it('is unknown of a rotor that is regulated to the last digit, unless its channel may stand still', async () => {
    const document = documentOf();
    const channels = document.channels.map((one) =>
      one.id === 'rpm' ? { ...one, stuckAfter: 'PT24H' } : one,
    );
    const { oneG } = await answered(spunUp, documentOf({ more: { channels } }));
    expect(oneG?.[0]).toMatchObject({ countsAsOneG: 'UNKNOWN', unmeasured: expect.closeTo(35 / 36, 9) });
  });

  it('answers the same whether whole hours are told by rollups or not', async () => {
    // A set-point among the cells of a channel makes its rollups useless; here a BAD reading in each hour does.
    const document = documentOf();
    const bad = document.channels.map((one) => (one.id === 'rpm' ? { ...one, validRange: [-1, 200] } : one));
    const doubtful: Spinning = {
      rpm: (unit, hour) => (Math.round(hour * 60) % 60 === 30 ? 999 : spunUp.rpm(unit, hour)),
    };
    const { oneG } = await answered(doubtful, { ...document, channels: bad });
    expect(oneG?.[0]).toMatchObject({
      countsAsOneG: 'YES',
      near: expect.closeTo((35 * 59) / 60 / 36, 9),
      unmeasured: expect.closeTo(1 / 60, 9),
    });
  });

  it('reads stretches that are spread over the culture where all of it is too much, and says so', async () => {
    const document = documentOf();
    const fast = document.channels.map((one) =>
      one.id === 'temperature' ? one : { ...one, period: 'PT0.01S' },
    );
    const { gLevels, oneG } = await answered(spunUp, { ...document, channels: fast });
    // A reading a minute: of 6 stretches of 667 s, six hours apart, eleven or twelve each.
    expect(gLevels?.[0]?.minutes).toBeGreaterThan((6 * 11 * 0.01) / 60 - 1e-9);
    expect(gLevels?.[0]?.minutes).toBeLessThan((6 * 12 * 0.01) / 60 + 1e-9);
    expect(gLevels?.[0]?.lacks.join()).toContain('read in 6 stretches of 11 min 7 s or less, evenly spread');
    expect(oneG?.[0]).toMatchObject({ countsAsOneG: 'UNKNOWN' });
  });

  it('shares what is read among all units, each as often as its samples were taken', async () => {
    const document = documentOf();
    const fast = document.channels.map((one) =>
      one.id === 'temperature' ? one : { ...one, period: 'PT0.01S' },
    );
    const hours = Array.from({ length: 40 }, (_, i) => new Date(START + (10 + i / 2) * 3_600_000));
    const assays = hours.map((at, i) => ({
      ...{ id: `genes-${i}`, kind: 'counts', match: `genes-${i}.csv`, takenAt: at.toISOString() },
      samples: [{ name: 'a', unit: 'F1' }],
    }));
    const shared = await answered(spunUp, documentOf({ more: { channels: fast, assays } }));
    // Nine units, 40 times at which samples were taken, and all armed time.
    expect(shared.gLevels?.[0]?.lacks.join()).toContain(
      'since at most 65,040 samples of it are read (24,000,000 of all 369 doses together)',
    );
  });

  it('shares what is read to tell 1 g among all units, each as often as its samples were taken', async () => {
    const document = documentOf();
    const second = document.channels.map((one) => ({ ...one, period: 'PT1S' }));
    const assays = Array.from({ length: 300 }, (_, i) => ({
      ...{ id: `genes-${i}`, kind: 'counts', match: `genes-${i}.csv` },
      takenAt: new Date(START + (10 + i / 20) * 3_600_000).toISOString(),
      samples: [{ name: 'a', unit: 'R1' }],
    }));
    const lines = ['t,u,temperature,rpm,gx,gy,gz'];
    // With a hole in each minute no rollup tells a whole hour.
    for (let at = 4 * 3600; at < 14 * 3600; at++)
      if (at % 60 > 1) lines.push(`${new Date(START + at * 1000).toISOString()},R1,,${RPM_OF_1G},,,`);
    const ports = await armsPorts(documentOf({ more: { channels: second, assays } }), {
      'all.csv': `${lines.join('\n')}\n`,
    });
    const environments = new ContrastEnvironments(ports, await loadExperiment(ports, 'arms'));
    const { oneG } = await environments.of(null, { a: 'flight', b: 'rotor' });
    // Three units, 300 times at which samples were taken, and all armed time.
    expect(oneG?.[0]?.sentence).toContain('more than 26,578 samples would have to be read for the rest');
  });

  it('takes axes as one that are read a second after each other; of such as never are, says that', async () => {
    const later = (seconds: number) => {
      const lines = ['t,u,temperature,rpm,gx,gy,gz'];
      for (let minute = 0; minute < 41 * 60; minute++)
        for (const [i, cells] of ['0.1,,', ',0.1,', ',,0.1'].entries()) {
          const at = new Date(START + minute * MINUTE + i * seconds * 1000).toISOString();
          lines.push(`${at},F1,,,${cells}`);
        }
      return `${lines.join('\n')}\n`;
    };
    const asked = async (seconds: number) => {
      const ports = await armsPorts(documentOf(), { 'all.csv': later(seconds) });
      const loaded = await loadExperiment(ports, 'arms');
      const of = new ContrastEnvironments(ports, loaded);
      return (await of.of(null, { a: 'flight', b: 'rotor' })).gLevels?.[0];
    };
    expect(await asked(1)).toMatchObject({
      unit: 'F1',
      g: expect.closeTo(0.1 * Math.sqrt(3), 6),
      minutes: 2160,
    });
    expect(await asked(15)).toMatchObject({
      g: null,
      sentence:
        'at no time of its culture do gx, gy, gz all have a GOOD, MEASURED reading, less than half a period apart',
    });
  });

  it('is asked up to when the samples of an assay were taken, and of no unit that is excluded', async () => {
    const stopped: Spinning = {
      rpm: (unit, hour) => (unit === 'R1' || (unit === 'R2' && hour >= 30) ? 0 : spunUp.rpm(unit, hour)),
    };
    const { ports } = await answered(stopped);
    const loaded = await loadExperiment(ports, 'arms');
    const environments = new ContrastEnvironments(ports, loaded);
    const taken = { id: 'genes', samples: [], takenAt: { event: null, at: (START + 28 * 3_600_000) * 1000 } };
    const contrast = { a: 'flight', b: 'rotor' };
    const isExcluded = (unit: string) => unit === 'R1';
    const { oneG, gLevels } = await environments.of(taken, contrast, { isExcluded });
    expect(oneG).toMatchObject([
      { unit: 'R2', countsAsOneG: 'YES', near: expect.closeTo(23 / 24, 9) },
      { unit: 'R3', countsAsOneG: 'YES' },
    ]);
    expect(gLevels?.map(({ unit, cultureMinutes }) => [unit, cultureMinutes])).toContainEqual(['F1', 1440]);
    const whole = await environments.of(null, contrast, { isExcluded });
    expect(whole.oneG?.map(({ countsAsOneG }) => countsAsOneG)).toEqual(['NO', 'YES']);
  });
});
