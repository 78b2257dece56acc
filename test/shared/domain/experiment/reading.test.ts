import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../../shared/domain/canonical-json.ts';
import { readingOf } from '../../../../shared/domain/experiment/reading.ts';
import { indexed, minimalDocument, wideSource } from './minimal.ts';

const textOf = (changes: Readonly<Record<string, unknown>> = {}) =>
  canonicalJson(readingOf(indexed(changes)));
const document = minimalDocument();

/** Any part of the document as a mapping or list of mappings, to change one key of it. */
function changed(
  key: string,
  index: number,
  change: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const list = document[key];
  if (!Array.isArray(list)) throw new Error(`${key} is no list`);
  return { [key]: list.map((item, i) => (i === index ? { ...item, ...change } : item)) };
}

const calibratedSensors = [
  { id: 'T2', measures: 'temperature' },
  {
    ...{ id: 'T1', measures: 'temperature', primary: true, serial: 'PT-1' },
    calibrations: [
      {
        spline: [
          [0, 0],
          [10, 11],
        ],
      },
    ],
  },
];

describe('readingOf', () => {
  it('names the version of the reader, so that what another made of the same bytes is no repetition', () => {
    expect(readingOf(indexed({})).reader).toBe(2);
  });

  it.each([
    ['a title', { title: 'x' }],
    ['the rank of a source', { sources: [wideSource({ rank: 2 })] }],
    ['a calibrator of a channel', changed('channels', 0, { calibrators: [{ polynomial: [0, 2] }] })],
    ['a calibration of a sensor', changed('units', 0, { sensors: calibratedSensors })],
    ['the mode', { mode: 'REHEARSAL' }],
    ['the reference event', { reference: 'launch' }],
    ['phases', { phases: [{ id: 'culture', from: 'activation' }] }],
    ['the pairs', { pairs: [] }],
    ['contacts', { contacts: { maxSilence: 'PT6H' } }],
    ['the analysis', { analysis: { primary: ['pits'] } }],
    ['limits', changed('channels', 0, { limits: [{ warning: [36, 38] }] })],
    ['stuckAfter', changed('channels', 0, { stuckAfter: 'none' })],
    ['a twin margin', changed('channels', 0, { twin: { margin: 1 } })],
    ['a set-point', changed('channels', 0, { setpoint: [{ value: 37 }] })],
    ['an accuracy', changed('channels', 0, { accuracy: 0.1 })],
    ['a resolution', changed('channels', 0, { resolution: 0.01 })],
    ['a period of the same bucket length', changed('channels', 1, { period: 'PT2M' })],
    ['events of a unit', changed('units', 0, { events: [] })],
    ['the culture', changed('units', 1, { culture: { donor: 'D7' } })],
    ['the kind of an arm', changed('arms', 1, { kind: 'VIVARIUM_CONTROL' })],
    ['an event column that is checked', { sources: [wideSource({ events: { column: 'M' } })] }],
    ['ignored columns', { sources: [wideSource({ ignore: ['Blank'] })] }],
    ['a default that is written out', { sources: [wideSource({ layout: 'wide', delimiter: ',', rank: 1 })] }],
    ['the order of the channels', { channels: minimalChannels().toReversed() }],
  ])('stays the same under another choice of %s', (_, changes) => {
    expect(textOf(changes)).toBe(textOf());
  });

  it.each([
    ['the unit of a channel', changed('channels', 0, { unit: 'K' })],
    ['the storage', changed('channels', 0, { storage: 'float32' })],
    ['the valid range', changed('channels', 0, { validRange: [-20, 50] })],
    ['the words of a channel', changed('channels', 1, { calibrators: [{ enumeration: { 0: 'OFF' } }] })],
    ['a period that changes the bucket length', changed('channels', 0, { period: 'PT10S' })],
    [
      'the primary sensor',
      changed('units', 0, { sensors: [{ id: 'T1', measures: 'temperature', serial: 'PT-1' }] }),
    ],
    ['a file pattern', { sources: [wideSource({ match: '*.csv' })] }],
    ['a clock', { sources: [wideSource({ clock: 'chamber' })] }],
    ['a time zone', { sources: [wideSource({ time: { column: 'gmt', zone: 'Asia/Tokyo' } })] }],
    ['the time formats', { sources: [wideSource({ time: { column: 'gmt', formats: ['epoch-s'] } })] }],
    ['a mapped column', { sources: [wideSource({ columns: { T_F: { unit: 'FU1', channel: 'co2' } } })] }],
    ['the delimiter', { sources: [wideSource({ delimiter: ';' })] }],
    ['a plausible span', { plausible: { from: '2026-02-01T00:00:00Z' } }],
    ['an event column that is read', { sources: [wideSource({ events: { column: 'M', use: 'READ' } })] }],
  ])('is another under another %s', (_, changes) => {
    expect(textOf(changes)).not.toBe(textOf());
  });

  it('of images is another under another of their parameters, and not under another scale or sample', () => {
    const samples = [{ name: 'FU1-S1*', unit: 'FU1', slice: 'S1' }];
    const threshold = { method: 'fixed', value: 125 };
    const assay = { id: 'pits', kind: 'pit-image', match: '*.tif', foreground: 'bright', threshold, samples };
    const of = (more: object) => textOf({ assays: [{ ...assay, ...more }] });
    const base = of({});
    const same = [
      ...[{ foreground: 'light' }, { minAreaPx: 10, edge: 'count' }, { scale: { micrometresPerPixel: 2 } }],
      { samples: [{ ...samples[0], areaMm2: 20 }] },
    ];
    for (const more of same) expect(of(more), JSON.stringify(more)).toBe(base);
    const others = [
      ...[
        { foreground: 'dark' },
        { masks: { match: '*-mask.png' } },
        { threshold: { method: 'otsu' } },
        { threshold: { ...threshold, value: 126 } },
      ],
      ...[{ minAreaPx: 12 }, { edge: 'exclude' }, { background: { windowPx: 65 } }, { grey: 'green' }],
      ...[{ page: 2 }, { trenches: { elongation: 3 } }],
    ];
    for (const more of others) expect(of(more), JSON.stringify(more)).not.toBe(base);
    expect(base).toContain('howship-pits/3');
    const table = textOf({ assays: [{ id: 'pits', kind: 'pit-table', match: '*.csv' }] });
    expect(table).toContain(
      '{"id":"pits","kind":"pit-table","match":"*.csv","rows":"pit-rows/3","sheet":null,"strandedness":null,"transcripts":null}',
    );
  });

  it('is another under another missing code or origin of a column', () => {
    const column = { unit: 'FU1', channel: 'temperature' };
    const base = textOf({ sources: [wideSource({ columns: { T: column } })] });
    expect(
      textOf({ sources: [wideSource({ columns: { T: { ...column, missing: [{ value: 0 }] } } })] }),
    ).not.toBe(base);
    expect(textOf({ sources: [wideSource({ columns: { T: { ...column, origin: 'SETPOINT' } } })] })).not.toBe(
      base,
    );
  });
});

function minimalChannels(): unknown[] {
  const { channels } = document;
  return Array.isArray(channels) ? channels : [];
}
