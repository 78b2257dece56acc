import { expect, it } from 'vitest';
import { methodsSection } from '../../../../functions/api/report/methods.ts';
import { reportPage } from '../../../../functions/api/report/page.ts';
import { reportCompared, reportFrame } from '../../../../shared/usecases/report/report-experiment.ts';
import { armsDocument, armsPorts, ARMS_EXPERIMENT as E } from '../../../support/arms-experiment.ts';
import { pitAssay, pitsCsv } from '../../../support/pit-files.ts';

async function methodsOf(document: object, files?: Readonly<Record<string, string>>): Promise<string> {
  const ports = await armsPorts(document, files);
  const frame = await reportFrame(ports, E);
  return methodsSection(frame, await reportCompared(ports, frame));
}

it('the methods say how units were held against each other in fact', async () => {
  const paired = await methodsOf(armsDocument({ analysis: { paired: true, primary: ['temperature'] } }));
  expect(paired).toContain('by t in the declared pairs');
  expect(paired).toContain('p of primary questions was adjusted by Holm&#39;s method');
  const groups = await methodsOf(armsDocument());
  expect(groups).toContain('by t as two groups, with the degrees of freedom of unequal variances');
  expect(groups).toContain('B. L. Welch');
  expect(groups).toContain('No question was declared as primary');
  for (const text of [paired, groups]) expect(text).not.toMatch(/quasi-Poisson|Schuirmann/);
});

it('twins that are not flight and ground are not called so, in the methods, the tables and the pictures', async () => {
  const pairs = [
    { id: 'B1', flight: 'F1', ground: 'R1' },
    { id: 'C1', flight: 'R1', ground: 'G1' },
  ];
  const plain = armsDocument({ pairs });
  const spun = { name: 'spin-up', at: '2026-03-01T05:00:00Z' };
  const units = plain.units.map((one) => ({
    ...one,
    events: one.id === 'R1' ? [...one.events, spun] : one.events,
  }));
  const document = { ...plain, units };
  expect(await methodsOf(document)).toContain(
    'the difference is the mean of flight − rotor and of rotor − ground',
  );
  const page = await reportPage(await armsPorts(document), E, { channel: ['temperature'] });
  expect(page).toContain('Pair B1: flight − rotor');
  expect(page).toContain('>rotor − ground, °C<');
  expect(page).toContain('rotor R1');
  // An event of one twin alone names that twin.
  expect(page).toContain('spin-up (rotor)');
  // Detectors are named by their rule.
  const shown = page.slice(0, page.indexOf('id="findings"')).toLowerCase();
  for (const wrong of ['flight − ground', 'flight minus ground', 'ground R1', 'flight R1']) {
    const at = shown.indexOf(wrong.toLowerCase());
    expect(at < 0 ? '' : shown.slice(at - 60, at + 60)).toBe('');
  }
});

it('of pits the methods name what rates were compared by, and the literature beside them', async () => {
  const text = await methodsOf(armsDocument({ assays: [pitAssay()] }), { 'a_pits.csv': pitsCsv() });
  expect(text).toContain('as a quasi-Poisson ratio of the totals of units');
  expect(text).toContain('Resorption was taken from the tables of 18 slices');
  expect(text).toContain('Directions were compared with those that studies');
});

it('where nothing came the methods claim nothing of arms, genes, pits and the literature', async () => {
  const text = await methodsOf(armsDocument(), {});
  expect(text).toMatch(
    /No data of \d+ culture units in 3 arms had come in when this page was made, so that nothing was read or/,
  );
  expect(text).not.toMatch(
    /aligned|were read|Arms were compared|Genes were|Resorption|Directions were|adjusted/,
  );
});
