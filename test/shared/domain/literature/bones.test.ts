import { expect, it } from 'vitest';
import {
  compartmentOf,
  endpointAtBones,
  isOfBone,
  isSameSite,
  loadAt,
  loadOf,
  sitesKnown,
} from '../../../../shared/domain/literature/bones.ts';
import { type LiteratureRecord, literatureRecords } from '../../../../shared/domain/literature/catalogue.ts';

const [first] = literatureRecords();
const bone = (more: Partial<LiteratureRecord>): LiteratureRecord => ({ ...first!, symbols: [], ...more });

it('an endpoint of a bone is called with what the bone bears and its compartment, one of cells by its name', () => {
  const radius = bone({ endpoint: 'bmd', load: 'non_weight_bearing', compartment: 'integral' });
  expect(endpointAtBones(radius)).toBe('bmd@non_weight_bearing');
  expect([isOfBone(radius), loadOf(radius), compartmentOf(radius)]).toEqual([
    ...[true, 'non_weight_bearing', null],
  ]);
  expect(endpointAtBones(bone({ endpoint: 'trab_density', of: 'bmd', compartment: 'trabecular' }))).toBe(
    'bmd@unspecified/trabecular',
  );
  const cells = bone({ endpoint: 'oc_surface', load: 'weight_bearing' });
  expect([endpointAtBones(cells), isOfBone(cells)]).toEqual(['oc_surface', false]);
});

it('sites are one where one is part of the other, however they are written', () => {
  const same = [
    ...[['femur', 'distal femur'] as const, ['Left femur', 'right femora'] as const],
    ...[['vertebrae', 'L4 vertebra'] as const, ['lumbar spine', 'spine'] as const],
    ...[['hip', 'spine and hip'] as const, ['total-body', 'whole body'] as const],
  ];
  expect(same.map(([a, b]) => isSameSite(a, b))).toEqual(same.map(() => true));
  const apart = [
    ...[['distal femur', 'proximal femur'] as const, ['femur', 'tibia'] as const, ['', 'tibia'] as const],
  ];
  expect(apart.map(([a, b]) => isSameSite(a, b))).toEqual(apart.map(() => false));
});

it('what a site bears is what studies of it say, and of a site that none names nothing', () => {
  const sites = ['femur', 'radius', 'whole body', 'iliac crest', 'calvaria', 'distal', ''];
  expect(sites.map(loadAt)).toEqual([
    ...['weight_bearing', 'non_weight_bearing', 'unspecified', 'unspecified', null, null, null],
  ]);
  for (const site of sitesKnown()) expect([site, loadAt(site)]).not.toEqual([site, null]);
});
