import { describe, expect, it } from 'vitest';
import { expectationOf } from '../../../../shared/domain/literature/expectation.ts';
import { recordsOfGene } from '../../../../shared/domain/literature/measured-names.ts';
import { recordsCalled, reportedOf } from '../../../../shared/domain/literature/reported.ts';
import { techniques } from '../../../../shared/domain/literature/techniques.ts';
import {
  EVERYWHERE,
  extracted,
  extractedBy,
  foundBy,
  nameHere,
} from '../../../support/extracted-literature.ts';
import { hasRealData } from '../../../support/real-data.ts';

const endpointsOf = (name: string) => new Set(reportedOf(name).records.map((one) => one.of ?? one.endpoint));
const bonesOf = (name: string) => reportedOf(name).place?.bones;
const flightAt = (name: string, part: 'own' | 'all' = 'all') => {
  const { records, place } = reportedOf(name);
  const all = part === 'own' ? (place?.own ?? []) : records;
  return expectationOf(all.filter(({ technique }) => technique === 'spaceflight'))?.sides ?? null;
};

it('endpoints of ours are what the literature calls otherwise, and targets are genes', () => {
  expect(endpointsOf('pits')).toEqual(new Set(['pit_count']));
  expect(endpointsOf('eroded-surface')).toEqual(new Set(['bone_resorption']));
  expect(endpointsOf('ctx')).toEqual(new Set(['ctx']));
  expect(endpointsOf('osteoclast formation')).toEqual(new Set(['ocgenesis']));
  for (const ratio of ['rankl_opg_ratio', 'RANKL/OPG', 'RANKL/OPG ratio'])
    expect(endpointsOf(ratio)).toEqual(new Set(['rankl_opg_ratio']));
  expect(reportedOf('Sost').records).toEqual(recordsOfGene('SOST'));
  for (const name of ['temperature', 'pit-area'])
    expect(reportedOf(name)).toEqual({ records: [], place: null, unknown: null });
  expect(recordsCalled('bmd').length).toBeGreaterThan(recordsCalled('trab_density').length);
});

it('a bone is held against those that bear the same, of the same compartment, and its own site comes first', () => {
  expect(flightAt('bmd@radius')).toEqual({ unchanged: [8, 27, 28, 29, 35, 36, 37] });
  expect(flightAt('bmd@femur/trabecular')).toEqual({ down: [36, 39, 149] });
  expect(flightAt('bmd@femur/trabecular', 'own')).toEqual({ down: [39] });
  expect(flightAt('bmd@Humerus', 'own')).toEqual({ unchanged: [41, 42] });
  expect(flightAt('bmd@femur', 'own')).toEqual({ down: [41, 42, 148] });
  expect(bonesOf('bmd@femur/trabecular')).toBe('bones that bear weight, trabecular');
  // Integral is the whole bone, cancellous is trabecular, and a compartment may stand alone.
  expect(reportedOf('bmd@femur/integral').records).toEqual(reportedOf('bmd@femur').records);
  expect(reportedOf('bmd@femur/cancellous').records).toEqual(reportedOf('bmd@femur/trabecular').records);
  expect(bonesOf('bmd@cortical')).toBe('bones of which the study does not say which, cortical');
  // Of that compartment by its name.
  expect(bonesOf('trab_density@tibia')).toBe('bones that bear weight, trabecular');
  expect(flightAt('trab_density@tibia')).toEqual({ down: [36] });
});

it('a bone of which no site is told is held against those of which studies tell none, and one that nobody knows against none', () => {
  expect(flightAt('bmd')).toEqual({ down: [7, 8, 23, 24, 25, 28, 41] });
  expect(reportedOf('bmd').place).toMatchObject({ name: null, own: [] });
  expect(reportedOf('bmd@tibai')).toEqual({
    ...{ records: [], place: null },
    unknown:
      'no study of the catalogue names the site "tibai" (did you mean "tibia"?), so that nothing says what it bears',
  });
});

it('of cells the same place comes first, and other places count as well', () => {
  const { records, place } = reportedOf('oc_surface@vertebra');
  expect(records).toEqual(reportedOf('oc_surface').records);
  expect(place?.own.map(({ site }) => site)).toEqual(['L4 vertebra', 'hindlimb and vertebra']);
  expect(reportedOf('oc_surface').place).toBeNull();
});

describe.skipIf(!hasRealData)('what a measured endpoint is held against', () => {
  it('is, of every endpoint, load and compartment, what was extracted of the review by other means', () => {
    const endpoints = extracted.filter(({ type }) => type === 'endpoint');
    expect(endpoints).toHaveLength(127);
    for (const one of endpoints)
      for (const technique of [...techniques().map(({ id }) => id), EVERYWHERE])
        expect([one.key, technique, foundBy(reportedOf(heldBy(nameHere(one))).records, technique)]).toEqual([
          ...[one.key, technique, extractedBy(one, technique)],
        ]);
  });

  /** Endpoints of one compartment alone mean it whether they name it or not; the whole bone is said. */
  const heldBy = (name: string) => (name.includes('/') || !name.includes('@') ? name : `${name}/integral`);
});
