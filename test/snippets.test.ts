/** No block of YAML or JSON in the docs lies: the program takes each, as a part of a definition or as routes. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { newRoutesSchema } from '../shared/contract/routes.ts';
import { declaredBy } from '../shared/domain/experiment/declared.ts';
import { definitionSchema } from '../shared/domain/experiment/definition.ts';
import { sourceFor } from '../shared/domain/experiment/file-reader.ts';
import { isoOf } from '../shared/domain/time.ts';
import { readNewDefinition } from '../shared/formats/definition/read-definition.ts';
import { newDefinition } from '../shared/formats/source-proposal/new-definition.ts';
import { type Preview, previewOf } from '../shared/formats/source-proposal/preview.ts';
import { definitionWarnings } from '../shared/usecases/define/definition-warnings.ts';
import { joinedWith, type Part, snippetsBelow, snippetsOf } from './support/snippets.ts';

const root = resolve(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const NOW = Date.parse('2026-11-20T00:00:00Z') * 1000;
const GUIDE = 'docs/definition.md';
const documents = [
  'README.md',
  ...['docs', 'examples'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.md'))
      .map((name) => `${folder}/${name}`),
  ),
];
const blocks = documents.flatMap((document) =>
  snippetsOf(read(document)).map(({ language, text }, i) => ({ document, language, text, i })),
);
const partOf = (text: string) => z.record(z.string(), z.unknown()).parse(parse(text));

const EVENTS = [
  { name: 'rotation-on', at: '2026-03-01T05:00:00Z' },
  { name: 'activation', at: '2026-03-01T06:00:00Z' },
  { name: 'medium-exchange', at: '2026-03-04T06:00:00Z' },
  { name: 'fixation', at: '2026-03-11T06:00:00Z' },
];

/** What the other parts of a definition would say: as little as the snippets need. */
const AROUND: Part = {
  id: 'around',
  reference: 'activation',
  phases: [{ id: 'culture', from: 'activation', to: 'fixation' }],
  arms: [
    { id: 'flight', kind: 'SPACEFLIGHT' },
    { id: 'ground', kind: 'GROUND_CONTROL_ASYNCHRONOUS' },
  ],
  units: ['FU1', 'GU1'].map((id) => ({
    id,
    arm: id === 'FU1' ? 'flight' : 'ground',
    events: EVENTS,
  })),
  pairs: [{ id: 'P1', flight: 'FU1', ground: 'GU1' }],
  channels: [
    { id: 'temperature', unit: 'Cel', period: 'PT1M', twin: { margin: 0.5 } },
    { id: 'co2', unit: '%', period: 'PT1M' },
    { id: 'o2', unit: '%', period: 'PT1M' },
    { id: 'rpm', unit: '/min', period: 'PT1M' },
    ...['gx', 'gy', 'gz'].map((id) => ({ id, unit: '[g]', period: 'PT1M' })),
  ],
  sources: [
    {
      id: 'around',
      match: '{unit}-around.csv',
      time: { column: 't' },
      columns: { T: { channel: 'temperature' }, CO2: { channel: 'co2' }, O2: { channel: 'o2' } },
    },
  ],
};

const definitions = blocks.filter(({ language }) => language === 'yaml');

describe('the parts of a definition in the docs', () => {
  it('are there', () => {
    expect(definitions.length).toBeGreaterThan(15);
  });

  it('are put beside what has another id, and in place of what says the same', () => {
    const whole = { mode: 'FLIGHT', arms: [{ id: 'a', kind: 'X' }, { id: 'b' }] };
    const part = { mode: 'REHEARSAL', arms: [{ id: 'c' }, { id: 'a', technique: 'RPM' }] };
    expect(joinedWith(whole, part)).toEqual({
      mode: 'REHEARSAL',
      arms: [{ id: 'a', kind: 'X', technique: 'RPM' }, { id: 'b' }, { id: 'c' }],
    });
  });

  it.each(definitions)('are taken: block $i of $document', ({ text }) => {
    const { definition } = readNewDefinition(JSON.stringify(joinedWith(AROUND, partOf(text))));
    expect(definitionWarnings(definition)).toEqual([]);
  });
});

describe('the guide to definitions', () => {
  const guide = snippetsOf(read(GUIDE));
  const parts = guide.filter(({ language }) => language === 'yaml').map(({ text }) => partOf(text));

  it('shows every key of the document, but for those that it leads to', () => {
    const shown = new Set(parts.flatMap((part) => Object.keys(part)));
    const lacking = Object.keys(definitionSchema.shape).filter((key) => !shown.has(key));
    expect(lacking).toEqual(['id', 'title', 'mode', 'gLevel', 'sensitivities']);
  });

  it('has a block for every task', () => {
    for (const [, heading = ''] of read(GUIDE).matchAll(/^## (.+)$/gm))
      expect(
        snippetsBelow(read(GUIDE), heading).map(({ language }) => language),
        heading,
      ).toContain('yaml');
  });

  it('has 1,800 words at most beside its blocks', () => {
    const prose = read(GUIDE).replaceAll(/^```[\s\S]*?^```$/gm, '');
    expect(prose.split(/\s+/).length).toBeLessThan(1800);
  });

  it('begins with commands of the README, which are run, and with a part that fits the draft', () => {
    const [commands, first] = guide;
    for (const line of commands!.text.trim().split('\n')) expect(read('README.md')).toContain(`\n${line}\n`);
    const files = ['flight.csv', 'ground.csv'].map((name) => ({
      name,
      bytes: readFileSync(join(root, 'examples/loggers', name)),
      isWhole: true,
    }));
    const draft = partOf(newDefinition('mine', files, NOW));
    const { definition } = readNewDefinition(JSON.stringify(joinedWith(draft, partOf(first!.text))));
    const [temperature] = definition.channels;
    expect(temperature).toMatchObject({ id: 'temperature', accuracy: 0.1, twin: { margin: 0.5 } });
    expect(definition.channels.map(({ id }) => id)).toEqual(['temperature', 'humidity', 'co2']);
  });
});

/** Files as the guide says that its sources read them. */
const FILES = {
  'FU1_2026-03.csv': [
    '# logger 7',
    'Date,Time,Temperature [°C],CO2 (%),Battery',
    '01.03.2026,08:00:00,36.5,5.1,3.3',
    '01.03.2026,08:01:00,36.6,-999,3.3',
    '01.03.2026,08:02:00,36.7,---,3.3',
  ],
  'dump-1.csv': [
    'gmt,box,param,val',
    '2026:060:07:00:00.000,B,TEMP1,98.6',
    '2026:060:07:00:00.000,A,SPARE,1',
  ],
  'live-1.ndjson': ['{"t":1772348400000,"temp":36.5}', '{"t":1772348460000,"temp":36.6,"note":"Medium in"}'],
};

describe('the sources of the guide', () => {
  const parts = snippetsBelow(read(GUIDE), 'Say how a file is read').map(({ text }) => partOf(text));
  const { definition } = readNewDefinition(
    JSON.stringify(parts.reduce<Part>((all, part) => joinedWith(all, part), AROUND)),
  );
  const readFile = (name: keyof typeof FILES, as: string) => {
    const bytes = Buffer.from(`${FILES[name].join('\n')}\n`);
    return previewOf(definition, sourceFor(declaredBy(definition), as, null), bytes, true, NOW);
  };
  const told = ({ samples }: Preview) =>
    samples.map(({ time, unit, series, value, says }) => [
      ...[isoOf(time), unit, series],
      says === 'GOOD' ? value : says,
    ]);

  it('read a date and a time in local time, one of two names, a position, and missing codes', async () => {
    expect(told(await readFile('FU1_2026-03.csv', 'FU1_2026-03.csv'))).toEqual([
      ['2026-03-01T07:00:00Z', 'FU1', 'temperature', 36.5],
      ['2026-03-01T07:00:00Z', 'FU1', 'co2', 5.1],
      ['2026-03-01T07:01:00Z', 'FU1', 'temperature', 36.6],
      ['2026-03-01T07:01:00Z', 'FU1', 'co2', 'INVALID'],
      ['2026-03-01T07:02:00Z', 'FU1', 'temperature', 36.7],
      ['2026-03-01T07:02:00Z', 'FU1', 'co2', 'INVALID'],
    ]);
  });

  it('read a long table, and convert °F', async () => {
    expect(told(await readFile('dump-1.csv', 'dump-1.csv.gz'))).toEqual([
      ['2026-03-01T07:00:00Z', 'GU1', 'temperature', 37],
    ]);
  });

  it('read NDJSON with its events', async () => {
    const preview = await readFile('live-1.ndjson', 'live-1.ndjson');
    expect(told(preview)).toEqual([
      ['2026-03-01T07:00:00Z', 'FU1', 'temperature', 36.5],
      ['2026-03-01T07:01:00Z', 'FU1', 'temperature', 36.6],
    ]);
    expect(preview.events.map(({ text, time }) => [text, isoOf(time)])).toEqual([
      ['Medium in', '2026-03-01T07:01:00Z'],
    ]);
  });
});

describe('the JSON in the docs', () => {
  it.each(blocks.filter(({ language }) => language === 'json'))(
    'are routes that can be applied: block $i of $document',
    ({ text }) => {
      expect(newRoutesSchema.parse(JSON.parse(text)).routes.length).toBeGreaterThan(0);
    },
  );
});
