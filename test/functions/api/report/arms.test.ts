import { expect, it } from 'vitest';
import { armsSection } from '../../../../functions/api/report/arms.ts';
import { comparisonTables } from '../../../../functions/cli/osdr/comparison-tables.ts';
import { reportCompared, reportFrame } from '../../../../shared/usecases/report/report-experiment.ts';
import { armsDocument, armsPorts, ARMS_EXPERIMENT as E, unitsIn } from '../../../support/arms-experiment.ts';
import { pitAssay, pitsCsv } from '../../../support/pit-files.ts';

it('the report says beside each comparison of an assay what studies reported of it', async () => {
  const ports = await armsPorts(armsDocument({ assays: [pitAssay()] }), { 'a_pits.csv': pitsCsv() });
  const frame = await reportFrame(ports, E);
  const html = armsSection(frame, (await reportCompared(ports, frame)).arms);
  expect(html).toContain('pits of pits');
  // Three units of three arms, in one picture of each endpoint.
  expect(html.match(/<svg/g)).toHaveLength(7);
  expect(html.match(/<circle/g)).toHaveLength(7 * 9);
  expect(html).toMatch(/files File1<[\s\S]*?snapshot sha256:[0-9a-f]{64}/);
  expect(html).toMatch(
    /Literature AGREES: studies agree: up in studies [\d, ]+ \(spaceflight, cells of any kind/,
  );
});

it('n beside a p is the n of that p, with the units below detection, in every form of the answer', async () => {
  const assay = { id: 'medium', kind: 'endpoint-table', match: '*_endpoints.csv' };
  const rows = (['flight', 'ground'] as const).flatMap((arm) =>
    unitsIn(arm).map((unit, i) =>
      unit === 'G1' ? `${unit},ctx,,pmol,true,4` : `${unit},ctx,${10 + i},pmol,,4`,
    ),
  );
  const file = `${['unit,endpoint,value,measured_in,censored,lod', ...rows].join('\n')}\n`;
  const ports = await armsPorts(armsDocument({ assays: [assay] }), { 'a_endpoints.csv': file });
  const frame = await reportFrame(ports, E);
  const { arms } = await reportCompared(ports, frame);
  if ('refused' in arms) throw new Error(arms.refused);
  const html = armsSection(frame, arms);
  expect(html).toMatch(
    /ctx of medium[\s\S]{0,200}flight-v-ground[\s\S]{0,120}3 v 3<span class="why">1 below detection<[\s\S]*?exact 1</,
  );
  expect(html).toContain('n 3, 1 below');
  const { header, rows: told } = comparisonTables(E, arms)[0]!;
  const row = told.find((cells) => cells[0] === 'flight-v-ground' && cells[2] === 'ctx') ?? [];
  const cell = (name: string) => row[header.indexOf(name)];
  expect([cell('n_a'), cell('n_b'), cell('below_detection_a'), cell('below_detection_b')]).toEqual([
    ...['3', '3', '0', '1'],
  ]);
});

it('where there is no p, none is said to be adjusted', async () => {
  const ports = await armsPorts(armsDocument(), {});
  const frame = await reportFrame(ports, E);
  const html = armsSection(frame, (await reportCompared(ports, frame)).arms);
  expect(html).not.toMatch(/of 0/);
});
