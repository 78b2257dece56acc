import { describe, expect, it } from 'vitest';
import type { ComparisonOnWire, ComparisonsOnWire } from '../../../../shared/contract/comparisons.ts';
import { listComparisons } from '../../../../shared/usecases/answer/list-comparisons.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import {
  ARMS_EXPERIMENT,
  armsDocument,
  armsPorts,
  plateCsv,
  temperaturesCsv,
  unitsIn,
} from '../../../support/arms-experiment.ts';
import type { MemoryPorts } from '../../../support/memory-ports.ts';
import { pitAssay, pitsCsv } from '../../../support/pit-files.ts';
import { settleAll, upload } from '../../../support/run-stack.ts';

const PAIRS = { analysis: { primary: [], paired: true } };
const asked = (ports: MemoryPorts, query: Parameters<typeof listComparisons>[2] = {}) =>
  listComparisons(ports, ARMS_EXPERIMENT, query);

function one(answer: ComparisonsOnWire, contrast: string, endpoint: string): ComparisonOnWire {
  const found = answer.comparisons.find((it) => it.contrast === contrast && it.endpoint === endpoint);
  if (found === undefined) throw new Error(`no ${endpoint} in ${contrast}`);
  return found;
}

describe('arms against each other', () => {
  it('have one shape of telemetry and of targets: estimate, interval and p, with every unit', async () => {
    const answer = await asked(await armsPorts());
    expect(answer.pending).toBe(0);
    const warm = one(answer, 'flight-v-ground', 'temperature');
    expect(warm).toMatchObject({
      ...{ phase: 'culture', ucum: 'Cel', scale: 'difference', estimate: 1, by: 'units' },
      arms: {
        a: { n: 3, units: [{ unit: 'F1', value: 37.1, samples: 2160, coverage: 1 }, {}, {}], missing: [] },
        b: { n: 3, units: [{}, {}, { unit: 'G3', value: 36.3 }] },
      },
    });
    // Welch on 37.1, 37.2, 37.3 against 36.1, 36.2, 36.3: se 0.1·√(2/3), 4 degrees of freedom, t 2.776445105198.
    expect(warm.ci95?.[0]).toBeCloseTo(1 - 2.776445105198 * 0.1 * Math.sqrt(2 / 3), 10);
    expect(warm.permutation).toEqual({ pValue: 0.1, smallestAttainable: 0.1 });
    const ctsk = one(answer, 'flight-v-ground', 'CTSK');
    expect(ctsk).toMatchObject({ assay: 'qpcr', phase: null, scale: 'ratio', by: 'units' });
    expect(ctsk.estimate).toBeGreaterThan(5);
    expect(ctsk.estimate).toBeLessThan(13);
    expect(one(answer, 'rotor-v-ground', 'CTSK').ci95?.[0]).toBeLessThan(1);
    expect(ctsk.warnings.map(({ code }) => code)).toContain('efficiency.assumed');
  });

  it('say on what levels they rest, what would undo them, and what differs beside gravity', async () => {
    const alone = await asked(await armsPorts(), { endpoint: 'temperature' });
    const told = one(alone, 'flight-v-ground', 'temperature');
    expect(told.levels).toMatchObject({ units: { a: 3, b: 3 }, donors: { a: null, b: null } });
    expect(told.levels?.sentence).toContain('between-incubator spread is not in this interval');
    expect(told.tippingPoint?.incubatorSd).toBeCloseTo(0.356, 3);
    expect(alone.contrasts.map(({ contrast, differs }) => [contrast, differs.slice(0, 39)])).toEqual([
      ['flight-v-rotor', 'the least confounded estimate of gravity'.slice(0, 39)],
      ['flight-v-ground', 'launch, cabin air, radiation and handling'.slice(0, 39)],
      ['rotor-v-ground', 'gravity is alike: what differs is the flight'.slice(0, 39)],
    ]);
    const spread = armsDocument({}, (unit) => ({ incubator: `I${unit}` }));
    const many = one(await asked(await armsPorts(spread)), 'flight-v-ground', 'temperature');
    expect(many.tippingPoint).toBeUndefined();
    expect(many.levels?.incubators).toEqual({ a: 3, b: 3 });
  });

  it('take donors that the arms share as blocks, and pairs where they are declared', async () => {
    const shared = armsDocument({}, (unit) => ({ donor: `D${unit[1]}` }));
    const blocks = one(await asked(await armsPorts(shared)), 'flight-v-ground', 'temperature');
    // Every donor differs by exactly 1 between the arms: nothing is left to tell chance by.
    expect(blocks).toMatchObject({ by: 'blocks', estimate: 1, pValue: null });
    expect(blocks.permutation).toEqual({ pValue: 0.25, smallestAttainable: 0.25 });
    const one1 = armsDocument({}, () => ({ donor: 'D1' }));
    const same = one(await asked(await armsPorts(one1)), 'flight-v-ground', 'temperature');
    expect(same).toMatchObject({ by: 'units', levels: { donors: { a: 1, b: 1 } } });
    const pairs = await asked(await armsPorts(armsDocument(PAIRS)));
    expect(one(pairs, 'flight-v-ground', 'temperature').by).toBe('pairs');
    expect(one(pairs, 'flight-v-rotor', 'temperature').refused?.code).toBe('comparison.no-pairs');
  });

  it('are adjusted for all that could be asked, not for what is', async () => {
    const ports = await armsPorts();
    const all = await asked(ports);
    const few = await asked(ports, { contrast: 'flight-v-ground', endpoint: 'CTSK' });
    expect(few.comparisons).toHaveLength(1);
    expect(few.comparisons[0]?.adjusted).toEqual(one(all, 'flight-v-ground', 'CTSK').adjusted);
    // An endpoint with a p in three contrasts, and a channel.
    expect(few.comparisons[0]?.adjusted).toMatchObject({ role: 'EXPLORATORY', family: 'ENDPOINTS', of: 3 });
    expect(one(all, 'flight-v-ground', 'temperature').adjusted).toMatchObject({ family: 'CHANNELS', of: 3 });
  });

  it('hold primary questions apart, and say whether they were declared beforehand', async () => {
    const primary = { analysis: { primary: [{ endpoint: 'CTSK', contrast: 'flight-v-ground' }, 'pits'] } };
    const answer = await asked(await armsPorts(armsDocument(primary)));
    const ctsk = one(answer, 'flight-v-ground', 'CTSK');
    // Its own question, and that of pits in three contrasts, which nothing has answered.
    expect(ctsk.adjusted).toMatchObject({ role: 'PRIMARY', method: 'holm', of: 4 });
    expect(ctsk.adjusted.pValue).toBeCloseTo(4 * ctsk.pValue!, 10);
    expect(one(answer, 'flight-v-rotor', 'CTSK').adjusted.role).toBe('EXPLORATORY');
    // The clock of these ports stands after the activation.
    expect(answer.primary).toMatchObject({ declared: 'AFTERWARDS', paired: false });
  });

  it('keep the time at which the questions were declared, whatever else of the definition changes', async () => {
    const primary = { analysis: { primary: ['CTSK'] } };
    const ports = await armsPorts(armsDocument(primary), {});
    const before = (await asked(ports)).primary?.sentence;
    ports.clock.advance(3600);
    await applyExperiment(
      ports,
      ARMS_EXPERIMENT,
      JSON.stringify(armsDocument({ ...primary, title: 'Arms' })),
    );
    expect((await asked(ports)).primary?.sentence).toBe(before);
    const other = { analysis: { primary: ['CTSK', 'temperature'] } };
    await applyExperiment(ports, ARMS_EXPERIMENT, JSON.stringify(armsDocument(other)));
    expect((await asked(ports)).primary?.sentence).not.toBe(before);
  });

  it('name what has no value, and why; an arm without any is refused', async () => {
    const some = [...unitsIn('flight').slice(0, 2), ...unitsIn('ground')];
    const answer = await asked(await armsPorts(armsDocument(), { 'wide.csv': temperaturesCsv(some) }));
    const warm = one(answer, 'flight-v-ground', 'temperature');
    expect(warm.arms.a).toMatchObject({ n: 2, missing: [{ unit: 'F3', reason: 'nothing of it has come' }] });
    expect(warm.warnings.map(({ code }) => code)).toEqual(['comparison.units-missing']);
    expect(one(answer, 'flight-v-rotor', 'temperature')).toMatchObject({
      ...{ estimate: null, snapshot: null },
      refused: { code: 'comparison.no-units', message: 'no unit of rotor has a value of temperature' },
    });
    expect(one(answer, 'flight-v-ground', 'set').refused?.code).toBe('comparison.no-units');
    expect(answer.notCompared).toEqual([
      { what: 'phase stowage', sentence: 'it is not armed, so that no summary counts it' },
      { what: 'assay qpcr', sentence: 'nothing of the assay has been computed' },
    ]);
  });

  it('say of a family that will grow that its adjusted p are preliminary, and of no other', async () => {
    const files = { 'wide.csv': temperaturesCsv(), 'a_pits.csv': pitsCsv() };
    const assays = [...armsDocument().assays, pitAssay()];
    const early = await asked(await armsPorts(armsDocument({ assays }), files));
    const { preliminary } = one(early, 'flight-v-ground', 'pits').adjusted;
    expect(preliminary).toBe('endpoints of qpcr are still to come, and each will be one question more');
    expect(one(early, 'flight-v-ground', 'temperature').adjusted).not.toHaveProperty('preliminary');
    const whole = await asked(await armsPorts());
    expect(whole.comparisons.map(({ adjusted }) => adjusted.preliminary)).not.toContain(preliminary);
  });

  it('name a primary question that nothing is called by, and what may have been meant', async () => {
    const primary = ['CTSK', 'temprature', { endpoint: 'CTSK', contrast: 'flight-v-grund' }];
    const ports = await armsPorts(armsDocument({ analysis: { primary } }));
    const { notCompared } = await asked(ports);
    expect(notCompared.filter(({ what }) => what.startsWith('primary'))).toEqual([
      {
        what: 'primary question temprature',
        sentence:
          'nothing of that name is compared in flight-v-rotor, flight-v-ground, rotor-v-ground: it counts as a question without an answer; did you mean "temperature"?',
      },
      {
        what: 'primary question CTSK',
        sentence:
          'nothing of that name is compared in flight-v-grund: it counts as a question without an answer; did you mean "flight-v-ground"?',
      },
    ]);
  });

  it('name a channel that one arm alone has, and one that neither has', async () => {
    const { channels, sources } = armsDocument();
    const gas = { ...channels[0], id: 'co2' };
    const ofOne = {
      ...{ id: 'gas', match: 'gas*.csv', layout: 'wide', time: { column: 't' } },
      columns: { C: { channel: 'co2', unit: 'F1' } },
    };
    const idle = { ...channels[0], id: 'idle' };
    const document = armsDocument({ channels: [...channels, gas, idle], sources: [...sources, ofOne] });
    const { notCompared } = await asked(await armsPorts(document, {}));
    expect(notCompared.filter(({ what }) => what.startsWith('channel'))).toEqual([
      {
        what: 'channel co2',
        sentence:
          'only flight has it in flight-v-rotor, flight-v-ground; neither arm has it in rotor-v-ground',
      },
      {
        what: 'channel idle',
        sentence: 'neither arm has it in flight-v-rotor, flight-v-ground, rotor-v-ground',
      },
    ]);
  });

  it('are the same in any order of the files, and without one that was withdrawn', async () => {
    const files = { 'wide-1.csv': temperaturesCsv(unitsIn('flight')), 'plate.csv': plateCsv() };
    const rest = { 'wide-2.csv': temperaturesCsv([...unitsIn('rotor'), ...unitsIn('ground')]) };
    const [a, b] = [
      await asked(await armsPorts(armsDocument(), { ...files, ...rest })),
      await asked(await armsPorts(armsDocument(), { ...rest, ...files })),
    ];
    expect(a).toEqual(b);
    const ports = await armsPorts(armsDocument(), files);
    const before = await asked(ports);
    const { id } = { id: await upload(ports, ARMS_EXPERIMENT, 'wide-2.csv', rest['wide-2.csv']) };
    await settleAll(ports);
    expect(await asked(ports)).toEqual(a);
    const { withdrawDownlink } = await import('../../../../shared/usecases/arrive/withdraw-downlink.ts');
    const by = { by: 'test', reason: 'of another payload' };
    await withdrawDownlink(ports, { experiment: ARMS_EXPERIMENT, downlink: id }, by);
    await settleAll(ports);
    expect(await asked(ports)).toEqual(before);
  });

  it('stand beside what ground does against ground in rehearsals, and no flight is one', async () => {
    const ports = await armsPorts();
    const rehearsal = JSON.stringify({
      ...armsDocument({ mode: 'REHEARSAL' }),
      id: 'rehearsal',
      arms: ['flight', 'rotor', 'ground'].map((id) => ({ id, kind: 'GROUND_CONTROL_SYNCHRONOUS' })),
      pairs: [],
    });
    await applyExperiment(ports, 'rehearsal', rehearsal);
    // Of rotor and ground alone: what flew is far from both.
    const quiet = temperaturesCsv([...unitsIn('rotor'), ...unitsIn('ground')]);
    await upload(ports, 'rehearsal', 'wide.csv', quiet);
    await settleAll(ports);
    const query = { contrast: 'flight-v-ground', null: ['rehearsal'] };
    const answer = await asked(ports, query);
    expect(one(answer, 'flight-v-ground', 'temperature').null).toMatchObject({
      ...{ runs: 1, units: 6, standsOut: true, unitSd: expect.closeTo(0.1, 10) },
      differences: [{ between: 'arms', of: 'rotor and ground of rehearsal', value: expect.closeTo(0, 10) }],
    });
    expect(one(answer, 'flight-v-ground', 'CTSK').null).toMatchObject({ units: 0, standsOut: null });
    await expect(asked(ports, { null: [ARMS_EXPERIMENT] })).rejects.toMatchObject({
      code: 'null.not-a-rehearsal',
    });
  });

  it.each([
    [{ contrast: 'flight-v-grund' }, 'contrast.unknown', 'did you mean "flight-v-ground"?'],
    [{ endpoint: 'temprature' }, 'endpoint.unknown', 'did you mean "temperature"?'],
    [{ phase: 'cultur' }, 'phase.unknown', 'did you mean "culture"?'],
  ])('refuse %o, naming what is nearest', async (query, code, message) => {
    const ports = await armsPorts(armsDocument(), {});
    await expect(asked(ports, query)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
  });

  it('explain why a slice is no replicate', async () => {
    const asked = listComparisons(await armsPorts(), ARMS_EXPERIMENT, { replicate: 'slice' });
    await expect(asked).rejects.toMatchObject({
      code: 'comparison.replicate',
      message: expect.stringContaining('13 to 50 of 100 experiments that have none'),
    });
  });
});
