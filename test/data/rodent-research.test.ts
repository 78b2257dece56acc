/** NASA's Rodent Research 1 and 6 through the whole way, against the figures established for the files themselves. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { DeltaOnWire } from '../../shared/contract/deltas.ts';
import { listAnomalies } from '../../shared/usecases/answer/list-anomalies.ts';
import { queryCompleteness } from '../../shared/usecases/answer/query-completeness.ts';
import { queryDelta } from '../../shared/usecases/answer/query-deltas.ts';
import { queryTelemetry } from '../../shared/usecases/answer/query-telemetry.ts';
import { showReceipt } from '../../shared/usecases/answer/show-receipt.ts';
import { applyExperiment } from '../../shared/usecases/define/apply-experiment.ts';
import { evidenceOf } from '../support/evidence.ts';
import { type MemoryPorts, memoryPorts } from '../support/memory-ports.ts';
import { hasRealData, realFile } from '../support/real-data.ts';
import { settleAll, upload } from '../support/run-stack.ts';

const definition = (name: string) =>
  readFileSync(new URL(`../../examples/rodent-research/${name}.yaml`, import.meta.url), 'utf8');

async function mission(
  id: string,
  file: string,
  text = definition(id),
): Promise<{ memory: MemoryPorts; downlink: string }> {
  const memory = memoryPorts();
  await applyExperiment(memory, id, text);
  const downlink = await upload(memory, id, file, realFile(`iss-rodent-research/${file}`));
  await settleAll(memory);
  return { memory, downlink };
}

async function stuck(memory: MemoryPorts, experiment: string, unit: string) {
  const { anomalies } = await listAnomalies(memory, experiment, { unit, kind: 'STUCK' });
  return anomalies.map((anomaly) => [anomaly.channels.join('+'), anomaly.from, evidenceOf(anomaly).samples]);
}

/** RR-1 with phases over the placeholders that stand for temperature, and from the transfer of the animals on. */
function byPhase(): string {
  const events = [
    ['launch', '2014-09-21T05:52:03Z'],
    ['records-stop', '2014-09-21T10:44:00Z'],
    ['records-resume', '2014-09-22T12:50:00Z'],
    ['transfer', '2014-09-25T16:05:00Z'],
  ].map(([name, at]) => `{ name: ${name}, at: ${at}, accuracy: PT5M }`);
  const phases = [
    '{ id: placeholders, from: records-stop, to: records-resume, armed: true }',
    '{ id: habitat, from: transfer, armed: true }',
  ];
  return definition('rr1')
    .replace('mode: FLIGHT', `mode: FLIGHT\nphases: [${phases.join(', ')}]`)
    .replace(/ {4}events:\n {6}- \{ name: launch[^\n]*\n/, `    events: [${events.join(', ')}]\n`)
    .replace('{ id: GU1, arm: ground }', `{ id: GU1, arm: ground, events: [${events.join(', ')}] }`);
}

/** The data vote for the shift that was applied, on every channel, from the beginning to the end. */
function agreesByData({ alignment }: DeltaOnWire) {
  expect(alignment).toMatchObject({ lagSeconds: 0, sharedClock: true, verdict: 'AGREED' });
  expect(alignment.votes.map(({ channel, lagSeconds }) => [channel, lagSeconds])).toEqual([
    ['temperature', 0],
    ['humidity', 0],
    ['co2', 0],
  ]);
  expect(alignment.lagUncertaintySeconds).toBeLessThanOrEqual(600);
  expect(alignment.lagsByThird?.map(({ lagSeconds }) => lagSeconds)).toEqual([0, 0, 0]);
}

describe.runIf(hasRealData)('RR-1 (skipped only where HOWSHIP_DATA is absent)', async () => {
  const { memory, downlink } = hasRealData
    ? await mission('rr1', 'RR1_CSV.csv')
    : { memory: memoryPorts(), downlink: '' };
  const delta = (channel: string) => queryDelta(memory, 'rr1', { pair: 'P1', channel });

  it('accepts all of its 72,522 samples', async () => {
    const { state, counts } = await showReceipt(memory, 'rr1', downlink);
    expect(state).toBe('INGESTED');
    expect(counts).toMatchObject({
      lines: 12088,
      rows: 12087,
      samples: 72522,
      records: 0,
      accepted: 72522,
      duplicates: 0,
      conflicts: 0,
      rejected: 0,
    });
  });

  it('says that the label "Launch" stands 3 h 56 min 57 s after lift-off, and which milestones it cannot check', async () => {
    const { warnings } = await showReceipt(memory, 'rr1', downlink);
    expect(new Set(warnings.map(({ code }) => code))).toEqual(new Set(['EVENT_MISMATCH']));
    const [launch, ...others] = warnings.map(({ message }) => message);
    expect(launch).toBe(
      'the file says "Launch" at 2014-09-21T09:49:00Z (line 360), but launch of FU1 is known to have been at 2014-09-21T05:52:03Z: 3 h 56 min 57 s earlier, and both are known to 5 min 1 s',
    );
    expect(others.map((message) => /but no event (\S+) of FU1 is known/.exec(message)?.[1])).toEqual([
      'reached-orbit',
      'transfer',
      'sac-1',
      'sac-2',
      'return',
      'sac-3',
    ]);
  });

  it.each([
    ['temperature', 0.0041, 0.1552, 4],
    ['humidity', -0.1401, 2.4827, 4],
    ['co2', 343.53, 732.61, 2],
  ])('finds the published flight minus ground of %s over everything', async (channel, mean, sd, digits) => {
    const { summaryAll } = await delta(channel);
    expect(summaryAll.delta).toBeCloseTo(mean, digits);
    expect(summaryAll.sd).toBeCloseTo(sd, digits);
    expect(summaryAll.pairedSamples).toBe(12087);
  });

  it('refuses an interval for CO2 over everything, whose 12,087 samples are worth one for certain', async () => {
    const { summaryAll } = await delta('co2');
    expect(summaryAll.effectiveSampleSize).toBe(1);
    expect(summaryAll.ci95).toBeNull();
    expect(summaryAll.ci95Reason).toMatch(/^too short: 0\.2 decorrelation times/);
  });

  it('leaves the placeholders out of the summary', async () => {
    const { summary } = await delta('co2');
    expect(summary.pairedSamples).toBe(12087 - 1837);
    expect(Math.abs(summary.delta!)).toBeLessThan(100);
  });

  it('agrees on the alignment by the votes of the data: no lag', async () => {
    for (const channel of ['temperature', 'humidity', 'co2']) agreesByData(await delta(channel));
  });

  it('stood in a clean environment, of the channel that was judged', async () => {
    const { environment } = await delta('temperature');
    expect(environment).toMatchObject({
      verdict: 'CLEAN',
      judged: [{ channel: 'temperature', verdict: 'CLEAN', margin: 0.5 }],
      notJudged: [{ channel: 'humidity' }, { channel: 'co2' }],
    });
    // Nobody said how much CO2 may differ.
    expect((await delta('co2')).environment.verdict).toBe('UNKNOWN');
  });

  it('tells nothing of the environment over the placeholders, and that it was clean after the transfer', async () => {
    const { memory: phased } = await mission('rr1', 'RR1_CSV.csv', byPhase());
    const { phases } = await queryDelta(phased, 'rr1', { pair: 'P1', channel: 'temperature' });
    expect(
      phases.map(({ phase, environment }) => [
        phase,
        environment?.verdict,
        environment?.judged.map(({ coverage }) => Number(coverage.toFixed(2))),
      ]),
    ).toEqual([
      ['placeholders', 'UNKNOWN', [0]],
      ['habitat', 'CLEAN', [1]],
    ]);
    expect(phases[0]?.environment?.reasons[0]).toMatchObject({ code: 'low-coverage' });
  });

  it('counts 12,087 of 12,096 expected samples and two gaps', async () => {
    for (const unit of ['FU1', 'GU1']) {
      const answer = await queryCompleteness(memory, 'rr1', { unit, channel: 'temperature' });
      expect(answer).toMatchObject({ received: 12087, expected: 12096, pending: 0 });
      expect(answer.gaps.map(({ from, to }) => (Date.parse(to) - Date.parse(from)) / 60_000)).toEqual([
        20, 33,
      ]);
    }
  });

  it('flags the three placeholder stretches of the flight unit, and none on the ground', async () => {
    expect(await stuck(memory, 'rr1', 'FU1')).toEqual([
      ['co2', '2014-09-21T04:24:00Z', 1837],
      ['humidity+temperature', '2014-09-21T10:44:00Z', 314],
      ['humidity+temperature', '2014-09-22T21:44:00Z', 80],
    ]);
    expect(await stuck(memory, 'rr1', 'GU1')).toEqual([]);
  });

  it('finds that CO2 on the ground scatters more from a week in on, and no other noise changed', async () => {
    const { anomalies } = await listAnomalies(memory, 'rr1', { kind: 'VARIANCE' });
    expect(anomalies.map(({ unit, channels, from, to }) => [unit, ...channels, from, to])).toEqual([
      ['GU1', 'co2', '2014-09-27T12:00:00Z', null],
    ]);
  });

  it('finds no OFFSET', async () => {
    expect((await listAnomalies(memory, 'rr1', { kind: 'OFFSET' })).anomalies).toEqual([]);
  });

  it('counts the same file again as duplicate, and nothing twice', async () => {
    const again = await upload(memory, 'rr1', 'RR1_CSV.csv', realFile('iss-rodent-research/RR1_CSV.csv'));
    await settleAll(memory);
    const receipt = await showReceipt(memory, 'rr1', again);
    expect(receipt.duplicateOf).toBe(downlink);
    expect(receipt.counts).toMatchObject({
      samples: 72522,
      accepted: 0,
      duplicates: 72522,
      conflicts: 0,
      rejected: 0,
    });
    expect((await delta('temperature')).summaryAll.pairedSamples).toBe(12087);
    expect(await queryCompleteness(memory, 'rr1', { unit: 'FU1', channel: 'co2' })).toMatchObject({
      received: 12087,
    });
  });

  it('gives the raw value of every sample back', async () => {
    const { points, resolution } = await queryTelemetry(memory, 'rr1', {
      unit: 'FU1',
      channel: 'co2',
      from: Date.UTC(2014, 8, 20, 3, 59) * 1000,
      to: Date.UTC(2014, 8, 20, 4, 14) * 1000,
    });
    expect(resolution).toBe('raw');
    expect(points.map(({ t, mean }) => [t, mean])).toEqual([
      ['2014-09-20T03:59:00Z', 2641],
      ['2014-09-20T04:04:00Z', 2642],
      ['2014-09-20T04:09:00Z', 2652],
    ]);
  });
});

describe.runIf(hasRealData)('RR-6 (skipped only where HOWSHIP_DATA is absent)', async () => {
  const { memory, downlink } = hasRealData
    ? await mission('rr6', 'RR6_CSV.csv')
    : { memory: memoryPorts(), downlink: '' };

  it('accepts all of its 105,432 samples', async () => {
    const { counts } = await showReceipt(memory, 'rr6', downlink);
    expect(counts).toMatchObject({ rows: 17572, samples: 105432, accepted: 105432, rejected: 0 });
  });

  it('finds the label of lift-off where it belongs, and says which milestones it cannot check', async () => {
    const { warnings } = await showReceipt(memory, 'rr6', downlink);
    expect(warnings.map(({ code }) => code)).toEqual(Array(3).fill('EVENT_MISMATCH'));
    expect(warnings.map(({ message }) => /but no event (\S+) of FU1/.exec(message)?.[1])).toEqual([
      'loading',
      'transfer',
      'sac-1',
    ]);
  });

  it('agrees on the alignment by the votes of the data: no lag', async () => {
    const delta = await queryDelta(memory, 'rr6', { pair: 'P1', channel: 'temperature' });
    agreesByData(delta);
    expect(delta.environment).toMatchObject({ verdict: 'CLEAN', judged: [{ channel: 'temperature' }] });
  });

  it('finds the published flight minus ground of temperature', async () => {
    const { summaryAll } = await queryDelta(memory, 'rr6', { pair: 'P1', channel: 'temperature' });
    expect(summaryAll.delta).toBeCloseTo(-0.0003, 4);
    expect(summaryAll.sd).toBeCloseTo(0.1284, 4);
  });

  it('counts 17,572 of 17,852 expected samples and one gap of 1,392 minutes', async () => {
    const answer = await queryCompleteness(memory, 'rr6', { unit: 'FU1', channel: 'humidity' });
    expect(answer).toMatchObject({ received: 17572, expected: 17852 });
    expect(answer.gaps).toHaveLength(1);
    expect(answer.gaps[0]).toMatchObject({ from: '2018-01-10T13:27:00Z' });
    expect((Date.parse(answer.gaps[0]!.to) - Date.parse(answer.gaps[0]!.from)) / 60_000).toBe(1392);
  });

  it('flags the six stretches of the flight unit, and none on the ground', async () => {
    expect(await stuck(memory, 'rr6', 'FU1')).toEqual([
      ['co2', '2017-12-06T15:06:00Z', 1449],
      ['humidity', '2017-12-06T15:06:00Z', 1738],
      ['temperature', '2017-12-06T15:06:00Z', 1738],
      ['co2', '2017-12-11T15:51:00Z', 1126],
      ['humidity+temperature', '2017-12-12T21:31:00Z', 240],
      ['co2+humidity+temperature', '2018-01-10T01:57:00Z', 132],
    ]);
    expect(await stuck(memory, 'rr6', 'GU1')).toEqual([]);
  });

  it('finds its noise changed seven times, and none of what is quieter than its resolution', async () => {
    const { anomalies, lookedFor } = await listAnomalies(memory, 'rr6', { kind: 'VARIANCE' });
    expect(anomalies.map(({ unit }) => unit).sort()).toEqual(['FU1', ...Array<string>(6).fill('GU1')]);
    expect(lookedFor.filter(({ looked }) => !looked).map(({ unit, why }) => [unit, why])).toEqual([
      ['FU1', 'its noise is below what steps of 0.1 show'],
      ['FU1', 'its noise is below what steps of 1 show'],
    ]);
  });

  it('finds no OFFSET', async () => {
    expect((await listAnomalies(memory, 'rr6', { kind: 'OFFSET' })).anomalies).toEqual([]);
  });
});
