import { beforeAll, describe, expect, it } from 'vitest';
import { anomaliesSchema } from '../../../../shared/contract/anomalies.ts';
import { completenessSchema } from '../../../../shared/contract/completeness.ts';
import { experimentSchema } from '../../../../shared/contract/experiments.ts';
import { PROGRAM_VERSION } from '../../../../shared/domain/program.ts';
import { type TestApi, twinsApi } from '../../../support/api.ts';
import { parquetFacts, parquetRows } from '../../../support/read-parquet.ts';

const E = '/v1/experiments/twins';
let api: TestApi;
beforeAll(async () => {
  api = await twinsApi();
});

const asked = (path: string, accept: string) => api.ask(path, { headers: { Accept: accept } });
async function parquetOf(path: string): Promise<Uint8Array> {
  const response = await asked(path, 'application/vnd.apache.parquet');
  expect(response.status).toBe(200);
  return new Uint8Array(await response.arrayBuffer());
}

describe('the table of anomalies', () => {
  it('has in Parquet what the JSON says, and by what it was computed', async () => {
    const json = anomaliesSchema.parse(await (await api.ask(`${E}/anomalies`)).json());
    const shown = experimentSchema.parse(await (await api.ask(E)).json());
    expect(json).toMatchObject({
      definition: { revision: shown.revision, sha256: shown.sha256 },
      program: PROGRAM_VERSION,
    });
    const bytes = await parquetOf(`${E}/anomalies`);
    const rows = await parquetRows(bytes);
    expect(rows.length).toBeGreaterThan(0);
    expect(rows).toEqual(
      json.anomalies.map(({ channels, evidence, detector, from, to, ...one }) => ({
        ...{ id: one.id, kind: one.kind, unit: one.unit ?? null, pair: one.pair ?? null },
        channels: channels.join(' '),
        ...{ from: new Date(from), to: to === null ? null : new Date(to) },
        judgedUntil: one.judgedUntil ?? null,
        ...{ severity: one.severity, blame: one.blame, evidence: JSON.stringify(evidence) },
        detector: `${detector.name} ${detector.version}`,
      })),
    );
    expect(parquetFacts(bytes)).toMatchObject({
      'howship.definition': JSON.stringify(json.definition),
      'howship.program': PROGRAM_VERSION,
      'howship.lookedFor': JSON.stringify(json.lookedFor),
    });
    const csv = await (await asked(`${E}/anomalies`, 'text/csv')).text();
    expect(csv).toContain(`# definition: ${JSON.stringify(json.definition)}\r\n`);
  });
});

describe('the table of completeness', () => {
  it('has in Parquet the gaps of the JSON, and by what they were computed', async () => {
    const json = completenessSchema.parse(await (await api.ask(`${E}/completeness`)).json());
    expect(json.program).toBe(PROGRAM_VERSION);
    const bytes = await parquetOf(`${E}/completeness`);
    expect(await parquetRows(bytes)).toEqual(
      json.gaps.flatMap(({ unit, channels, from, to, cause, reason, expected }) =>
        channels.map((channel) => ({
          ...{ unit, channel, from: new Date(from), to: new Date(to) },
          ...{ cause, reason, expected },
        })),
      ),
    );
    expect(parquetFacts(bytes)).toMatchObject({
      'howship.definition': JSON.stringify(json.definition),
      'howship.series': JSON.stringify(json.series),
    });
  });
});
