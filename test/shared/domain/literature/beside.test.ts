import { expect, it } from 'vitest';
import { besideLiterature } from '../../../../shared/domain/literature/beside.ts';
import { literatureRecords } from '../../../../shared/domain/literature/catalogue.ts';
import { endpointOf } from '../../../../shared/domain/literature/names.ts';
import { reportedOf } from '../../../../shared/domain/literature/reported.ts';
import type { Measured } from '../../../../shared/domain/literature/verdict.ts';

const FLIGHT = { techniques: ['spaceflight'], cellClass: 'osteoclast_lineage' };
const RPM = { techniques: ['rpm'], cellClass: null };
const went = (sign: Measured['sign']): Measured => ({ sign, isEffect: true, isEquivalent: false });
const ofGene = (symbol: string) => literatureRecords().filter(({ symbols }) => symbols.includes(symbol));
const at = (endpoint: string, technique: string, went: Measured) => {
  const { records, place } = reportedOf(endpoint);
  return besideLiterature(records, { techniques: [technique], cellClass: null }, went, place);
};

it('cathepsin K of osteoclasts in flight that goes up agrees, down opposes, and is named with its references', () => {
  const ctsk = ofGene('CTSK');
  const agrees = besideLiterature(ctsk, FLIGHT, went('up'));
  expect(agrees).toMatchObject({ verdict: 'AGREES', through: 'spaceflight, osteoclast lineage' });
  expect(agrees.studies.length).toBeGreaterThan(0);
  expect(agrees.records.length).toBeGreaterThan(0);
  expect(besideLiterature(ctsk, FLIGHT, went('down')).verdict).toBe('OPPOSES');
});

it('RUNX2 on the RPM is in conflict, with both sides, and in flight one study', () => {
  const beside = besideLiterature(ofGene('RUNX2'), RPM, went('down'));
  expect(beside.verdict).toBe('CONFLICTING');
  expect(beside.sentence).toBe(
    'studies disagree among themselves: up in study 115; down in studies 94, 96, 99, 101, 160; unchanged in study 104 (rpm, cells of any kind, as the definition does not say which)',
  );
  const inFlight = { techniques: ['spaceflight'], cellClass: 'osteoblast_lineage' };
  expect(besideLiterature(ofGene('RUNX2'), inFlight, went('down'))).toMatchObject({
    verdict: 'AGREES',
    studies: [120],
  });
});

it('findings in flight name their missions, also where another place of the review does, and count those that name none', () => {
  const sox2 = besideLiterature(ofGene('SOX2'), { techniques: ['spaceflight'], cellClass: null }, null);
  expect(sox2.missions).toEqual({ names: ['ISS'], untold: 0 });
  expect(sox2.sentence).toContain('; missions: ISS)');
  const ctsk = besideLiterature(ofGene('CTSK'), FLIGHT, null);
  expect(ctsk.missions).toEqual({ names: [], untold: ctsk.records.length });
  expect(ctsk.sentence).toContain(`; missions: not named in ${ctsk.records.length} finding`);
  expect(besideLiterature(ofGene('RUNX2'), RPM, null).missions).toEqual({ names: [], untold: 0 });
});

it('an arm whose platform nobody knows is held against studies of all on the ground, and of none in flight', () => {
  const beside = besideLiterature(ofGene('RUNX2'), { techniques: null, cellClass: null }, went('down'));
  expect(beside.through).toBe(
    'platforms on the ground of any kind, as the definition names none that is known, cells of any kind, as the definition does not say which',
  );
  expect(beside.studies).toContain(115);
  expect(beside.studies).not.toContain(120);
  expect(beside.overall.studies).toContain(120);
});

it('what is known of other platforms alone is told beside', () => {
  const formed = literatureRecords().filter((one) => endpointOf(one) === 'ocgenesis');
  const beside = besideLiterature(formed, { techniques: ['ffm'], cellClass: null }, went('up'));
  expect(beside).toMatchObject({
    verdict: 'NO_EXPECTATION',
    studies: [],
    records: [],
    overall: { verdict: 'CONFLICTING' },
  });
  expect(beside.sentence).toContain('of other platforms or cells: up in');
});

it('a bone is held against studies of its own site, else of bones that bear the same, which is said', () => {
  const femur = at('bmd@femur/trabecular', 'spaceflight', went('down'));
  expect(femur).toMatchObject({ verdict: 'AGREES', studies: [39], overall: { verdict: 'CONFLICTING' } });
  expect(femur.sentence).toContain('as the definition does not say which, femur, trabecular; missions');
  const tibia = at('bmd@hip/trabecular', 'hlu', went('down'));
  expect(tibia.verdict).toBe('NO_EXPECTATION');
  const unloaded = at('bmd@hip', 'hlu', went('down'));
  expect(unloaded).toMatchObject({ verdict: 'AGREES', studies: [100, 126, 127, 130, 136, 155] });
  expect(unloaded.through).toContain('bones that bear weight, as none of them reports hip');
});

it('the radius and the femur have studies of their own, and a ratio of two genes contradicts neither', () => {
  expect(at('bmd@radius', 'spaceflight', went('down'))).toMatchObject({
    ...{ verdict: 'OPPOSES', studies: [8, 27, 28, 29, 35, 36, 37] },
  });
  expect(at('bmd@femur', 'spaceflight', went('down'))).toMatchObject({
    ...{ verdict: 'AGREES', studies: [41, 42, 148] },
  });
  expect(at('TNFRSF11B', 'rpm', went('down'))).toMatchObject({ verdict: 'AGREES', studies: [101, 121] });
  expect(at('rankl_opg_ratio', 'rpm', went('up'))).toMatchObject({ verdict: 'AGREES', studies: [121] });
});

it('beside cells in culture stands how many of the studies are of people or animals, and beside others nothing', () => {
  const { records } = reportedOf('eroded-surface');
  expect(besideLiterature(records, FLIGHT, went('up')).sentence).toContain(
    '(spaceflight, osteoclast lineage, of which 7 studies of people or animals (26, 30, 31, 32, 33, 40, 152); missions',
  );
  const anyCell = besideLiterature(records, { ...FLIGHT, cellClass: null }, went('up'));
  expect(anyCell.sentence).not.toContain('people or animals');
  expect(besideLiterature(reportedOf('pits').records, FLIGHT, went('up')).sentence).not.toContain('animals');
});
