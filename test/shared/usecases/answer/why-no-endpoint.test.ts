import { expect, it } from 'vitest';
import { declaredBy } from '../../../../shared/domain/experiment/declared.ts';
import { readDefinition } from '../../../../shared/formats/definition/read-definition.ts';
import type { AssayEndpoints } from '../../../../shared/usecases/answer/assay-endpoints.ts';
import { whyNoEndpoint } from '../../../../shared/usecases/answer/why-no-endpoint.ts';
import { armsDocument } from '../../../support/arms-experiment.ts';

const NOTHING: AssayEndpoints = { endpoints: [], without: [], due: 0, computing: [], open: [] };
const bone = { id: 'bone', kind: 'pit-table', match: '*_pits.csv', samples: [] };

function why(endpoint: string, now: Partial<AssayEndpoints>, upstream = 0, assays: object[] = [bone]) {
  const index = declaredBy(readDefinition(JSON.stringify(armsDocument({ assays }))).definition);
  return whyNoEndpoint(index, { brought: [{ ...NOTHING, ...now }], upstream }, endpoint, {});
}

it('of an endpoint that is declared is told what it waits for, whether that is on its way, or why it is in no file', () => {
  const open = { open: ['bone'] };
  expect(why('pits', open)).toBe('nothing of "pits" has come yet: assay bone awaits a file *_pits.csv');
  expect(why('Pits', open, 2)).toMatch(/awaits a file \*_pits\.csv, and files are on their way$/);
  expect(why('pits', { ...open, due: 1, computing: ['bone'] })).toMatch(
    /assay bone is still to be computed: ask again in a moment$/,
  );
  const refused = { code: 'pit.none', message: 'no slice counts' };
  expect(why('pits', { without: [{ assay: 'bone', refused }] })).toMatch(
    /assay bone has nothing to compare \(no slice counts\)$/,
  );
  expect(why('trenches', {})).toBe(
    'nothing of "trenches" has come yet: assay bone has files, and no slice tells trenches from pits, so that pits counts both: ask for pits',
  );
  const medium = { id: 'm', kind: 'endpoint-table', match: '*.csv', endpoints: [{ endpoint: 'ctx' }] };
  expect(why('ctx', {}, 0, [medium])).toMatch(/assay m has files without a row of it$/);
});

it('of one that nothing declares is told what is near, or what may still bring it', () => {
  expect(why('alp', {})).toBe('no assay brings "alp": it has no endpoint of an assay');
  const medium = { id: 'm', kind: 'endpoint-table', match: '*.csv' };
  expect(why('alp', { open: ['bone', 'm'] }, 0, [bone, medium])).toBe(
    'no assay brings "alp": it may yet come: assay m awaits a file *.csv',
  );
  expect(why('pitss', { open: ['bone'] })).toBe('no assay brings "pitss": did you mean "pits"?');
  expect(why('pits', {}, 0, [])).toBe('it has no assay');
});
