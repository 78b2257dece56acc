import { describe, expect, it } from 'vitest';
import { contrastsSchema, genesSchema } from '../../../../shared/contract/expression.ts';
import { testApi } from '../../../support/api.ts';
import {
  ALL_SAMPLES,
  analyzeAll,
  assayDocument,
  assayPorts,
  countsCsv,
  EXPERIMENT,
  send,
} from '../../../support/assay-experiment.ts';
import { parquetRows } from '../../../support/read-parquet.ts';

const base = `/v1/experiments/${EXPERIMENT}/expression`;

async function compared() {
  const ports = await assayPorts();
  await send(ports, 'counts.csv', countsCsv(ALL_SAMPLES));
  await analyzeAll(ports);
  return testApi(ports);
}

describe('the contrasts', () => {
  it('stand there before any file has come, each with why it is not made', async () => {
    const { ask } = testApi(await assayPorts());
    const { contrasts, pending } = contrastsSchema.parse(await (await ask(base)).json());
    expect(pending).toBe(0);
    expect(contrasts).toMatchObject([
      {
        ...{ id: 'flight-v-ground', assay: 'rnaseq', n: null, engine: null, snapshot: null },
        refused: { code: 'contrast.awaited' },
        environment: {
          verdict: 'UNKNOWN',
          sentence: 'no pair joins flight and ground, so nothing was looked at',
        },
      },
    ]);
  });

  it('are pending while a file that is in is not compared', async () => {
    const ports = await assayPorts();
    await send(ports, 'counts.csv', countsCsv(ALL_SAMPLES));
    const { pending } = contrastsSchema.parse(await (await testApi(ports).ask(base)).json());
    expect(pending).toBe(1);
  });

  it('say what was compared, by what, and what was found', async () => {
    const { ask } = await compared();
    const { contrasts } = contrastsSchema.parse(await (await ask(base)).json());
    expect(contrasts).toMatchObject([
      {
        ...{ n: { a: 3, b: 3 }, engine: 'limma-trend', engines: ['limma-trend', 'deseq2'], tested: 200 },
        ...{ design: 'arm', pValues: 'many-small', warnings: [] },
        units: { a: ['FU1', 'FU2', 'FU3'], b: ['GU1', 'GU2', 'GU3'] },
      },
    ]);
    expect(contrasts[0]?.significant).toBeGreaterThanOrEqual(20);
    expect(contrasts[0]?.snapshot).toMatch(/^sha256:[0-9a-f]{64}$/);
  });
});

describe('the genes of a contrast', () => {
  const of = (question: string) => `${base}/flight-v-ground?${question}`;

  it('come by p, page after page, each once', async () => {
    const { ask } = await compared();
    const seen: string[] = [];
    let last = 0;
    for (let next: string | undefined = ''; next !== undefined; ) {
      const page: string = next === '' ? '' : `&next=${next}`;
      const answer = genesSchema.parse(await (await ask(of(`limit=70${page}`))).json());
      for (const { gene, pValue } of answer.rows) {
        seen.push(gene);
        expect(pValue).toBeGreaterThanOrEqual(last);
        last = pValue ?? 1;
      }
      next = answer.next;
    }
    expect(new Set(seen).size).toBe(200);
    expect(seen).toHaveLength(200);
  });

  it('are found by name in any case; one that is in no file is named', async () => {
    const { ask } = await compared();
    const answer = genesSchema.parse(await (await ask(of('gene=G10&gene=Sost'))).json());
    expect(answer.rows.map(({ gene }) => gene)).toEqual(['g10']);
    expect(answer.notFound).toEqual(['Sost']);
  });

  it('come by the engine that is asked for, and as JSON, CSV and Parquet with the same numbers', async () => {
    const { ask } = await compared();
    const question = of('engine=deseq2&sort=log2fc&limit=3');
    const { rows, engine } = genesSchema.parse(await (await ask(question)).json());
    expect(engine).toBe('deseq2');
    const csv = await (await ask(question, { headers: { Accept: 'text/csv' } })).text();
    const lines = csv.split('\r\n').filter((line) => line !== '' && !line.startsWith('#'));
    expect(lines[0]).toContain('Log2fc_(flight)v(ground),lfcSE_(flight)v(ground),Stat_(flight)v(ground)');
    expect(lines.slice(1).map((line) => Number(line.split(',')[2]))).toEqual(
      rows.map(({ log2fc }) => log2fc),
    );
    const shrunk = rows.map(({ log2fcShrunk }) => log2fcShrunk);
    expect(lines[0]).toContain('Group.Mean_(ground),Log2fcShrunk_(flight)v(ground),reason');
    expect(lines.slice(1).map((line) => Number(line.split(',')[9]))).toEqual(shrunk);
    const headers = { Accept: 'application/vnd.apache.parquet' };
    const table = await parquetRows(new Uint8Array(await (await ask(question, { headers })).arrayBuffer()));
    expect(table.map((row) => row['P.value_(flight)v(ground)'])).toEqual(rows.map(({ pValue }) => pValue));
    expect(table.map((row) => row['Log2fcShrunk_(flight)v(ground)'])).toEqual(shrunk);
  });

  it('come by the change that is shrunken, which is never larger than the plain one', async () => {
    const { ask } = await compared();
    const { rows } = genesSchema.parse(await (await ask(of('sort=log2fcShrunk&limit=200'))).json());
    const sizes = rows.map(({ log2fcShrunk }) => Math.abs(log2fcShrunk ?? Number.NaN));
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
    rows.forEach(({ log2fc }, i) => {
      expect(sizes[i]).toBeLessThanOrEqual(Math.abs(log2fc ?? 0));
    });
  });

  it('come by their set, with its line; those of it that are not there are named', async () => {
    const ports = await assayPorts();
    const csv = countsCsv(ALL_SAMPLES).replace('\ng10,', '\nCtsk,').replace('\ng11,', '\nAcp5,');
    await send(ports, 'counts.csv', csv);
    await analyzeAll(ports);
    const { ask } = testApi(ports);
    const { rows, notFound, geneSets } = genesSchema.parse(await (await ask(of('set=resorption'))).json());
    expect(rows.map(({ gene }) => gene)).toEqual(['Ctsk', 'Acp5']);
    expect(notFound).toEqual(['MMP9', 'ITGB3', 'CALCR']);
    expect(geneSets?.tests.map(({ set, tested }) => [set, tested])).toEqual([['resorption', 2]]);
    const [first, second] = rows.map(({ log2fc }) => log2fc ?? Number.NaN);
    expect(geneSets?.tests[0]?.log2fc).toBeCloseTo((first! + second!) / 2, 10);
    const table = await (await ask(of('set=resorption'), { headers: { Accept: 'text/csv' } })).text();
    expect(table).toMatch(/^# geneSets: .*gene-sets\/1.*resorption/m);
  });

  it('have all sets beside them, and say so where no gene of any is there', async () => {
    const { ask } = await compared();
    const { geneSets } = genesSchema.parse(await (await ask(of('limit=1'))).json());
    expect(geneSets?.tests.map(({ set }) => set)).toEqual([
      ...['resorption', 'osteoblast', 'osteocyte', 'wnt', 'adipogenic', 'stemness'],
      ...['rankl', 'opg', 'rankl-to-opg'],
    ]);
    expect(geneSets?.note).toContain('no row has a name of any of their genes');
  });

  it.each([
    ['flight-v-ground?set=resorptoin', 404, 'set.unknown', 'did you mean "resorption"?'],
    ['flight-v-grund', 404, 'contrast.unknown', 'did you mean "flight-v-ground"?'],
    ['flight', 400, 'request.value', 'such as flight-v-ground'],
    ['flight-v-ground?assay=rnaseg', 404, 'assay.unknown', 'did you mean "rnaseq"?'],
    ['flight-v-ground?engine=voom', 404, 'engine.unknown', 'compared by limma-trend, deseq2, not by voom'],
    ['flight-v-ground?limit=0', 400, 'request.value', 'limit'],
    ['flight-v-ground?next=zzz', 400, 'request.page-token', 'earlier answer'],
  ])('%s is refused', async (question, status, code, words) => {
    const { ask } = await compared();
    const response = await ask(`${base}/${question}`);
    expect(response.status).toBe(status);
    const body = await response.text();
    expect(body).toContain(code);
    expect(body.replaceAll('\\"', '"')).toContain(words);
  });

  it('need the assay where two have the contrast', async () => {
    const document = assayDocument();
    const [first] = document.assays;
    const ports = await assayPorts({
      ...document,
      assays: [first, { ...first, id: 'second', match: '*.tsv' }],
    });
    const { ask } = testApi(ports);
    const body = await (await ask(`${base}/flight-v-ground`)).text();
    expect(body).toContain('2 assays have the contrast flight-v-ground (rnaseq, second): name one as assay');
  });
});
