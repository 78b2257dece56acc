import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { hashArchive } from '../../../../shared/usecases/answer/hash-archive.ts';
import { showReceipt } from '../../../../shared/usecases/answer/show-receipt.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { listEvents, recordEvents } from '../../../../shared/usecases/define/record-events.ts';
import { memoryPorts } from '../../../support/memory-ports.ts';
import { settleAll, upload } from '../../../support/run-stack.ts';

/** Seven sources that bring the same: temperature and CO2 of two units. */
const DEFINITION = `
id: layouts
reference: activation
arms:
  - { id: flight, kind: SPACEFLIGHT }
  - { id: ground, kind: GROUND_CONTROL_SYNCHRONOUS }
units:
  - id: FU1
    arm: flight
    events: [{ name: activation, at: 2026-03-01T06:00:00Z, accuracy: PT1S }]
  - { id: GU1, arm: ground }
channels:
  - { id: temperature, unit: Cel, storage: decimal(2), period: PT1M, validRange: [-20, 60] }
  - { id: co2, unit: "%", storage: decimal(3), period: PT1M }
sources:
  - id: wide
    match: wide.csv*
    time: { column: t }
    columns:
      TF: { unit: FU1, channel: temperature }
      CF: { unit: FU1, channel: co2, missing: [{ value: 9.999, to: 2026-03-01T07:00:00Z }] }
      TG: { unit: GU1, channel: temperature }
      CG: { unit: GU1, channel: co2 }
  - id: units
    match: units.csv
    time: { column: t, formats: ["d.M.yyyy H:mm"], zone: UTC }
    delimiter: ";"
    decimal: ","
    comment: "#"
    header: 4
    rows: { unit: { column: who, names: { flight: FU1, ground: GU1 }, ignore: [rack] } }
    columns:
      T: { channel: temperature, as: K }
      C: { channel: co2, missing: [{ value: 9.999, to: 2026-03-01T07:00:00Z }] }
  - id: channels
    match: channels.csv
    encoding: utf-16
    delimiter: tab
    time: { column: t, formats: [epoch-s] }
    rows:
      channel:
        column: what
        names:
          degF: { channel: temperature, as: "[degF]" }
          CO2: { channel: co2, missing: [{ value: 9.999, to: 2026-03-01T07:00:00Z }] }
    columns: { F: { unit: FU1 }, G: { unit: GU1 } }
  - id: long
    match: long.csv
    layout: long
    time: { column: t, formats: [epoch-ms] }
    rows:
      unit: { column: u }
      channel:
        column: c
        names:
          temperature: { channel: temperature }
          co2: { channel: co2, missing: [{ value: 9.999, to: 2026-03-01T07:00:00Z }] }
      value: v
      raw: r
  - id: objects
    match: wide.ndjson*
    format: ndjson
    time: { column: t }
    columns:
      TF: { unit: FU1, channel: temperature }
      CF: { unit: FU1, channel: co2, missing: [{ value: 9.999, to: 2026-03-01T07:00:00Z }] }
      TG: { unit: GU1, channel: temperature, as: K }
      CG: { unit: GU1, channel: co2 }
    ignore: [state]
  - id: samples
    match: long.jsonl
    format: ndjson
    layout: long
    time: { column: t, formats: [epoch-ms] }
    rows:
      unit: { column: u, ignore: [rack] }
      channel:
        column: c
        names:
          temperature: { channel: temperature }
          co2: { channel: co2, missing: [{ value: 9.999, to: 2026-03-01T07:00:00Z }] }
      value: v
      raw: r
  - id: events
    match: events.csv
    time: { column: t }
    events: { column: what, names: { Lid open: lid-opened, Lid shut: lid-shut }, units: [FU1, GU1], accuracy: PT1M, use: READ }
  - id: checked
    match: checked.csv
    time: { column: t }
    columns: { TF: { unit: FU1, channel: temperature } }
    events: { column: what, names: { Start: activation, End: fixation }, accuracy: PT1M }
`;

const T0 = Date.UTC(2026, 2, 1, 6);
const HOURS = 3;
interface Instant {
  readonly at: Date;
  readonly cells: readonly { unit: 'FU1' | 'GU1'; temperature: number; co2: number }[];
}

/** Hundredths that every unit of the files can say; 9.999 stands for no reading until 07:00 and for itself after. */
const INSTANTS: readonly Instant[] = Array.from({ length: HOURS * 60 }, (_, minute) => ({
  at: new Date(T0 + minute * 60_000),
  cells: (['FU1', 'GU1'] as const).map((unit) => ({
    unit,
    temperature: (3600 + (minute % 7) * 5 + (unit === 'GU1' ? 10 : 0)) / 100,
    co2: minute % 50 === 3 && unit === 'FU1' ? 9.999 : (50 + (minute % 9)) / 1000,
  })),
}));

const minuteText = (at: Date) =>
  `${at.getUTCDate()}.${at.getUTCMonth() + 1}.${at.getUTCFullYear()} ${at.getUTCHours()}:${String(at.getUTCMinutes()).padStart(2, '0')}`;
const comma = (value: number, digits: number) => value.toFixed(digits).replace('.', ',');

const wide = () =>
  `t,TF,CF,TG,CG\n${INSTANTS.map(({ at, cells: [f, g] }) => `${at.toISOString()},${f!.temperature},${f!.co2},${g!.temperature},${g!.co2}\n`).join('')}`;

const FILES: readonly (readonly [string, () => Uint8Array])[] = [
  ['wide.csv', () => Buffer.from(wide())],
  ['wide.csv.gz', () => gzipSync(wide())],
  ['wide.csv.zst', () => zstdCompressSync(wide())],
  ['wide.csv.mac', () => Buffer.from(wide().replaceAll('\n', '\r'))],
  [
    'units.csv',
    () => {
      const rows = INSTANTS.flatMap(({ at, cells }) => [
        ...cells.map(
          ({ unit, temperature, co2 }) =>
            `${minuteText(at)};${unit === 'FU1' ? 'flight' : 'ground'};${comma(temperature + 273.15, 2)};${comma(co2, 3)}`,
        ),
        `${minuteText(at)};rack;broken;`,
      ]);
      return Buffer.from(`Export of the day\n\n;;;\nt;who;T;C\n# begins\n${rows.join('\r\n')}\r\n`);
    },
  ],
  [
    'channels.csv',
    () => {
      const rows = INSTANTS.flatMap(({ at, cells: [f, g] }) => [
        `${at.getTime() / 1000}\tdegF\t${(f!.temperature * 1.8 + 32).toFixed(3)}\t${(g!.temperature * 1.8 + 32).toFixed(3)}`,
        `${at.getTime() / 1000}\tCO2\t${f!.co2}\t${g!.co2}`,
      ]);
      return Buffer.from(`\uFEFFt\twhat\tF\tG\n${rows.join('\n')}\n`, 'utf16le');
    },
  ],
  [
    'long.csv',
    () => {
      const rows = INSTANTS.flatMap(({ at, cells }) =>
        cells.flatMap(({ unit, temperature, co2 }) => [
          `${at.getTime()},${unit},temperature,${temperature},7`,
          `${at.getTime()},${unit},co2,${co2},8`,
        ]),
      );
      return Buffer.from(`t,u,c,v,r\n${rows.toReversed().join('\n')}\n`);
    },
  ],
];

const objects = () =>
  INSTANTS.map(({ at, cells: [f, g] }) => {
    const members = {
      t: at,
      TF: f!.temperature,
      CF: String(f!.co2),
      TG: g!.temperature + 273.15,
      CG: g!.co2,
    };
    return `${JSON.stringify({ ...members, state: { of: [at.getTime()] } })}\n`;
  }).join('');

const OBJECT_FILES: readonly (readonly [string, () => Uint8Array])[] = [
  ['wide.ndjson', () => Buffer.from(objects())],
  ['wide.ndjson.gz', () => gzipSync(objects())],
  ['wide.ndjson.zst', () => zstdCompressSync(objects())],
  [
    'long.jsonl',
    () => {
      const rows = INSTANTS.flatMap(({ at, cells }) =>
        cells.flatMap(({ unit, temperature, co2 }) => [
          { t: at.getTime(), u: unit, c: 'temperature', v: temperature, r: 7 },
          { c: 'co2', v: co2, t: at.getTime(), u: unit },
          { t: at.getTime(), u: 'rack', c: 'door', v: 'open' },
        ]),
      );
      return Buffer.from(`\ufeff${rows.map((row) => `${JSON.stringify(row)}\r\n`).join('')}`);
    },
  ],
];

async function takenIn(name: string, content: string | Uint8Array) {
  const memory = memoryPorts();
  await applyExperiment(memory, 'layouts', DEFINITION);
  const downlink = await upload(memory, 'layouts', name, content);
  await settleAll(memory);
  return { memory, receipt: await showReceipt(memory, 'layouts', downlink) };
}

describe('the same readings in another format, layout, dialect or packing', async () => {
  const { memory } = await takenIn('wide.csv', wide());
  const { hash } = await hashArchive(memory, 'layouts');

  it.each([...FILES, ...OBJECT_FILES])('%s makes the same archive', async (name, content) => {
    const { memory: other, receipt } = await takenIn(name, content());
    expect(receipt.error).toBeUndefined();
    expect(receipt.counts).toMatchObject({ samples: 720, accepted: 720, rejected: 0, conflicts: 0 });
    // One of them stands newest first, which is read and said.
    expect(receipt.warnings.filter(({ code }) => code !== 'time.steps-back')).toEqual([]);
    expect((await hashArchive(other, 'layouts')).hash).toBe(hash);
  });

  it('is another archive where one reading differs', async () => {
    const { memory: other } = await takenIn('wide.csv', wide().replace('36.05', '36.06'));
    expect((await hashArchive(other, 'layouts')).hash).not.toBe(hash);
  });
});

describe('rows that speak of something unknown', () => {
  it('are rejected one by one and named once; every sample is accounted for', async () => {
    const rows = ['FU1,temperature,36.5', 'FU9,temperature,36.5', 'FU9,temperature,', 'FU1,pressure,1013'];
    const { receipt } = await takenIn(
      'long.csv',
      `t,u,c,v\n${rows.map((row, i) => `${T0 + i * 1000},${row}\n`).join('')}`,
    );
    expect(receipt.state).toBe('INGESTED_WITH_REJECTS');
    expect(receipt.counts).toMatchObject({ rows: 4, samples: 4, accepted: 1, rejected: 3 });
    expect(receipt.byReason).toEqual({ 'row.unmapped': 3 });
    expect(receipt.warnings).toEqual([
      {
        code: 'row.unmapped',
        message:
          'the source long does not say what these rows speak of: "FU9" "temperature" (2 rows), "FU1" "pressure" (1 row); name them in its rows, or ignore them',
      },
    ]);
  });
});

describe('NDJSON that is not as it should be', () => {
  it('is refused where none of its members is mapped, and nothing is taken in', async () => {
    const { memory, receipt } = await takenIn('wide.ndjson', '{"t":"2026-03-01T06:00:00Z","Tf":36.5}\n');
    expect(receipt).toMatchObject({
      state: 'REFUSED',
      error: { code: 'header.no-mapped-column', message: expect.stringContaining('did you mean Tf?') },
      counts: { samples: 0, accepted: 0, rejected: 0 },
    });
    const { memory: empty } = await takenIn('wide.csv', 't,TF\n');
    expect((await hashArchive(memory, 'layouts')).hash).toBe((await hashArchive(empty, 'layouts')).hash);
  });

  it('costs a line one reject for each mapped column of the source, and the rest is taken in', async () => {
    const good = '{"t":"2026-03-01T06:00:00Z","TF":36.5,"TG":{"v":36.5}}\n';
    const { receipt } = await takenIn('wide.ndjson', `${good}{"t":"2026-03-01T06:01:00Z","TF":36.5\n`);
    expect(receipt).toMatchObject({
      state: 'INGESTED_WITH_REJECTS',
      counts: { rows: 2, samples: 6, accepted: 1, rejected: 5 },
      byReason: { 'json.malformed': 4, 'value.not-a-number': 1 },
    });
    expect(receipt.warnings.map(({ code, message }) => [code, message.split(' is ')[0]])).toEqual([
      ['column.missing', 'the mapped column CF'],
      ['column.missing', 'the mapped column CG'],
    ]);
  });
});

describe('an event column that is read', () => {
  const file = (rows: string) => `t,what\n${rows}`;
  const labels = '2026-03-01T08:00:00Z,Lid open\n2026-03-01T08:01:00Z,Lid shut\n';

  it('records each label for every unit of the column, with its accuracy, naming the downlink', async () => {
    const { memory, receipt } = await takenIn('events.csv', file(labels));
    expect(receipt.state).toBe('INGESTED');
    expect(receipt.counts).toMatchObject({ rows: 2, samples: 0, accepted: 0, rejected: 0 });
    const { events } = await listEvents(memory, 'layouts');
    const told = events.map(({ name, unit, at, accuracy, source }) => [name, unit, at, accuracy, source]);
    expect(told.toSorted((a, b) => (a.join() < b.join() ? -1 : 1))).toEqual([
      ['activation', 'FU1', '2026-03-01T06:00:00Z', 'PT1S', 'definition'],
      ['lid-opened', 'FU1', '2026-03-01T08:00:00Z', 'PT1M', expect.anything()],
      ['lid-opened', 'GU1', '2026-03-01T08:00:00Z', 'PT1M', expect.anything()],
      ['lid-shut', 'FU1', '2026-03-01T08:01:00Z', 'PT1M', expect.anything()],
      ['lid-shut', 'GU1', '2026-03-01T08:01:00Z', 'PT1M', expect.anything()],
    ]);
    expect(events.slice(1).map(({ source }) => source)).toEqual(Array(4).fill(`downlink ${receipt.id}`));
  });

  it('records nothing twice when the labels come again in other files', async () => {
    const { memory } = await takenIn('events.csv', file(labels));
    const more = '2026-03-01T09:00:00Z,Lid open\n';
    await upload(memory, 'layouts', 'events.csv', file(labels + more));
    await upload(memory, 'layouts', 'events.csv', file(labels));
    await settleAll(memory);
    expect((await listEvents(memory, 'layouts')).events).toHaveLength(1 + 6);
    expect(await memory.catalogue.due('layouts')[Symbol.asyncIterator]().next()).toMatchObject({
      done: true,
    });
  });

  it('tells a label that names no event, and rejects none', async () => {
    const { memory, receipt } = await takenIn('events.csv', file('2026-03-01T08:00:00Z,Lid ajar\n'));
    expect(receipt.warnings).toEqual([
      {
        code: 'event.unmapped',
        message: 'the label "Lid ajar" (line 2) names no event: add it to the names of the source\'s events',
      },
    ]);
    expect((await listEvents(memory, 'layouts')).events).toHaveLength(1);
  });

  it('is refused where it speaks in every row, because events are for ever', async () => {
    const rows = Array.from({ length: 251 }, (_, i) => `${new Date(T0 + i * 1000).toISOString()},Lid open\n`);
    const { memory, receipt } = await takenIn('events.csv', file(rows.join('')));
    expect(receipt.state).toBe('REFUSED');
    expect(receipt.error?.code).toBe('downlink.too-many-events');
    expect((await listEvents(memory, 'layouts')).events).toHaveLength(1);
  });
});

describe('an event column that is checked', () => {
  const file = (label: string) => `t,TF,what\n2026-03-01T05:59:30Z,36,\n${label}\n`;

  it('says nothing of a label within the accuracy, and records none', async () => {
    const { memory, receipt } = await takenIn('checked.csv', file('2026-03-01T06:01:01Z,36,Start'));
    expect(receipt.warnings).toEqual([]);
    expect((await listEvents(memory, 'layouts')).events).toHaveLength(1);
  });

  it('says both instants and the difference of one beyond it', async () => {
    const { receipt } = await takenIn('checked.csv', file('2026-03-01T06:01:02Z,36,Start'));
    expect(receipt.state).toBe('INGESTED');
    expect(receipt.warnings).toEqual([
      {
        code: 'EVENT_MISMATCH',
        message:
          'the file says "Start" at 2026-03-01T06:01:02Z (line 3), but activation of FU1 is known to have been at 2026-03-01T06:00:00Z: 1 min 2 s earlier, and both are known to 1 min 1 s',
      },
    ]);
  });

  it('says that an event is unknown, until it is recorded', async () => {
    const { memory, receipt } = await takenIn('checked.csv', file('2026-03-01T08:00:00Z,36,End'));
    expect(receipt.warnings.map(({ code }) => code)).toEqual(['EVENT_MISMATCH']);
    const event = {
      name: 'fixation',
      unit: 'FU1',
      at: '2026-03-01T08:00:30Z',
      accuracy: 'PT1S',
      source: 'log',
    };
    await recordEvents(memory, 'layouts', [event], 'test');
    const again = await upload(memory, 'layouts', 'checked.csv', file('2026-03-01T08:00:00Z,36.1,End'));
    await settleAll(memory);
    expect((await showReceipt(memory, 'layouts', again)).warnings).toEqual([]);
  });
});

it('A file that is wrong in every cell lists 100,000 rejects, counts all, and says so', async () => {
  const memory = memoryPorts();
  await applyExperiment(memory, 'layouts', DEFINITION);
  const rows = Array.from({ length: 25_001 }, (_, i) => {
    const second = new Date(Date.UTC(2026, 2, 1) + i * 1000).toISOString();
    return `${second},warm,some,warm,some\n`;
  });
  const id = await upload(memory, 'layouts', 'wide.csv', `t,TF,CF,TG,CG\n${rows.join('')}`);
  await settleAll(memory);
  const receipt = await showReceipt(memory, 'layouts', id);
  expect(receipt.byReason).toEqual({ 'value.not-a-number': 100_004 });
  expect(receipt.warnings).toContainEqual({
    code: 'rejects.more',
    message:
      'the list of rejects holds the first 100,000; 4 more rejects are counted by reason and not listed',
  });
});

it('a file of another source is told to be that, not that its columns are mistyped', async () => {
  const memory = memoryPorts();
  const source = (id: string, unit: string) =>
    `{ id: ${id}, match: '${id}-*.csv', time: { column: t }, columns: { ${unit}_C1: { unit: ${unit}, channel: co2 }, '${unit}_T1|${unit} T': { unit: ${unit}, channel: temperature } } }`;
  await applyExperiment(
    memory,
    'layouts',
    `${DEFINITION.slice(0, DEFINITION.indexOf('sources:'))}sources:\n  - ${source('flight', 'FU1')}\n  - ${source('ground', 'GU1')}\n`,
  );
  const errorOf = async (text: string) => {
    const id = await upload(memory, 'layouts', 'flight-ground.csv', text);
    await settleAll(memory);
    return (await showReceipt(memory, 'layouts', id)).error;
  };
  const row = '2026-03-01T06:00:00Z,36.5,5\n';
  const error = await errorOf(`t,GU1 T,GU1_C1\n${row}`);
  expect(error?.code).toBe('header.no-mapped-column');
  expect(error?.message).toMatch(
    /: this looks like a file of the source ground, whose files are named "ground-\*\.csv"; rename it, or upload it with \.\/howship upload --source ground$/,
  );
  // Without the time that the other source reads, or one of its columns, it is not.
  expect((await errorOf(`t,FU1_C2\n${row}`))?.message).toMatch(/did you mean FU1_C2\?$/);
});
