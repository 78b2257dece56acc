import { describe, expect, it } from 'vitest';
import { literatureRecords } from '../../../../shared/domain/literature/catalogue.ts';
import {
  type LiteratureQuery,
  literatureAsked,
  recordsAsked,
} from '../../../../shared/domain/literature/find-records.ts';

const found = (query: LiteratureQuery) => recordsAsked(literatureAsked(query));
const idsOf = (query: LiteratureQuery) => found(query).map(({ id }) => id);

describe('the catalogue', () => {
  it('has every row of tables 1, 3, 4 and 5, each found by table, reference and what it reports', () => {
    const records = literatureRecords();
    const rows = Map.groupBy(
      records.filter(({ table }) => table !== undefined),
      ({ study }) => study,
    );
    expect(
      [...Map.groupBy(rows.values(), ([first]) => first!.table)].map(([table, of]) => [table, of.length]),
    ).toEqual([
      ...[
        [1, 7],
        [3, 14],
        [4, 20],
        [5, 33],
      ],
    ]);
    for (const [study, findings] of rows) {
      const [{ table, references }] = [findings[0]!];
      expect([study, references.length > 0]).toEqual([study, true]);
      for (const { id, endpoint, technique, symbols } of findings) {
        const symbol = symbols[0];
        const query = { table, technique, endpoint, reference: references[0], ...(symbol && { symbol }) };
        expect(idsOf(query)).toContain(id);
      }
    }
    expect(records.filter(({ section }) => section !== undefined)).toHaveLength(252);
  });

  it('knows a gene by its symbol in any case, as mouse genes are written, and by its product', () => {
    const osteopontin = idsOf({ symbol: 'SPP1' });
    expect(osteopontin.length).toBeGreaterThan(3);
    for (const symbol of ['Spp1', 'osteopontin', 'OPN']) expect(idsOf({ symbol })).toEqual(osteopontin);
    expect(idsOf({ symbol: 'RANKL' })).toEqual(idsOf({ symbol: 'Tnfsf11' }));
    expect(new Set(found({ symbol: 'Runx2', species: 'human' }).map(({ species }) => species))).toEqual(
      new Set(['human']),
    );
  });

  it('takes an endpoint with what is evidence of it, a technique with its kinds, and words as they stand in a name', () => {
    const density = found({ endpoint: 'bmd', site: 'tibia', compartment: 'trabecular' });
    expect(density.map(({ endpoint }) => endpoint)).toContain('trab_density');
    expect(new Set(found({ technique: 'clinostat' }).map(({ technique }) => technique))).toContain('rpm');
    expect(
      new Set(found({ technique: 'random positioning machine' }).map(({ technique }) => technique)),
    ).toEqual(new Set(['rpm']));
    expect(found({ technique: 'ULLS' })).toEqual([]);
    expect(found({ cell: 'osteocyte' }).length).toBeGreaterThan(50);
  });

  it('takes an endpoint of one place as a measurement of it is taken: of bones that bear the same', () => {
    const sites = (endpoint: string) =>
      new Set(found({ endpoint, contrast: 'gravity' }).map((one) => one.site));
    expect(sites('bmd@radius')).toEqual(new Set(['distal radius']));
    expect(sites('bmd@non_weight_bearing')).toEqual(sites('bmd@radius'));
    expect(sites('bmd@femur/cortical')).toEqual(
      new Set(['spine and hip', 'distal tibia', 'femur', 'humerus', 'tibia']),
    );
    expect(found({ endpoint: 'pit-area' })).toEqual([]);
  });

  it.each([
    [
      { symbol: 'RUNX3' },
      'literature.symbol',
      'no study of the catalogue reports the gene "RUNX3"; did you mean "RUNX2"?',
    ],
    [{ endpoint: 'pit counts' }, 'literature.endpoint', 'did you mean'],
    [
      { technique: 'RPN' },
      'literature.technique',
      'the catalogue has no technique "RPN"; did you mean "RPM"?',
    ],
    [
      { technique: 'random positionin' },
      'literature.technique',
      'the catalogue has no technique "random positionin"; did you mean "Random positioning machine"?',
    ],
    [{ technique: 'centrifug' }, 'literature.technique', 'a centrifuge gives gravity and takes none away'],
    [{ endpoint: 'bmd@tibai' }, 'literature.site', 'names the site "tibai" (did you mean "tibia"?)'],
    [
      { species: 'mosue' },
      'literature.species',
      'no study of the catalogue has the species "mosue"; did you mean "mouse"',
    ],
    [{ cell: 'hepatocyte' }, 'literature.cell', 'no study of the catalogue has the cell "hepatocyte"'],
  ])('names the nearest of what it has not: %o', (query, code, sentence) => {
    expect(() => found(query)).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(sentence) }),
    );
  });

  it.each([
    [{ cell: '\u9aa8' }, 'no study of the catalogue has the cell "\u9aa8"; it has bone_tissue, '],
    [{ cell: '---' }, 'no study of the catalogue has the cell "---"'],
    [{ site: '\u03b2' }, 'no study of the catalogue has the site'],
    [{ species: '!' }, 'no study of the catalogue has the species "!"'],
    [{ compartment: ' ' }, 'no study of the catalogue has the compartment " "'],
  ] as [LiteratureQuery, string][])('finds nothing by a word without a letter: %o', (query, sentence) => {
    expect(() => found(query)).toThrow(sentence);
  });

  it.each([
    ['bmd@constructor', 'names the site "constructor"'],
    ['bmd@femur/constructor', 'names the compartment "constructor"'],
    ['bmd@femur/trabeculr', 'names the compartment "trabeculr" (did you mean "trabecular"?)'],
    ['bmd@femur/trabecular/x', 'expected a site and a compartment after "bmd@", got "femur/trabecular/x"'],
    ['bmd@', 'expected a site and a compartment after "bmd@", got ""'],
    ['bmd@/', 'expected a site and a compartment after "bmd@", got "/"'],
    ['bmd@@femur', 'expected a site and a compartment after "bmd@", got "@femur"'],
  ])('refuses a place that it has not: %s', (endpoint, sentence) => {
    expect(() => found({ endpoint })).toThrow(sentence);
  });
});
