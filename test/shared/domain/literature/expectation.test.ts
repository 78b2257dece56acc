import { describe, expect, it } from 'vitest';
import { type LiteratureRecord, literatureRecords } from '../../../../shared/domain/literature/catalogue.ts';
import { expectationOf } from '../../../../shared/domain/literature/expectation.ts';
import { endpointOf, geneOf, symbolNamed } from '../../../../shared/domain/literature/names.ts';

const on = (technique: string, records: readonly LiteratureRecord[]) =>
  expectationOf(records.filter((one) => one.technique === technique));
const ofGene = (name: string) => literatureRecords().filter((one) => geneOf(one) === symbolNamed(name));
const ofEndpoint = (id: string) => literatureRecords().filter((one) => endpointOf(one) === id);

describe('evidence', () => {
  it('that disagrees is listed by side', () => {
    expect(on('rpm', ofGene('RUNX2'))).toMatchObject({
      ...{ consensus: 'conflicting', conflict: 'opposite' },
      sides: { up: [115], unchanged: [104], down: [94, 96, 99, 101, 160] },
    });
    expect(on('spaceflight', ofGene('RUNX2'))).toMatchObject({
      consensus: 'single-study',
      sides: { down: [120] },
    });
  });

  it('of osteoclasts is that of flight and of unloaded hind limbs, and of their formation on the RPM both ways', () => {
    expect(on('spaceflight', ofEndpoint('oc_number'))?.sides).toEqual({ up: [38] });
    expect(on('hlu', ofEndpoint('oc_number'))?.sides).toEqual({ up: [127, 130, 132] });
    expect(on('rpm', ofEndpoint('ocgenesis'))).toMatchObject({
      ...{ consensus: 'conflicting', sides: { up: [121], down: [101] } },
    });
    expect(Object.keys(on('spaceflight', ofGene('Ctsk'))?.sides ?? {})).toEqual(['up']);
  });

  it('is of gravity alone, at bones that the platform unloads, and counts a reference once', () => {
    const [first] = literatureRecords();
    const record = (more: Partial<LiteratureRecord>): LiteratureRecord => ({ ...first!, ...more });
    expect(expectationOf([record({ contrast: 'treatment' }), record({ isLoaded: true })])).toBeNull();
    expect(expectationOf([record({ references: [] })])).toBeNull();
    const twice = [record({ references: [28] }), record({ references: [28, 27], isGroup: true })];
    expect(expectationOf(twice)).toMatchObject({
      references: [27, 28],
      direct: [28],
      consensus: 'consistent',
    });
  });
});
