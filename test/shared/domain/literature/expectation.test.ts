import { describe, expect, it } from 'vitest';
import { type LiteratureRecord, literatureRecords } from '../../../../shared/domain/literature/catalogue.ts';
import { expectationOf } from '../../../../shared/domain/literature/expectation.ts';
import { endpointOf, symbolNamed } from '../../../../shared/domain/literature/names.ts';
import { hasRealData, realFile } from '../../../support/real-data.ts';

interface Told {
  readonly refs: Readonly<Record<string, readonly number[]>>;
  readonly n_refs: number;
  readonly n_direct_refs: number;
  readonly consensus: string;
  readonly conflict_type: string | null;
}

interface Expected {
  readonly key: string;
  readonly type: 'gene' | 'endpoint';
  readonly analytes: readonly { readonly id: string }[];
  readonly spaceflight: Told | null;
  readonly simulated: Readonly<Record<string, Told>>;
  readonly overall: Told | null;
}

const on = (technique: string, records: readonly LiteratureRecord[]) =>
  expectationOf(records.filter((one) => one.technique === technique));
const ofGene = (name: string) =>
  literatureRecords().filter(({ symbols }) => symbols.includes(symbolNamed(name)));
const ofEndpoint = (id: string) => literatureRecords().filter((one) => endpointOf(one) === id);

describe.skipIf(!hasRealData)('what is expected', () => {
  const told = hasRealData ? JSON.parse(realFile('../literature/expectations.json').toString()) : {};
  const all: readonly Expected[] = [...(told.genes ?? []), ...(told.endpoints ?? [])];
  const bySite = new Set(all.flatMap(({ key }) => (key.includes('@') ? [key.split('@')[0]] : [])));

  /** Of a bone the load that it bears and its compartment are told apart. */
  function keyOf(record: LiteratureRecord): string {
    const endpoint = endpointOf(record);
    if (!bySite.has(endpoint)) return endpoint;
    const { load = 'unspecified', compartment = 'integral' } = record;
    return `${endpoint}@${load}${compartment === 'integral' ? '' : `.${compartment}`}`;
  }

  function recordsOf({ key, type, analytes }: Expected): LiteratureRecord[] {
    const ids = new Set(analytes.map(({ id }) => id));
    return literatureRecords().filter((one) =>
      type === 'gene' ? one.symbols.includes(key) && ids.has(one.endpoint) : keyOf(one) === key,
    );
  }

  // Evidence without a reference is in the count of neither.
  const expected = (one: Told | null | undefined) =>
    one == null || one.n_refs === 0
      ? null
      : {
          ...{ sides: one.refs, references: one.n_refs, direct: one.n_direct_refs, consensus: one.consensus },
          isOpposite: one.conflict_type === 'opposite',
        };
  const found = (records: readonly LiteratureRecord[]) => {
    const one = expectationOf(records);
    return (
      one && {
        ...one,
        references: one.references.length,
        direct: one.direct.length,
        conflict: undefined,
        isOpposite: one.conflict === 'opposite',
      }
    );
  };

  it('of all genes and endpoints, on every platform and over all, is what the review extracted apart tells', () => {
    expect(all).toHaveLength(176);
    for (const one of all) {
      const records = recordsOf(one);
      expect([one.key, found(records)]).toEqual([one.key, expected(one.overall)]);
      const platforms = { spaceflight: one.spaceflight, ...one.simulated };
      for (const [technique, of] of Object.entries(platforms))
        expect([one.key, technique, found(records.filter((r) => r.technique === technique))]).toEqual([
          ...[one.key, technique, expected(of)],
        ]);
    }
  });
});

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
