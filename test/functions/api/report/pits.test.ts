import { expect, it } from 'vitest';
import { pitsSection } from '../../../../functions/api/report/pits.ts';
import { reportCompared, reportFrame } from '../../../../shared/usecases/report/report-experiment.ts';
import { armsDocument, armsPorts, ARMS_EXPERIMENT as E } from '../../../support/arms-experiment.ts';
import type { MemoryPorts } from '../../../support/memory-ports.ts';
import { pitAssay, pitsCsv } from '../../../support/pit-files.ts';

async function sectionOf(ports: MemoryPorts): Promise<string> {
  const frame = await reportFrame(ports, E);
  return pitsSection(frame, await reportCompared(ports, frame));
}

it('the report shows each slice with what it rests on, and which units have none', async () => {
  const ports = await armsPorts(armsDocument({ assays: [pitAssay()] }), {
    'a_pits.csv': pitsCsv(['flight', 'ground']),
  });
  const html = await sectionOf(ports);
  expect(html.match(/<tr/g)).toHaveLength(13);
  expect(html).toContain('nobody said that fields were looked at: the whole slice is taken');
  expect(html).toContain('no scale');
  expect(html).toContain('pits: no slice of it has come: R1, R2, R3');
});

it('a slice of a table names the file that it stands in, and none of another slice', async () => {
  const ports = await armsPorts(armsDocument({ assays: [pitAssay()] }), {
    'a_pits.csv': pitsCsv(['flight']),
    'b_pits.csv': pitsCsv(['ground']),
  });
  const html = await sectionOf(ports);
  const filesOf = (arm: string) =>
    new Set(
      html
        .split('<tr')
        .filter((row) => row.includes(`<span>${arm}</span>`))
        .map((row) => /files ([^<]+)</.exec(row)?.[1]),
    );
  expect([filesOf('flight'), filesOf('ground')]).toEqual([new Set(['File1']), new Set(['File2'])]);
});

it('the report has no such section where nothing of pits is declared', async () => {
  const ports = await armsPorts(armsDocument({}), {});
  expect(await sectionOf(ports)).toBe('');
});
