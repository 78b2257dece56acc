import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { beforeAll, describe, expect, it } from 'vitest';
import { deltaSchema } from '../../../../shared/contract/deltas.ts';
import { type TestApi, twinsApi } from '../../../support/api.ts';

const E = '/v1/experiments/twins';
const ASKED = `${E}/deltas?pair=P1&channel=temperature`;
let api: TestApi;
beforeAll(async () => {
  api = await twinsApi();
});

const as = async (path: string, accept: string) => api.ask(path, { headers: { Accept: accept } });
const csvOf = async (path: string) => (await (await as(path, 'text/csv')).text()).split('\r\n');
const told = async () => deltaSchema.parse(await (await api.ask(ASKED)).json());

/** The lines before the header, as what they say. */
function factsIn(lines: readonly string[]): Map<string, unknown> {
  const facts = lines.filter((line) => line.startsWith('# ')).map((line) => /^# ([^:]+): (.*)$/.exec(line)!);
  return new Map(facts.map(([, name, text]) => [name!, text]));
}

describe('a table of deltas', () => {
  it('says above its rows all that the JSON says', async () => {
    const { windows: _windows, ...delta } = await told();
    for (const table of ['windows', 'summary']) {
      const facts = factsIn(await csvOf(`${ASKED}&table=${table}`));
      expect([...facts.keys()].sort()).toEqual(Object.keys(delta).sort());
      expect(facts.get('program')).toBe(delta.program);
      expect(facts.get('snapshot')).toBe(delta.snapshot);
      for (const name of ['definition', 'alignment', 'environment', 'excluded', 'summary'] as const)
        expect(JSON.parse(String(facts.get(name)))).toEqual(delta[name]);
    }
  });

  it('has a row of the whole and one a phase, with both summaries', async () => {
    const delta = await told();
    const [header = '', ...rows] = (await csvOf(`${ASKED}&table=summary`)).filter(
      (line) => !/^#|^$/.test(line),
    );
    const place = (name: string) => header.split(',').indexOf(name);
    expect(rows).toHaveLength(1 + delta.phases.length);
    const cells = rows[0]!.split(',');
    expect(cells[place('pairedSamples')]).toBe(String(delta.summary.pairedSamples));
    expect(cells[place('armed')]).toBe('true');
    const coverages = delta.environment.judged.map(({ coverage }) => coverage);
    expect(cells[place('environmentCoverage')]).toBe(String(Math.min(...coverages)));
    expect(rows.slice(1).map((row) => row.split(',')[place('phase')])).toEqual(
      delta.phases.map(({ phase }) => phase),
    );
  });

  it('says how far apart samples may be paired, in JSON, above a table and in its rows', async () => {
    const { periodSeconds = 0, toleranceSeconds } = await told();
    expect({ periodSeconds, toleranceSeconds }).toEqual({ periodSeconds: 60, toleranceSeconds: 10 });
    for (const table of ['windows', 'summary']) {
      const facts = factsIn(await csvOf(`${ASKED}&table=${table}`));
      expect([facts.get('periodSeconds'), facts.get('toleranceSeconds')]).toEqual(['60', '10']);
    }
    const [header = '', row = ''] = (await csvOf(`${ASKED}&table=summary`)).filter(
      (line) => !line.startsWith('#'),
    );
    const place = header.split(',').indexOf('toleranceSeconds');
    expect(row.split(',')[place]).toBe('10');
  });

  it('says the time judged without the microsecond that closes a range', async () => {
    const { judged, from, to } = (await told()).environment;
    expect(judged.map(({ seconds }) => seconds)).toEqual(
      judged.map(() => (Date.parse(to ?? '') - Date.parse(from ?? '')) / 1000),
    );
  });

  it('has computed numbers of twelve digits at most, as JSON has', async () => {
    const long: unknown[] = [];
    const look = (value: unknown): void => {
      if (typeof value === 'number' && Number(value.toPrecision(12)) !== value) long.push(value);
      if (typeof value === 'object' && value !== null) Object.values(value).forEach(look);
    };
    const delta = await told();
    look(delta);
    look(await (await api.ask(`${E}/completeness`)).json());
    look(await (await api.ask(`${E}/telemetry?unit=FU1&channel=temperature&maxPoints=20`)).json());
    expect(long).toEqual([]);
    const { mean } = delta.summary.flight;
    expect(String(mean)).toMatch(/^\d\d\.\d{10}$/);
    expect((await csvOf(`${ASKED}&table=summary`)).join()).toContain(`,${mean},`);
  });

  it('is read by hyparquet with the same in its footer', async () => {
    const delta = await told();
    const response = await as(`${ASKED}&table=summary`, 'application/vnd.apache.parquet');
    const file = await response.arrayBuffer();
    const pairs = parquetMetadata(file).key_value_metadata ?? [];
    const facts = new Map(pairs.map(({ key, value }) => [key, value]));
    expect(facts.get('howship.snapshot')).toBe(delta.snapshot);
    expect(JSON.parse(facts.get('howship.environment') ?? '')).toEqual(delta.environment);
    const rows = await parquetReadObjects({ file, compressors });
    const equivalent = delta.summary.equivalence?.equivalent;
    const types = new Map(parquetMetadata(file).schema.map(({ name, type }) => [name, type]));
    expect([types.get('equivalent'), types.get('all.equivalent')]).toEqual(['BOOLEAN', 'BOOLEAN']);
    expect(rows[0]).toMatchObject({
      ...{ pair: 'P1', phase: null, pairedSamples: delta.summary.pairedSamples, equivalent },
      ...{ periodSeconds: delta.periodSeconds, toleranceSeconds: delta.toleranceSeconds },
      'all.delta': delta.summaryAll.delta,
    });
  });
});

describe('a table of anomalies, or of completeness', () => {
  it.each(['anomalies', 'completeness'])('says the rest of its answer above: %s', async (path) => {
    const answer = JSON.parse(await (await api.ask(`${E}/${path}`)).text());
    const facts = factsIn(await csvOf(`${E}/${path}`));
    const rows = path === 'anomalies' ? 'anomalies' : 'gaps';
    for (const name of Object.keys(answer).filter((one) => one !== rows))
      expect(facts.get(name), name).toBe(
        typeof answer[name] === 'string' ? answer[name] : JSON.stringify(answer[name]),
      );
  });
});
