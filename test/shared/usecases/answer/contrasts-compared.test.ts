/** What a comparison of pits says of the surroundings that decide pits: CLEAN only where they were judged. */
import { describe, expect, it } from 'vitest';
import { listComparisons } from '../../../../shared/usecases/answer/list-comparisons.ts';
import {
  ARMS_EXPERIMENT,
  armsDocument,
  armsPorts,
  START,
  unitsIn,
} from '../../../support/arms-experiment.ts';
import { countedPorts } from '../../../support/counted-ports.ts';
import { pitAssay, pitsCsv } from '../../../support/pit-files.ts';

const UNITS = [...unitsIn('flight'), ...unitsIn('ground')];
type Quantity = 'temperature' | 'co2' | 'o2';
const UCUM = { temperature: 'Cel', co2: '%', o2: '%' } as const;
const LEVEL = { temperature: 37, co2: 5, o2: 20 } as const;
const MARGIN = { temperature: 0.5, co2: 0.2, o2: 1 } as const;

function document(quantities: readonly Quantity[], more: object = {}) {
  const plain = armsDocument({ assays: [pitAssay()], ...more }, () => ({
    ...{ donor: 'D7', substrate: 'bovine-bone' },
  }));
  const [source] = plain.sources;
  return {
    ...plain,
    channels: quantities.map((id) => ({
      ...(id === 'co2' && { quantity: 'carbon dioxide' }),
      ...{ id, unit: UCUM[id], storage: 'decimal(3)', period: 'PT5M', stuckAfter: 'PT6H', accuracy: 0.05 },
      twin: { margin: MARGIN[id] },
    })),
    sources: [{ ...source, columns: Object.fromEntries(quantities.map((id) => [id, { channel: id }])) }],
  };
}

/** @param raised of flight, above its level */
function readings(quantities: readonly Quantity[], raised: Partial<Record<Quantity, number>> = {}): string {
  const lines = [`t,u,${quantities.join(',')}`];
  for (let minute = 0; minute < 48 * 60; minute += 5)
    for (const unit of UNITS) {
      const wave = 0.02 * Math.sin((2 * Math.PI * (minute % 60)) / 60);
      const cells = quantities.map((id) =>
        (LEVEL[id] + wave + (unit.startsWith('F') ? (raised[id] ?? 0) : 0)).toFixed(3),
      );
      lines.push(`${new Date(START + minute * 60_000).toISOString()},${unit},${cells.join(',')}`);
    }
  return `${lines.join('\n')}\n`;
}

const ALL: readonly Quantity[] = ['temperature', 'co2', 'o2'];

async function told(doc: object, wide: string) {
  const ports = await armsPorts(doc, { 'wide.csv': wide, 'a_pits.csv': pitsCsv(['flight', 'ground']) });
  const asked = { contrast: 'flight-v-ground', endpoint: 'pits' };
  const { comparisons, contrasts } = await listComparisons(ports, ARMS_EXPERIMENT, asked);
  return { comparison: comparisons[0]!, environment: contrasts[0]!.environment };
}

describe('pits of arms and their surroundings', () => {
  it('are CLEAN where temperature, CO2 and O2 were judged, and alike', async () => {
    const { environment, comparison } = await told(document(ALL), readings(ALL));
    expect(environment.verdict, environment.sentence).toBe('CLEAN');
    expect(comparison.explained).toBeUndefined();
    expect(comparison.unexplained).toBeUndefined();
    expect(environment.apartIn).toBeUndefined();
  });

  it('are CONFOUNDED by 0.4 % of CO2, and say how much of the ratio it would explain', async () => {
    const { environment, comparison } = await told(document(ALL), readings(ALL, { co2: 0.4 }));
    expect(environment.verdict).toBe('CONFOUNDED');
    const [explained] = comparison.explained!;
    // Henderson and Hasselbalch: log10(5.0 / 5.4).
    expect(explained).toMatchObject({ quantity: 'ph', shift: expect.closeTo(-0.0334, 4) });
    expect(explained!.ratio[0]).toBeCloseTo(1.59, 2);
    expect(explained!.ratio[1]).toBeCloseTo(1.81, 2);
    expect(explained!.sentence).toBe(
      'CO2 of 5.4 against 5, at constant bicarbonate: a shift of −0.033 of pH would by itself make a ratio of 1.6 to 1.8 (Arnett & Spowage 1996, rat osteoclasts)',
    );
  });

  it('say of mean areas that nobody knows how much of them CO2 explains, and of counts how much', async () => {
    const csv = readings(ALL, { co2: 0.4 });
    const ports = await armsPorts(document(ALL), {
      ...{ 'wide.csv': csv, 'a_pits.csv': pitsCsv(['flight', 'ground']) },
    });
    const { comparisons, contrasts } = await listComparisons(ports, ARMS_EXPERIMENT, {
      contrast: 'flight-v-ground',
    });
    const ofPits = comparisons.filter(({ assay }) => assay === 'pits');
    const without = ofPits.filter(({ unexplained }) => unexplained !== undefined);
    expect(without.map(({ endpoint }) => endpoint)).toEqual(['pit-area', 'pit-depth']);
    expect(without[0]!.unexplained).toMatchObject({
      quantities: ['co2'],
      sentence: expect.stringContaining('no sensitivity to CO2 is declared or known'),
    });
    expect(ofPits.filter(({ explained }) => explained === undefined)).toEqual(without);
    expect(contrasts.find(({ assay }) => assay === 'pits')!.environment.apartIn).toEqual(['co2']);
  });

  it('are UNKNOWN where CO2, pH and O2 were not measured, which are named', async () => {
    const { environment } = await told(document(['temperature']), readings(['temperature']));
    expect(environment).toMatchObject({
      verdict: 'UNKNOWN',
      sentence: expect.stringContaining('it cannot be CLEAN, as nothing judged pH or CO2, O2'),
    });
    const own = document(['temperature'], { assays: [pitAssay({ requires: ['temperature'] })] });
    expect((await told(own, readings(['temperature']))).environment.verdict).toBe('CLEAN');
  });

  it('are explained by what the team measured itself, before what the field knows', async () => {
    const sensitivities = [
      { endpoint: 'pits', quantity: 'co2', perUnit: [1, 1.5], source: 'dose–response of March' },
      { endpoint: 'pits', quantity: 'ph', perUnit: [-10, -9], source: 'dose–response of March' },
    ];
    const { comparison } = await told(document(ALL, { sensitivities }), readings(ALL, { co2: 0.4 }));
    expect(comparison.explained?.map(({ quantity, ratio }) => [quantity, ratio[1]])).toEqual([
      // Its acid would explain the same shift once more.
      ['co2', expect.closeTo(Math.exp(0.6), 2)],
    ]);
    const [, ofAcid] = sensitivities;
    const acid = await told(document(ALL, { sensitivities: [ofAcid] }), readings(ALL, { co2: 0.4 }));
    expect(acid.comparison.explained?.map(({ quantity, ratio }) => [quantity, ratio[1]])).toEqual([
      ['ph', expect.closeTo(Math.exp(0.334), 2)],
    ]);
  });

  it('are looked at once of all assays that were taken at one time', async () => {
    const callsWith = async (takenAt: string) => {
      const assays = [pitAssay(), pitAssay({ id: 'again', match: '*_again.csv', takenAt })];
      const arms = ['flight', 'ground'] as const;
      const pits = { 'a_pits.csv': pitsCsv(arms), 'b_again.csv': pitsCsv(arms, 4) };
      const own = await armsPorts(document(ALL, { assays }), { 'wide.csv': readings(ALL), ...pits });
      const { ports, calls } = countedPorts(own);
      const asked = { contrast: 'flight-v-ground', endpoint: 'pits' };
      const { contrasts } = await listComparisons(ports, ARMS_EXPERIMENT, asked);
      expect(contrasts.map(({ assay }) => assay)).toEqual(['pits', 'again']);
      return calls.length;
    };
    expect(await callsWith('fixation')).toBeLessThan((await callsWith('2026-03-02T10:00:00Z')) - 5);
  });
});
