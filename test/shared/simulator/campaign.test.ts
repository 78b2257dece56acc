import { describe, expect, it } from 'vitest';
import { readDefinition } from '../../../shared/formats/definition/read-definition.ts';
import { type Campaign, campaignFiles, campaignImages } from '../../../shared/simulator/campaign.ts';
import type { DownlinkPlan } from '../../../shared/simulator/downlinks.ts';
import type { Layout } from '../../../shared/simulator/layouts.ts';
import type { MissionOptions } from '../../../shared/simulator/mission.ts';
import { parseFault } from '../../../shared/simulator/parse-fault.ts';
import { definitionWarnings } from '../../../shared/usecases/define/definition-warnings.ts';
import { DAY, HEALTHY, HOUR } from './mission.ts';

const CLEAN = { dropped: 0, duplicated: 0, swapped: 0 };

function campaign(
  mission: Partial<MissionOptions>,
  plan: Partial<DownlinkPlan>,
  layout: Layout = 'wide',
): Campaign {
  const link = {
    overlap: 0,
    packets: CLEAN,
    shuffled: false,
    repeated: 0,
    every: 12 * HOUR,
    layout,
    ...plan,
  };
  return {
    id: 'sim',
    title: 'A test',
    mission: { ...HEALTHY, ...mission },
    downlinks: { flight: link, ground: { ...link, layout: 'wide' } },
  };
}

function filesOf(one: Campaign): Map<string, string> {
  const texts = new Map<string, string>();
  for (const { files, text } of campaignFiles(one)) {
    for (const name of files) texts.set(name, (texts.get(name) ?? '') + text);
  }
  return texts;
}

const dumps = (files: Map<string, string>, side = 'flight') =>
  [...files].filter(([name]) => name.startsWith(side));
const linesOf = (text: string) => text.trimEnd().split('\n');
const bodies = (files: Map<string, string>) => dumps(files).flatMap(([, text]) => linesOf(text).slice(1));

describe('a campaign', () => {
  const whole = filesOf(campaign({}, { every: 100 * DAY }));
  const wholeLines = bodies(whole);

  it('writes the same text for the same seed', () => {
    expect(filesOf(campaign({}, { every: 100 * DAY }))).toEqual(whole);
  });

  it('has a definition, a contact plan, events, dumps of both sides and the truth', () => {
    expect([...whole.keys()]).toEqual([
      'definition.yaml',
      'contacts.csv',
      'events.csv',
      'flight-001.csv',
      'ground-001.csv',
      'truth.json',
    ]);
  });

  it('hands its text over in pieces that stay small however long the mission is', () => {
    let largest = 0;
    for (const { text } of campaignFiles(
      campaign({ period: 60, days: 3 }, { every: 100 * DAY, overlap: HOUR }),
    ))
      largest = Math.max(largest, text.length);
    expect(largest).toBeLessThan(100_000);
  });

  it.each(['wide', 'long'] as const)('declares an experiment that reads its own files: %s', (layout) => {
    const files = filesOf(campaign({ centrifuge: true }, {}, layout));
    const { definition } = readDefinition(files.get('definition.yaml')!);
    expect(definitionWarnings(definition)).toEqual([]);
    const [source] = definition.sources;
    const [header, first] = linesOf(files.get('flight-001.csv')!).map((line) => line.split(','));
    if (source!.layout === 'wide') {
      expect(header).toEqual([source!.time.column, ...Object.keys(source!.columns)]);
    } else {
      const { unit, channel, value } = source!.rows;
      expect(header).toEqual([source!.time.column, unit.column, channel.column, value]);
      expect(first!.slice(1, 3)).toEqual(['FU1', 'T1']);
      expect(Object.keys(channel.names!)).toContain('T1');
    }
  });

  it('says in long rows what it says in wide ones', () => {
    const long = bodies(filesOf(campaign({}, { every: 100 * DAY }, 'long')));
    const header = linesOf(whole.get('flight-001.csv')!)[0]!.split(',');
    const expected = wholeLines.flatMap((line) => {
      const [at, ...cells] = line.split(',');
      return cells.map((cell, i) => [at, ...header[i + 1]!.split('_'), cell].join(','));
    });
    expect(long).toEqual(expected);
  });

  it('cuts what was recorded into a dump a contact, and loses nothing', () => {
    const files = filesOf(campaign({}, {}));
    expect(dumps(files)).toHaveLength(5);
    expect(bodies(files)).toEqual(wholeLines);
    const [, first, second] = linesOf(files.get('contacts.csv')!);
    expect(first).toBe('2026-03-01T12:00:00Z,2026-03-01T12:08:00Z,Kiruna');
    expect(second).toBe('2026-03-02T00:00:00Z,2026-03-02T00:08:00Z,Svalbard');
    const times = linesOf(files.get('flight-001.csv')!).map((line) => line.split(',')[0]);
    expect([times[1], times.at(-1)]).toEqual(['2026-03-01T00:00:00Z', '2026-03-01T11:55:00Z']);
  });

  it('brings the last of a dump down again with the next', () => {
    const files = filesOf(campaign({}, { overlap: HOUR }));
    const all = dumps(files).map(([, text]) => linesOf(text).slice(1));
    for (const [i, lines] of all.slice(1).entries()) expect(lines.slice(0, 12)).toEqual(all[i]!.slice(-12));
    expect(new Set(all.flat())).toEqual(new Set(wholeLines));
  });

  it('lets dumps arrive in another order and twice, numbered as they come', () => {
    const ordered = dumps(filesOf(campaign({}, {}))).map(([, text]) => text);
    const files = dumps(filesOf(campaign({}, { shuffled: true, repeated: 2 })));
    const arrived = files.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text);
    expect(arrived).toHaveLength(7);
    expect(new Set(arrived)).toEqual(new Set(ordered));
    expect([...new Set(arrived)]).not.toEqual(ordered);
  });

  it('loses, repeats and swaps rows on the link, and counts what came down', () => {
    const packets = { dropped: 0.05, duplicated: 0.05, swapped: 0.05 };
    const files = filesOf(campaign({}, { packets }));
    const lines = bodies(files);
    const distinct = new Set(lines);
    expect(wholeLines.length - distinct.size).toBeGreaterThan(10);
    expect(lines.length - distinct.size).toBeGreaterThan(10);
    expect([...distinct].toSorted()).not.toEqual([...distinct]);
    expect(wholeLines).toEqual(expect.arrayContaining([...distinct]));
    const { samples } = JSON.parse(files.get('truth.json')!);
    expect(samples.FU1.temperature).toBe(distinct.size);
  });

  it('brings tables of pits and medium where slices are measured, an image of each unit, and their truth', () => {
    const one = { ...campaign({ centrifuge: true, days: 4 }, { every: 100 * DAY }), bone: { slices: 2 } };
    const files = filesOf(one);
    expect([...files.keys()].slice(5)).toEqual([
      ...['FU1', 'FU2', 'FU3', 'CU1', 'CU2', 'CU3', 'GU1', 'GU2', 'GU3'].map((unit) => `${unit}_pits.csv`),
      ...['medium_endpoints.csv', 'truth.json'],
    ]);
    const images = [...campaignImages(one)].flatMap(({ files: names }) => names);
    const { resorption } = JSON.parse(files.get('truth.json')!);
    expect(images).toEqual(resorption.images.map(({ file }: { file: string }) => file));
    expect(images).toHaveLength(9);
    const { definition } = readDefinition(files.get('definition.yaml')!);
    // Nothing on board measures O2, which decides how much cells dig.
    expect(definitionWarnings(definition).map(({ code }) => code)).toEqual(
      definition.assays.map(() => 'definition.required-unmeasured'),
    );
    expect(definition.assays.map(({ id }) => id)).toEqual(['pits', 'pit-images', 'medium']);
    expect([...campaignImages(campaign({}, {}))]).toEqual([]);
  });

  it('records what was commanded apart from what was planned', () => {
    const lines = linesOf(whole.get('events.csv')!);
    expect(lines[0]).toBe('name,unit,planned,at,accuracy,source');
    expect(lines.filter((line) => line.startsWith('medium-exchange,FU1,'))).toEqual([
      'medium-exchange,FU1,2026-03-01T08:00:00Z,2026-03-01T08:00:00Z,PT1S,command log',
    ]);
    expect(lines.some((line) => line.startsWith('activation'))).toBe(false);
  });

  it('refuses a fault that cannot be made, before it writes anything', () => {
    const files = campaignFiles(campaign({ faults: [parseFault('step:XU1:temperature:PT1H:1')] }, {}));
    expect(() => files.next()).toThrow(/the unit XU1 is none of/);
  });
});

describe('the truth of a campaign', () => {
  const expectedOf = (text: string, mission: Partial<MissionOptions> = {}) => {
    const files = filesOf(
      campaign({ faults: [parseFault(text)], days: 6, ...mission }, { every: 100 * DAY }),
    );
    const { faults } = JSON.parse(files.get('truth.json')!);
    return faults[0].expected.map(
      ({ kind, unit, pair, channels, from, to }: Record<string, string | string[]>) =>
        `${kind} ${unit ?? pair} ${[channels].flat().length} ${from} ${to}`,
    );
  };

  it.each([
    ['stuck:FU3:humidity:P1D:PT10H', ['STUCK FU3 1 2026-03-02T06:00:00Z 2026-03-02T16:00:00Z']],
    ['stuck:FU3:humidity:P1D:PT2H', []],
    ['stuck:FU3:gz:P1D:PT10H', []],
    ['gap:GU1:*:P1D:PT1H', ['GAP GU1 10 2026-03-03T08:00:00Z 2026-03-03T09:00:00Z']],
    ['gap:GU1:*:P1D:PT10M', []],
    ['offset:FU1:temperature:P1D:1:P1D', ['OFFSET P1 1 2026-03-02T06:00:00Z 2026-03-03T06:00:00Z']],
    ['offset:GU1:temperature:P1D:-1:P1D', ['OFFSET P1 1 2026-03-02T06:00:00Z 2026-03-03T06:00:00Z']],
    ['offset:FU1:temperature:P1D:0.4:P1D', []],
    ['offset:FU1:temperature@T2:P1D:1:P1D', []],
    [
      'offset:FU1:temperature:P1D:2:P1D',
      [
        'OFFSET P1 1 2026-03-02T06:00:00Z 2026-03-03T06:00:00Z',
        'LIMIT FU1 1 2026-03-02T06:00:00Z 2026-03-03T06:00:00Z',
        'LIMIT FU1 1 2026-03-02T06:00:00Z 2026-03-03T06:00:00Z',
      ],
    ],
    [
      'excursion:FU1:temperature:P1D:2:PT6H',
      [
        'LIMIT FU1 1 2026-03-02T06:00:00Z 2026-03-02T12:00:00Z',
        'LIMIT GU1 1 2026-03-03T08:00:00Z 2026-03-03T14:00:00Z',
        'LIMIT FU1 1 2026-03-02T06:00:00Z 2026-03-02T12:00:00Z',
        'LIMIT GU1 1 2026-03-03T08:00:00Z 2026-03-03T14:00:00Z',
      ],
    ],
    [
      'drift:FU1:temperature:P1D:0.5',
      [
        'OFFSET P1 1 2026-03-03T06:01:00Z null',
        'LIMIT FU1 1 2026-03-05T15:37:00Z 2026-03-07T06:00:00Z',
        'LIMIT FU1 1 2026-03-05T15:37:00Z 2026-03-07T06:00:00Z',
      ],
    ],
  ] as [string, string[]][])('of %s', (text, expected) => {
    expect(expectedOf(text)).toEqual(expected);
  });

  it('has a drift found that crosses its margin while cells are cultured, by three readings in ten minutes', () => {
    const found = (text: string, period: number) =>
      expectedOf(text, { period }).filter((one: string) => one.startsWith('DRIFT'));
    expect(found('drift:FU1:temperature:P1D:0.5', 200)).toEqual([
      'DRIFT FU1 2 2026-03-02T06:00:00Z 2026-03-07T06:00:00Z',
    ]);
    expect(found('drift:FU1:temperature:P1D:0.05', 200)).toEqual([]);
    expect(found('drift:FU1:voltage:P1D:0.5', 200)).toEqual([]);
  });
});
