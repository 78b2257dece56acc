import { afterAll, beforeAll, expect, it } from 'vitest';
import { acrossSchema } from '../../../../shared/contract/across.ts';
import { acrossPorts } from '../../../support/across-experiments.ts';
import { TOKEN } from '../../../support/api.ts';
import { type ApiServer, startApiServer } from '../../../support/api-server.ts';
import { howship } from '../../../support/cli.ts';

let server: ApiServer;
const asked = (...argv: string[]) =>
  howship(['compare', ...argv], { HOWSHIP_URL: server.url, HOWSHIP_TOKEN: TOKEN });
const ACROSS = ['--across', 'arms', '--across', 'rpm', '--endpoint', 'ctx'];

beforeAll(async () => {
  const ports = await acrossPorts({ fold: 0.8 });
  server = await startApiServer('TAKES', undefined, () => ports);
});
afterAll(() => server.close());

it('A scientist asks whether the RPM agrees with orbit, for people, for programs and as a table', async () => {
  const { code, out } = await asked(...ACROSS);
  expect([code, out]).toEqual([0, expect.stringContaining('ratio of ratios × 2.50')]);
  const { pairs } = acrossSchema.parse(JSON.parse((await asked(...ACROSS, '--json')).out));
  expect(pairs).toMatchObject([{ verdict: 'DIFFER' }]);
  const table = (await asked(...ACROSS, '--csv')).out;
  expect(table).toMatch(/^a\.experiment,a\.contrast,.*,sentence\r?$/m);
});

it('What is of one experiment alone, or of several alone, is refused with what to do', async () => {
  const phase = await asked(...ACROSS, '--phase', 'culture');
  expect([phase.code === 0, phase.err]).toEqual([
    false,
    expect.stringContaining('expected either --across, or --phase, --replicate and --null, got both'),
  ]);
  const gene = await asked('-e', 'arms', '--gene', 'CTSK');
  expect([gene.code === 0, gene.err]).toEqual([
    false,
    expect.stringContaining('expected --across with --gene, got none'),
  ]);
  const one = await asked('--across', 'arms', '--endpoint', 'ctx');
  expect(one.err).toContain('expected 2 to 8 experiments, each once, got arms');
});
