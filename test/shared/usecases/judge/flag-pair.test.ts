/** What is read of a pair's delta pages to find offsets, and that it is enough. */
import { expect, it } from 'vitest';
import { deltaKind, deltaPrefix } from '../../../../shared/domain/twins/delta-record.ts';
import { type ObjectName, versionNamed } from '../../../../shared/ports.ts';
import { listAnomalies } from '../../../../shared/usecases/answer/list-anomalies.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { memoryPorts } from '../../../support/memory-ports.ts';
import { actOnce, upload } from '../../../support/run-stack.ts';

const DEFINITION = `
id: pairs
arms: [{ id: flight, kind: SPACEFLIGHT }, { id: ground, kind: GROUND_CONTROL_SYNCHRONOUS }]
units: [{ id: FU1, arm: flight }, { id: GU1, arm: ground }]
pairs: [{ id: P1, flight: FU1, ground: GU1 }]
channels:
  - { id: temperature, unit: Cel, period: PT1M, stuckAfter: PT6H, twin: { margin: 0.5 } }
  - { id: humidity, unit: "%", period: PT1M, stuckAfter: PT6H, twin: { margin: 0.5 } }
sources:
  - { id: f, match: 'fu*.csv', time: { column: t }, columns: { c: { unit: FU1, channel: temperature }, h: { unit: FU1, channel: humidity } } }
  - { id: g, match: 'gu*.csv', time: { column: t }, columns: { c: { unit: GU1, channel: temperature }, h: { unit: GU1, channel: humidity } } }
`;
const MINUTES = 24 * 60;

function csv(temperature: (minute: number) => number): string {
  const rows = Array.from({ length: MINUTES }, (_, minute) => {
    const at = new Date(Date.UTC(2026, 2, 1) + minute * 60_000).toISOString();
    return `${at},${temperature(minute)},${50 + (minute % 2) / 10}`;
  });
  return `t,c,h\n${rows.join('\n')}\n`;
}

/** Takes both files in; gives what was found, and which parts of the last delta page were read to find it. */
async function flagged(flight: (minute: number) => number) {
  const memory = memoryPorts();
  await applyExperiment(memory, 'pairs', DEFINITION);
  const read: { version: string | null; key: string; from: number; to: number }[] = [];
  const archive = Object.assign(Object.create(memory.archive), {
    readRange: (name: ObjectName, from: number, to: number) => {
      read.push({ ...versionNamed(name), from, to });
      return memory.archive.readRange(name, from, to);
    },
    read: (name: ObjectName) => {
      if (versionNamed(name).key.startsWith('deltas/')) expect.fail('a delta page was read whole');
      return memory.archive.read(name);
    },
  });
  const files: [string, string][] = [
    ['gu.csv', csv((minute) => 37 + (minute % 2) / 10)],
    ['fu.csv', csv(flight)],
  ];
  for (const [name, content] of files) {
    await upload(memory, 'pairs', name, content);
    while (await actOnce(memory, { ...memory, archive }));
  }
  const { anomalies } = await listAnomalies(memory, 'pairs', {});
  const [page] = await Array.fromAsync(memory.catalogue.list(deltaKind, 'pairs', deltaPrefix(1, 'P1')));
  const { key, version, size } = page!.item.parts.at(-1)!;
  const footerAt = size!.bytes - size!.footer;
  const parts = read
    .filter((one) => one.key === key && one.version === version)
    .map(({ from }) => (from < footerAt ? 'pairs' : 'footer'));
  return { kinds: anomalies.map(({ kind, channels }) => `${kind} ${channels}`), parts: [...new Set(parts)] };
}

it('an offset is found without reading a pair', async () => {
  const { kinds, parts } = await flagged((minute) => 38 + (minute % 2) / 10);
  expect(kinds).toEqual(['OFFSET temperature']);
  expect(parts).toEqual(['footer']);
});

it('where a sensor stood still the pairs of its channel are read, and those of the sensor do not count', async () => {
  const { kinds, parts } = await flagged(() => 38);
  expect(kinds).toEqual(['STUCK temperature']);
  expect(parts).toEqual(['footer', 'pairs']);
});
