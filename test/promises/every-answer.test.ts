/**
 * docs/promises.md#p2: what was put right is, in every answer of the API and every format of it, as if it had been right
 * from the beginning. A question that is added later fails here until it is asked too.
 */
import { expect, it } from 'vitest';
import { z } from 'zod';
import { listReceipts } from '../../shared/usecases/answer/show-receipt.ts';
import { testApi } from '../support/api.ts';
import { ALL_SAMPLES, countsCsv } from '../support/assay-experiment.ts';
import { firstDifference } from '../support/first-difference.ts';
import { drawn } from '../support/pit-images.ts';
import { ALL, definition, E, FLIGHT, type NamedFile, Story } from '../support/right-story.ts';

/** By path of the API: what is asked there. */
const QUESTIONS: Readonly<Record<string, readonly string[]>> = {
  '': [''],
  '/events': [''],
  '/downlinks': [''],
  '/downlinks/{downlink}': [],
  '/downlinks/{downlink}/rejects': [],
  '/telemetry': ['FU1', 'GU1'].flatMap((unit) =>
    ['temperature', 'co2'].flatMap((channel) => [
      `?unit=${unit}&channel=${channel}`,
      `?unit=${unit}&channel=${channel}&from=2026-03-03T05:05:00Z&to=2026-03-04T12:00:00Z&maxPoints=17`,
    ]),
  ),
  '/completeness': ['', '?unit=FU1'],
  '/contacts': [''],
  '/redownlink': ['', '?unit=FU1'],
  '/exclusions': [''],
  '/comparisons': ['', '?endpoint=temperature&contrast=flight-v-ground'],
  '/assays/{assay}/normalized': ['', '?gene=g10'],
  '/expression': ['', '?exclusions=ignored'],
  '/pits': ['', '?assay=pits', '?assay=slides'],
  '/pits/objects': ['', '?assay=pits'],
  '/pits/pictures/{downlink}/{picture}': ['labels', 'overlay'],
  '/expression/{contrast}': ['?limit=9', '?engine=deseq2&sort=log2fc', '?gene=g10&gene=g999', '?set=wnt'],
  '/expression/{contrast}/points': ['', '?engine=deseq2'],
  '/alignment': ['?pair=P1'],
  '/deltas': [
    '',
    '?pair=P1&channel=temperature',
    '?pair=P1&channel=co2&from=2026-03-03T06:30:00Z',
    '?table=summary',
  ],
  '/report': [''],
  '/conduct': ['?ground=GU1&channel=temperature'],
  '/conduct/compliance': ['?ground=GU1&channel=temperature'],
  '/alarms': ['', '?unit=FU1'],
  '/anomalies': ['', '?current=true', '?kind=LIMIT'],
  '/routes': [''],
  '/channels': [''],
  '/archive': [''],
};
/** A batch of genes, of which a sheet tells the arms, and pits. */
const GENES = `
assays:
  - id: rnaseq
    kind: counts
    match: '*counts*.tsv'
    sheet: { match: 'sheet*.tsv', sample: Sample, arm: Arm }
  - { id: pits, kind: pit-table, match: '*pits*.csv' }
  - id: slides
    kind: pit-image
    match: 'slide-*.png'
    foreground: dark
    threshold: { method: otsu }
    samples: [{ name: 'slide-FU1*', unit: FU1, slice: S9, areaMm2: 1 }]
    scale: { micrometresPerPixel: 2 }
    masks: { match: '*-mask.png' }
`;
const SLIDE = 'd000006';
const GENE_FILES: readonly (NamedFile | readonly [string, Uint8Array])[] = [
  [
    'sheet.tsv',
    `Sample,Arm\n${ALL_SAMPLES.map((name) => `${name},${name.startsWith('SF') ? 'flight' : 'ground'}\n`).join('')}`,
  ],
  ['a-counts.tsv', countsCsv(ALL_SAMPLES.slice(0, 4), { genes: 30 })],
  ['b-counts.tsv', countsCsv(ALL_SAMPLES.slice(4), { genes: 30 })],
  ['a-pits.csv', 'unit,slice,slice_area_mm2,field,pit,area_um2\nFU1,S1,24,F1,1,120\nFU1,S1,24,F1,2,80\n'],
  ['b-pits.csv', 'unit,slice,slice_area_mm2,field,pit,area_um2\nGU1,S1,24,F1,1,90\nFU1,S1,24,F1,2,80\n'],
  ['slide-FU1.png', drawn(['............', '.####..####.', '.####..####.', '.####..####.', '............'])],
  [
    'slide-FU1-mask.png',
    drawn(['000000000000', '011110000000', '011110000000', '011110000000', '000000000000']),
  ],
];
const withGenes = (a: Parameters<typeof definition>[0] = {}) => `${definition(a)}${GENES}`;

async function begin(story: Story, ...definitions: readonly string[]): Promise<void> {
  await story.begin(...definitions);
  await story.send(GENE_FILES);
}

/** Of the stack, of no experiment, of a link to send to, of the bytes of one file, of what people did and were told, of segments (how they are merged is of how they came), of other work. */
const NOT_ASKED = [
  '/v1/health',
  '/v1/experiments',
  '/v1/literature',
  '/v1/comparisons',
  '/v1/drop',
  '/v1/holders',
  '/v1/audit',
  '/downlinks/{downlink}/upload',
  '/definitions',
  '/definitions/{sha256}',
  '/downlinks/{downlink}/file',
  '/downlinks/{downlink}/history',
  '/downlinks/{downlink}/lines',
  '/notes',
  '/handover',
  '/journal',
  '/export',
  '/verify',
  '/rebuild',
];

const BASE = '/v1/experiments/{experiment}';
const operationSchema = z.looseObject({
  responses: z.record(z.string(), z.looseObject({ content: z.record(z.string(), z.unknown()).optional() })),
});
const documentSchema = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), z.looseObject({}))),
});

/** Every question in every format, with its answer as text. */
async function everyAnswer({ ports }: Story, downlinks: readonly string[]): Promise<Map<string, string>> {
  const { ask } = testApi(ports);
  const told = new Map<string, string>();
  for (const [path, formats] of await questions()) {
    const asked = askedOf(path, downlinks);
    for (const question of asked)
      for (const format of formats) {
        ports.clock.setTo('2026-03-21T00:00:00Z');
        const response = await ask(`/v1/experiments/${E}${question}`, { headers: { Accept: format } });
        expect(response.status, `${question} as ${format}`).toBe(200);
        const bytes = Buffer.from(await response.arrayBuffer());
        const text = bytes.toString(/parquet|png/.test(format) ? 'latin1' : 'utf8');
        told.set(`${question} as ${format}`, withoutArrival(question, text));
      }
  }
  return told;
}

function askedOf(path: string, downlinks: readonly string[]): string[] {
  const all = QUESTIONS[path]!;
  if (path.endsWith('{picture}'))
    return all.map((picture) => path.replace('{downlink}', SLIDE).replace('{picture}', picture));
  if (path.includes('{downlink}')) return downlinks.map((id) => path.replace('{downlink}', id));
  return all.map(
    (query) => `${path.replace('{contrast}', 'flight-v-ground').replace('{assay}', 'rnaseq')}${query}`,
  );
}

const listSchema = z.looseObject({ downlinks: z.array(z.looseObject({ state: z.string() })) });

/** Without when and how something came: what the data and the definition decide. */
function withoutArrival(question: string, text: string): string {
  const timeless = text.replace(
    /"(appliedAt|createdAt|ingestedAt|recordedAt|learntAt)":"[^"]*"/g,
    '"$1":"…"',
  );
  // When a mask was sent, as the page says it too.
  if (question.startsWith('/report')) return reportWithoutFiles(timeless);
  if (question.startsWith('/pits')) return timeless.replace(/"at":"[^"]*"/g, '"at":"…"');
  // These name the segments that they rest on, and not only what these hold.
  if (question.startsWith('/conduct')) return timeless.replace(/"snapshot":"[^"]*"/, '"snapshot":"…"');
  if (question !== '/downlinks') return timeless;
  const list = listSchema.parse(JSON.parse(timeless));
  return JSON.stringify({ ...list, downlinks: list.downlinks.filter(({ state }) => state !== 'WITHDRAWN') });
}

/** Which files came, and what became of each, is of how the data came; that answer is asked by itself. */
const reportWithoutFiles = (page: string): string =>
  page
    .replace(/-mask\.png \(test, [^)]*\)/g, '-mask.png (test, …)')
    .replace(/<h2 id="arrived">[\s\S]*?(?=<table>\n<caption class="soft">Samples by channel)/, '')
    .replace(/\b([Ff]iles) F[\dF, ]+(?:and \d+ more)?/g, '$1 …')
    .replace(/Data of .*? They were read/, 'They were read');

async function questions(): Promise<[path: string, formats: readonly string[]][]> {
  const document = documentSchema.parse(await (await testApi().ask('/openapi.json')).json());
  const found: [string, readonly string[]][] = [];
  for (const [path, { get }] of Object.entries(document.paths)) {
    const short = path.startsWith(BASE) ? path.slice(BASE.length) : path;
    if (get === undefined || NOT_ASKED.includes(short)) continue;
    found.push([short, Object.keys(operationSchema.parse(get).responses['200']?.content ?? {})]);
  }
  return found;
}

it('asks every question that there is', async () => {
  expect((await questions()).map(([path]) => path).sort()).toEqual(Object.keys(QUESTIONS).sort());
});

/** In place of one of them nothing comes. */
const without = (gone: number) => ALL.map((file, i) => (i === gone ? null : file));

/** What puts something right, and the same that was right from the beginning. */
const STORIES: Readonly<Record<string, readonly [wrong: Told, right: Told]>> = {
  'a downlink among many that is withdrawn': [
    async (story) => {
      await begin(story, withGenes());
      const ids = await story.send(ALL);
      await story.withdraw(ids[7]);
    },
    async (story) => {
      await begin(story, withGenes());
      await story.send(without(7));
    },
  ],
  'one that is withdrawn after the segments of before have expired': [
    async (story) => {
      await begin(story, withGenes());
      const ids = await story.send(ALL);
      story.ports.archive.expire();
      await story.withdraw(ids[3]);
    },
    async (story) => {
      await begin(story, withGenes());
      await story.send(without(3));
    },
  ],
  'one that is withdrawn and stands in its repetition': [
    async (story) => {
      await begin(story, withGenes());
      const ids = await story.send([...ALL, FLIGHT[4]!]);
      await story.withdraw(ids[5]);
    },
    async (story) => {
      await begin(story, withGenes());
      await story.send([...without(5), FLIGHT[4]!]);
    },
  ],
  'the last one, withdrawn by mistake and read again': [
    async (story) => {
      await begin(story, withGenes());
      const ids = await story.send(ALL);
      await story.withdraw(ids.at(-1));
      await story.reread(ids.at(-1));
    },
    async (story) => {
      await begin(story, withGenes());
      await story.send(ALL);
    },
  ],
  'a wrong unit of measure': corrected({ as: '[degF]' }, false),
  'a wrong zone': corrected({ zone: 'Asia/Tokyo' }, false),
  'both, after the segments of before have expired': corrected({ as: '[degF]', zone: 'Asia/Tokyo' }, true),
};

type Told = (story: Story) => Promise<void>;

function corrected(wrongly: { as?: string; zone?: string }, isLate: boolean): readonly [Told, Told] {
  return [
    async (story) => {
      await begin(story, withGenes(wrongly));
      await story.send(ALL);
      if (isLate) story.ports.archive.expire();
      await story.define(withGenes());
      await story.rereadAll();
    },
    async (story) => {
      await begin(story, withGenes(wrongly), withGenes());
      await story.send(ALL);
    },
  ];
}

it.each(Object.entries(STORIES))(
  'is as if it had been right from the beginning: %s',
  async (_, [put, was]) => {
    const [wrong, right] = [new Story(), new Story()];
    await put(wrong);
    await was(right);
    expect(await wrong.isMerged()).toBe(true);
    expect(await differing(right, wrong)).toEqual([]);
  },
);

it('is as it was once the table and the archive are made again from the raw bucket', async () => {
  for (const name of ['a downlink among many that is withdrawn', 'a wrong zone'] as const) {
    const story = new Story();
    await STORIES[name]![0](story);
    expect(await differing(story, await story.rebuilt()), name).toEqual([]);
  }
});

/** The questions that the second story answers otherwise than the first, about the downlinks that are in force in that. */
async function differing(first: Story, second: Story): Promise<string[]> {
  const { downlinks } = await listReceipts(first.ports, E);
  const ids = downlinks.filter(({ state }) => state !== 'WITHDRAWN').map(({ id }) => id);
  const [expected, got] = [await everyAnswer(first, ids), await everyAnswer(second, ids)];
  expect(expected.size).toBeGreaterThan(100);
  return [...expected].flatMap(([question, answer]) => {
    const difference = firstDifference(linesOf(answer), linesOf(got.get(question) ?? ''));
    return difference === null ? [] : [`${question}: ${difference}`];
  });
}

/** Shorter than the whole of an answer, in what is said of a difference. */
const linesOf = (answer: string) => answer.split(/(?<=[\n}])/);
