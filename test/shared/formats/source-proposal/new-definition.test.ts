import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { declaredBy } from '../../../../shared/domain/experiment/declared.ts';
import { sourceFor } from '../../../../shared/domain/experiment/file-reader.ts';
import { Refusal } from '../../../../shared/domain/refusal.ts';
import { readNewDefinition } from '../../../../shared/formats/definition/read-definition.ts';
import { newDefinition } from '../../../../shared/formats/source-proposal/new-definition.ts';
import { previewOf } from '../../../../shared/formats/source-proposal/preview.ts';

/** Files for which a source is proposed too; what is drafted for some of them stands beside them. UPDATE_GOLDEN=1 writes it. */
const folder = new URL('../../../golden/source-proposals/', import.meta.url);
const NOW = Date.parse('2026-11-20T00:00:00Z') * 1000;
const files = readdirSync(folder).filter((name) => /\.([ct]sv|ndjson)$/.test(name));
const DRAFTED = [
  ...['us-wide.csv', 'long-dump-2026-03-13.tsv', 'fu1-without-names.csv', 'genelab.csv', 'fu1-toa5.csv'],
  ...['fu1-labview.csv', 'fu1-hobo.csv', 'fu1-ibutton.csv', 'fu1-astro-pi.csv', 'fu1-missing-codes.csv'],
];

const drafted = (...names: readonly string[]) =>
  newDefinition(
    'draft',
    names.map((name) => ({ name, bytes: readFileSync(new URL(name, folder)), isWhole: true })),
    NOW,
  );

describe('a definition drafted from a file alone', () => {
  it.each(files)('%s applies and reads the file, or the refusal says what to do', async (name) => {
    try {
      const { definition } = readNewDefinition(drafted(name));
      const source = sourceFor(declaredBy(definition), name, null);
      const bytes = readFileSync(new URL(name, folder));
      const { samples } = await previewOf(definition, source, bytes, true, NOW);
      expect(samples.length).toBeGreaterThan(0);
      expect(samples.filter(({ says }) => says !== 'GOOD' && says !== 'INVALID')).toEqual([]);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      expect(error.code).toMatch(/^(file\.no-time|row\.width|file\.no-table|definition\.no-channel)$/);
    }
  });

  it.each(DRAFTED)('%s gives what stands beside it', (name) => {
    const expected = new URL(`${name}.definition.yaml`, folder);
    const text = drafted(name);
    if (process.env.UPDATE_GOLDEN === '1') writeFileSync(expected, text);
    expect(existsSync(expected), `${expected.pathname} is missing`).toBe(true);
    expect(text).toBe(readFileSync(expected, 'utf8'));
  });

  it('of two files has the units and channels of both, and a source each', () => {
    const { definition } = readNewDefinition(drafted('us-wide.csv', 'fu1-units-row.csv'));
    expect(definition.units.map(({ id }) => id)).toEqual(['FU1', 'GU1']);
    expect(definition.sources).toHaveLength(2);
  });

  it('of files of one pattern has one source, and names a file that looks otherwise', () => {
    const file = (name: string, text: string) => ({ name, bytes: Buffer.from(text), isWhole: true });
    const rows = (header: string) => `time,${header}\n2026-03-01T06:00:00Z,36.5\n2026-03-01T06:01:00Z,36.6\n`;
    const days = ['temp', 'temp', 'CO2'].map((header, i) => file(`FU1_2026030${i + 1}.csv`, rows(header)));
    const text = newDefinition('draft', days, NOW);
    expect(readNewDefinition(text).definition.sources).toHaveLength(1);
    expect(text.match(/fits the same pattern/g)).toHaveLength(1);
    expect(text).toContain('FU1_20260303.csv fits the same pattern and looks otherwise');
  });

  it('of two files without names asks whether what stands at a position is the same in both', () => {
    const file = (name: string) => ({
      name,
      bytes: Buffer.from('2026-03-01T06:00:00Z,36.5\n2026-03-01T06:01:00Z,36.6\n'),
      isWhole: true,
    });
    const text = newDefinition('draft', [file('FU1-probe.csv'), file('GU1-probe.csv')], NOW);
    expect(text.match(/also has columns without names/g)).toHaveLength(1);
    expect(text).toContain('FU1-probe.csv also has columns without names');
    expect(readNewDefinition(text).definition.channels.map(({ id }) => id)).toEqual(['column-2']);
  });
});

const begun = (files: Readonly<Record<string, string>>) =>
  Object.entries(files).map(([name, text]) => ({ name, bytes: Buffer.from(text), isWhole: true }));
const made = (files: Readonly<Record<string, string>>) =>
  readNewDefinition(newDefinition('draft', begun(files), NOW)).definition;
const minutes = (header: string, row: string) =>
  `time,${header}\n${Array.from({ length: 12 }, (_, i) => `2026-03-02T09:${String(i).padStart(2, '0')}:00Z,${row}`).join('\n')}\n`;

describe('units that several names tell', () => {
  it.each([
    ['FU1_T1,FU1_C1,FU2_T1,FU2_C1,GU1_T1,GU1_C1', ['FU1 flight', 'FU2 flight', 'GU1 ground']],
    ['C1_FU1,T1_FU1,C1_GU1,T1_GU1', ['FU1 flight', 'GU1 ground']],
    ['BX1-C2 temp,BX2-C2 temp', ['BX1 bench', 'BX2 bench']],
  ])('of a column are one: %s', (header, units) => {
    const row = header.split(',').map((_, i) => `3${i}.5`);
    const { units: found } = made({ 'dump.csv': minutes(header, row.join(',')) });
    expect(found.map(({ id, arm }) => `${id} ${arm}`)).toEqual(units);
  });

  it('are not that of the mission, which all files have in their names, where columns say the sides', () => {
    const files = {
      'RR1_CSV.csv': minutes('Temp_degC_ISS,Temp_degC_Ground', '22.5,22.6'),
      'RR1_Radiation_CSV.csv': 'Date,GCR_Dose_mGy_d\n9/21/14,0.13\n9/22/14,0.14\n9/23/14,0.12\n',
    };
    const { units, sources, channels } = made(files);
    expect(units.map(({ id }) => id)).toEqual(['FU1', 'GU1']);
    expect(sources.map(unitsOf)).toEqual([['FU1', 'GU1']]);
    expect(newDefinition('draft', begun(files), NOW)).toMatch(
      /# \? RR1_Radiation_CSV\.csv is not read by this draft, add a source for it: .*GCR_Dose_mGy_d looks like gcr-dose-d, but its culture unit is not known: it is ignored/,
    );
    expect(channels.map(({ id, unit }) => `${id} ${unit}`)).toEqual(['temperature Cel', 'gcr-dose-d mGy']);
  });
});

describe('names of files that count on', () => {
  const rows = minutes('FU1 temp,GU1 temp', '36.5,36.6');
  it.each([
    [['flight-006.csv'], ['flight-*.csv']],
    [['flight-000.csv', 'flight-001.csv', 'flight-013.csv'], ['flight-*.csv']],
    [['pass 9.csv', 'pass 10.csv'], ['pass *.csv']],
    [['incubator_01.csv'], ['incubator_01.csv']],
    [
      ['a.csv', 'b.csv'],
      ['a.csv', 'b.csv'],
    ],
  ])('%j are read by %j', (names, patterns) => {
    const { sources } = made(Object.fromEntries(names.map((name) => [name, rows])));
    expect(sources.map(({ match }) => match)).toEqual(patterns);
  });

  it('are asked about beside each pattern', () => {
    for (const [name, says] of [
      ['flight-006.csv', '# ? what changes from file to file is *'],
      ['incubator_01.csv', '# ? 01 may tell a device: put * there if it changes from file to file'],
      ['dump.csv', '# ? files of other names are not read: put * where they differ'],
    ] as const)
      expect(newDefinition('draft', [{ name, bytes: Buffer.from(rows), isWhole: true }], NOW)).toContain(
        says,
      );
  });
});

const unitsOf = (source: object) =>
  JSON.stringify('columns' in source ? source.columns : null).match(/(?<="unit":")[^"]+/g);

describe('files of two loggers that name no unit', () => {
  const text = (offset: number) =>
    `time,Temperature (°C)\n${Array.from({ length: 12 }, (_, i) => `2026-03-02T09:${String(i).padStart(2, '0')}:00Z,${37 + offset + i / 100}`).join('\n')}\n`;
  const of = (...names: readonly string[]) =>
    readNewDefinition(
      newDefinition(
        'draft',
        names.map((name, i) => ({ name, bytes: Buffer.from(text(i)), isWhole: true })),
        NOW,
      ),
    ).definition;

  it('called flight and ground become a pair', () => {
    const { units, pairs, sources } = of('flight.csv', 'ground.csv');
    expect(units.map(({ id, arm }) => `${id} ${arm}`)).toEqual(['FU1 flight', 'GU1 ground']);
    expect(pairs).toEqual([expect.objectContaining({ flight: 'FU1', ground: 'GU1' })]);
    expect(sources.map(unitsOf)).toEqual([['FU1'], ['GU1']]);
  });

  it('called otherwise are a unit each, and no reading of one is taken for the other', () => {
    const { sources } = of('left.csv', 'right chamber.csv');
    expect(sources.map(unitsOf)).toEqual([['left'], ['right-chamber']]);
  });

  it('of columns that name quantities and hold no numbers says what they hold', () => {
    expect(() => drafted('fu1-suffixes.csv')).toThrow(
      /^no column can be read as numbers: temperature holds numbers with more behind them \("36\.0 °C"\): export the numbers alone/,
    );
    expect(() => drafted('fu1-thousands.csv')).toThrow('in which thousands seem to be set apart');
  });
});
