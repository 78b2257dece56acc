import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Refusal } from '../../../../shared/domain/refusal.ts';
import {
  presetNamed,
  presetOf,
  refuseUnfit,
  shapeByPreset,
} from '../../../../shared/domain/source-proposal/fit-preset.ts';
import { PRESETS } from '../../../../shared/domain/source-proposal/presets.ts';
import { shapeOf } from '../../../../shared/formats/source-proposal/propose.ts';

const FOLDER = new URL('../../../golden/source-proposals/', import.meta.url);
const NOW = Date.parse('2026-11-20') * 1000;

const shaped = (name: string) => shapeOf(name, readFileSync(new URL(name, FOLDER)), true, NOW, null).shape;

/** Null of a file that is no table with times. */
function shapeIfAny(name: string) {
  try {
    return shaped(name);
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

const refusal = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return `${error.code} ${error.message}`;
    throw error;
  }
  return 'none';
};

const OF: Readonly<Record<string, readonly string[]>> = {
  genelab: ['genelab.csv', 'us-wide.csv'],
  hobo: [
    'fu1-hobo-mobile-with-events.csv',
    'fu1-hobo-mobile.csv',
    'fu1-hobo.csv',
    'fu1-zone-in-the-header.csv',
  ],
  toa5: ['fu1-toa5-of-three-rows.csv', 'fu1-toa5.csv'],
  lvm: ['fu1-labview.csv'],
  'astro-pi': ['fu1-astro-pi.csv'],
  ibutton: ['fu1-ibutton-fahrenheit.csv', 'fu1-ibutton.csv'],
  yamcs: ['fu1-yamcs.csv'],
  openmct: ['fu1-openmct.csv'],
};

describe('presets', () => {
  it('have an id, a place where the format is described, and a file each that is recognised', () => {
    expect(PRESETS.map(({ id }) => id)).toEqual(Object.keys(OF));
    expect(PRESETS.every(({ described }) => described.startsWith('https://'))).toBe(true);
  });

  it('fit their own files and no others', () => {
    const files = readdirSync(FOLDER).filter((name) => /\.([ct]sv|ndjson)$/.test(name));
    const found = Map.groupBy(files, (name) => shapeIfAny(name)?.preset?.id ?? null);
    found.delete(null);
    expect(Object.fromEntries(found)).toEqual(OF);
  });

  it('never say a zone, which only whoever set the clock knows', () => {
    expect(PRESETS.filter(({ source }) => 'zone' in source)).toEqual([]);
  });

  it('that are named and do not fit say what was expected and what came', () => {
    const lvm = presetNamed('lvm');
    expect(refusal(() => refuseUnfit(shaped('fu1-toa5.csv'), lvm))).toBe(
      'preset.unfit fu1-toa5.csv: expected LabVIEW\'s measurement files (preset lvm), which have a first line LabVIEW Measurement, got a first line "\\"TOA5\\",\\"CR\\",\\"CR1000\\",\\"11\\",\\"std\\",\\"C:prog\\",\\"7\\",\\"T\\""; it looks like Campbell Scientific\'s TOA5 tables: --preset toa5',
    );
    expect(refusal(() => refuseUnfit(shaped('fu1-bars.csv'), presetNamed('openmct')))).toBe(
      'preset.unfit fu1-bars.csv: expected Open MCT\'s CSV of a table (preset openmct), which have times such as 2026-03-01 06:00:00.000Z, got times such as "2026-03-01T06:00:00Z"; without --preset the file is taken as it looks',
    );
    expect(refusal(() => refuseUnfit(shaped('fu1-labview.csv'), lvm))).toBe('none');
  });

  it('that are unknown say which there are', () => {
    expect(refusal(() => presetNamed('hob'))).toBe(
      'preset.unknown expected one of genelab, hobo, toa5, lvm, astro-pi, ibutton, yamcs, openmct, got "hob"; did you mean hobo?',
    );
  });

  it('call a column by what every device writes, and by its position', () => {
    const plain = { ...shaped('fu1-bars.csv'), header: ['time', 'Temp, °C (LGR S/N: 1, SEN S/N: 2)', 'x'] };
    const hobo = presetNamed('hobo');
    expect(shapeByPreset(plain, hobo).header).toEqual(['time', '#2 Temp, °C', 'x']);
    expect(presetOf({ ...plain, header: ['Date Time, GMT+00:00', ...plain.header.slice(1)] })).toBe(hobo);
  });
});
