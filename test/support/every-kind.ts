/** A small mission that leaves at least one object and one item of every kind there is, but what is of the moment only (`cutShort`). */
import { trialRawKey } from '../../shared/domain/archive/keys.ts';
import { groupOf } from '../../shared/domain/notify/group.ts';
import { type MessageRecord, messageKey, messageKind } from '../../shared/domain/notify/message-record.ts';
import { broughtKey, broughtKind } from '../../shared/domain/timeline/brought-event.ts';
import { listAlarms } from '../../shared/usecases/answer/list-alarms.ts';
import { pinnedDelta } from '../../shared/usecases/answer/pinned-delta.ts';
import { queryDelta } from '../../shared/usecases/answer/query-deltas.ts';
import { announceDownlink } from '../../shared/usecases/arrive/announce-downlink.ts';
import { withdrawDownlink } from '../../shared/usecases/arrive/withdraw-downlink.ts';
import { applyContacts } from '../../shared/usecases/define/apply-contacts.ts';
import { applyExperiment } from '../../shared/usecases/define/apply-experiment.ts';
import { confirmScale } from '../../shared/usecases/define/confirm-scale.ts';
import { recordEvents } from '../../shared/usecases/define/record-events.ts';
import { recordExclusion } from '../../shared/usecases/define/record-exclusion.ts';
import { actOnAlarm } from '../../shared/usecases/tell/act-on-alarm.ts';
import { applyRoutes } from '../../shared/usecases/tell/apply-routes.ts';
import { writeNote } from '../../shared/usecases/tell/write-note.ts';
import { ALL_SAMPLES, countsCsv } from './assay-experiment.ts';
import { EncodedCatalogue } from './encoded-catalogue.ts';
import { type MemoryPorts, memoryPorts } from './memory-ports.ts';
import { drawn } from './pit-images.ts';
import { settleAll, upload } from './run-stack.ts';
import { TWIN_DEFINITION, twinFiles } from './twin-experiment.ts';

/** A batch of genes, of which a sheet tells only the arms, and pits in pixels, as tables and as an image. */
const GENES = `
assays:
  - id: rnaseq
    kind: counts
    match: "*counts*.csv"
    sheet: { match: "*sheet*.csv", sample: Sample, arm: Arm }
  - id: pits
    kind: pit-table
    match: "*pits*.csv"
    samples: [{ name: "FU1*", unit: FU1, areaMm2: 24 }]
    scale: { micrometresPerPixel: 0.76 }
  - id: slides
    kind: pit-image
    match: "slide-*.png"
    foreground: dark
    threshold: { method: otsu }
    samples: [{ name: "slide-FU1*", unit: FU1, slice: S9, areaMm2: 1 }]
    scale: { micrometresPerPixel: 2 }
    masks: { match: "*-mask.png" }
`;
const SLIDE_MASK = drawn(['000000000000', '011110000000', '011110000000', '011110000000', '000000000000']);
const SLIDE = drawn(['............', '.####..####.', '.####..####.', '.####..####.', '............']);

export type EncodedPorts = MemoryPorts & { readonly catalogue: EncodedCatalogue };

const E = 'twins';
const HOUR = 3_600_000;

export async function everyKind(): Promise<EncodedPorts> {
  const memory = memoryPorts();
  const ports = { ...memory, catalogue: new EncodedCatalogue(memory.archive) };
  await applyExperiment(ports, E, `${TWIN_DEFINITION}${GENES}`);
  await applyContacts(ports, E, 'aos,los,station\n2026-03-02T00:00:00Z,2026-03-02T00:10:00Z,KIR\n', 'ada');
  const { flight, ground } = twinFiles();
  await upload(ports, E, 'fu1.csv', flight);
  await upload(ports, E, 'gu1.csv', ground);
  await upload(ports, E, 'fu1-again.csv', flight);
  // A gap after each of its rows: what ended is too long for an item.
  await upload(ports, E, 'fu1-gaps.csv', rows('2026-03-03T00:00:00Z', 140, 10));
  await upload(ports, E, 'fu1-b.csv', 't,temp,rh\n2026-03-01T12:00:00Z,x,80\n2026-03-01T12:01:00Z,36.5,81\n');
  const wide = Array.from({ length: 8000 }, (_, i) => `of another instrument ${i}`).join();
  await upload(
    ports,
    E,
    'fu1-wide.csv',
    `t,temp,rh,${wide}\n2026-03-01T13:00:00Z,36.5,80${','.repeat(8000)}\n`,
  );
  // More entries than a head keeps apart.
  for (let i = 0; i < 9; i++) await upload(ports, E, `gu1-${i}.csv`, rows(`2026-03-02T0${i}:00:00Z`, 3, 1));
  const wrong = await upload(ports, E, 'fu1-c.csv', rows('2026-03-05T00:00:00Z', 3, 1));
  // In the next bucket, so that the one before has a checkpoint.
  await upload(ports, E, 'fu1-d.csv', rows('2026-03-09T00:00:00Z', 30, 1));
  await upload(
    ports,
    E,
    'sheet.csv',
    `Sample,Arm\n${ALL_SAMPLES.map((name) => `${name},${name.startsWith('SF') ? 'flight' : 'ground'}\n`).join('')}`,
  );
  await upload(ports, E, 'counts.csv', countsCsv(ALL_SAMPLES, { genes: 30 }));
  await upload(ports, E, 'FU1-pits.csv', ' ,Area\n1,120\n2,80\n');
  await upload(ports, E, 'slide-FU1.png', SLIDE);
  await upload(ports, E, 'slide-FU1-mask.png', SLIDE_MASK);
  await settleAll(ports);
  await withdrawDownlink(ports, { experiment: E, downlink: wrong }, { by: 'ada', reason: 'wrong unit' });
  const hatch = { name: 'hatch', unit: 'FU1', at: '2026-03-01T06:30:00Z', accuracy: 'PT1S', source: 'crew' };
  await recordEvents(ports, E, [hatch], 'ada');
  await ports.catalogue.put(broughtKind, broughtKey(E, 'hatch', 'd000001'), { downlink: 'd000001' }, null);
  await settleAll(ports);
  const { snapshot } = await queryDelta(ports, E, { pair: 'P1', channel: 'temperature' });
  await pinnedDelta(ports, E, snapshot, { pair: ['P1'], channel: ['temperature'] }, 'ada');
  const [alarm] = (await listAlarms(ports, E, {})).alarms;
  const known = { by: 'ada', comment: null };
  await actOnAlarm(ports, { experiment: E, alarm: alarm!.id }, { action: 'ACKNOWLEDGE' }, known);
  await writeNote(ports, E, { text: 'the hatch was open' }, 'ada');
  const lost = { sample: 'no-such-tube', reason: 'LOST', evidence: 'not in the bag' } as const;
  await recordExclusion(ports, E, lost, 'ada');
  await settleAll(ports);
  await confirmScale(ports, E, { assay: 'pits', micrometres: 0.76 }, 'ada');
  await tellOnce(ports, alarm!.id);
  const route = { id: 'phone', via: 'sns', severities: ['CRITICAL'] } as const;
  await applyRoutes(ports, E, [{ ...route, severities: [...route.severities] }], { by: 'ada', allowed: [] });
  await sendTrial(ports, rows('2026-03-04T00:00:00Z', 3, 1));
  await settleAll(ports);
  return ports;
}

/** Another store of the same content: what is done to it, is not done to the first. The clock is one. */
export function copyOf(from: EncodedPorts): EncodedPorts {
  const memory = memoryPorts();
  for (const name of ['raw', 'archive'] as const) {
    copyInto(from[name].declared, memory[name].declared);
    copyInto(from[name].objects, memory[name].objects);
    copyInto(from[name].versions, memory[name].versions);
    for (const key of from[name].superseded) memory[name].superseded.add(key);
    memory[name].made.versions = from[name].made.versions;
  }
  copyInto(from.kept.objects, memory.kept.objects);
  memory.drop.objects.push(...from.drop.objects);
  const catalogue = new EncodedCatalogue(memory.archive);
  for (const [name, rows] of from.catalogue.partitions) catalogue.partitions.set(name, new Map(rows));
  return { ...memory, catalogue, clock: from.clock };
}

function copyInto<T>(from: ReadonlyMap<string, T>, to: Map<string, T>): void {
  for (const [key, value] of from) to.set(key, value);
}

const rows = (start: string, count: number, minutes: number) =>
  Array.from({ length: count }, (_, i) => {
    const t = new Date(Date.parse(start) + (i * minutes * HOUR) / 60).toISOString();
    return `${t},${(37 + (i % 2) * 0.01 + (i % 7) * 0.02).toFixed(2)},${85 + (i % 5)}\n`;
  }).reduce((text, row) => text + row, 't,temp,rh\n');

/** A message that was sent, and from which nothing follows. */
async function tellOnce(ports: MemoryPorts, alarm: string): Promise<void> {
  const at = ports.clock.now();
  const message: MessageRecord = {
    ...{ group: groupOf({ id: alarm }), number: 1, route: 'topic', about: 'RESOLVED', severity: 'WARNING' },
    ...{ loudness: 'MAIL', covers: [], entries: [], subject: 'over', text: 'over', madeAt: at, endedAt: at },
    ...{ tries: 1, nextTryAt: at, sentAt: at, failedAt: null, error: null },
  };
  await ports.catalogue.put(messageKind, messageKey(E, message), message, null);
}

async function sendTrial(ports: MemoryPorts, text: string): Promise<void> {
  const bytes = Buffer.from(text);
  const request = { fileName: 'fu1-trial.csv', bytes: bytes.length, dryRun: true };
  const { id } = await announceDownlink(ports, E, request, 'ada');
  const key = trialRawKey(E, id);
  ports.raw.objects.set(key, bytes);
  await ports.queues.ingest.send({ Records: [{ s3: { object: { key } } }] });
}
