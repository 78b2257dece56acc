/** One thing that is damaged hides nothing else from the lists of the command line. */
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { dropText } from '../../../functions/cli/text/drop-text.ts';
import { announceDownlink } from '../../../shared/usecases/arrive/announce-downlink.ts';
import { applyExperiment } from '../../../shared/usecases/define/apply-experiment.ts';
import { TOKEN } from '../../support/api.ts';
import { type ApiServer, startApiServer } from '../../support/api-server.ts';
import { howship } from '../../support/cli.ts';
import { withDamaged } from '../../support/damaged-items.ts';
import { settleAll, upload } from '../../support/run-stack.ts';
import { TWIN_DEFINITION, twinFiles } from '../../support/twin-experiment.ts';

const damaged: string[] = [];
let server: ApiServer;
const asked = (argv: readonly string[]) => howship(argv, { HOWSHIP_URL: server.url, HOWSHIP_TOKEN: TOKEN });

beforeAll(async () => {
  server = await startApiServer('TAKES', undefined, (ports) => withDamaged(ports, damaged));
  for (const id of ['x1', 'x2']) {
    await applyExperiment(server.ports, id, TWIN_DEFINITION.replace('id: twins', `id: ${id}`));
    await upload(server.ports, id, 'fu1.csv', twinFiles().flight);
    await upload(server.ports, id, 'gu1.csv', twinFiles().ground);
  }
  await settleAll(server.ports);
});

beforeEach(() => void damaged.splice(0));

afterAll(() => server.close());

it('shows the other experiments where one is damaged, and names it', async () => {
  damaged.push('EXPERIMENTS/x2');
  const { code, out } = await asked(['status']);
  expect(out).toMatch(/\nx1 .*\n/);
  expect(out).toContain('x2: damaged (EXPERIMENTS/x2); ./howship verify -e x2\n');
  expect(code).toBe(1);
  expect((await asked(['experiment', 'list'])).out).toMatch(/\nx1 .*\nx2: damaged/);
  expect((await asked(['receipt'])).err).toContain(
    'expected -e with one of the 2 experiments, got none: x1, x2',
  );
});

it('shows an experiment beside one that cannot be shown for a thing of its own', async () => {
  const partition = server.ports.catalogue.partitions.get('x2')!;
  damaged.push(`x2/${[...partition.keys()].find((sort) => sort.startsWith('DEFINITION#'))}`);
  const { out } = await asked(['status']);
  expect(out).toMatch(/\nx1 .*\nx2: damaged \(x2\/DEFINITION#/s);
});

it('names an experiment that is kept and not in the table beside the others', async () => {
  const list = server.ports.catalogue.partitions.get('EXPERIMENTS')!;
  const item = list.get('x2')!;
  list.delete('x2');
  const line = 'x2 is kept but not in the table; to make it again: ./howship rebuild -e x2\n';
  const { code, out } = await asked(['status']);
  expect([out.includes('\nx1 '), out.endsWith(line), code]).toEqual([true, true, 1]);
  expect((await asked(['experiment', 'list'])).out.endsWith(line)).toBe(true);
  expect((await asked(['receipt'])).err).toContain(
    'expected -e with one of the 2 experiments, got none: x1, x2',
  );
  const other = list.get('x1')!;
  list.delete('x1');
  // No sweep has looked through the drop of these ports, and status says so.
  expect((await asked(['status'])).out).toBe(
    `${dropText({ refused: [], more: false, lookedThroughAt: null })}${line.replaceAll('x2', 'x1')}${line}`,
  );
  list.set('x1', other);
  list.set('x2', item);
});

it('shows the other receipts where one is damaged, and names it', async () => {
  const [first, second] = [...server.ports.catalogue.partitions.get('x2')!.keys()]
    .filter((sort) => sort.startsWith('DOWNLINK#'))
    .map((sort) => sort.slice('DOWNLINK#'.length));
  damaged.push(`x2/DOWNLINK#${first}`);
  const line = `${first}: damaged (x2/DOWNLINK#${first}); ./howship verify -e x2\n`;
  const { out } = await asked(['receipt', '-e', 'x2']);
  expect(out).toContain(second);
  expect(out).toContain(`\n${line}`);
  expect((await asked(['status'])).out).toMatch(/\nx2 .*\nx2 d0/s);
  const again = await asked(['reread', '--all', '-e', 'x2']);
  expect([again.out.endsWith(line), again.code]).toEqual([true, 1]);
});

it('reads the others again where some cannot be, and says of each why', async () => {
  const [first, second] = [...server.ports.catalogue.partitions.get('x1')!.keys()]
    .filter((sort) => sort.startsWith('DOWNLINK#'))
    .map((sort) => sort.slice('DOWNLINK#'.length));
  const { id } = await announceDownlink(server.ports, 'x1', { fileName: 'gu1-late.csv', bytes: 9 }, 'ada');
  damaged.push(`x1/DOWNLINK#${first}`);
  const settling = setInterval(() => void settleAll(server.ports), 20);
  const { out, code } = await asked(['reread', id, first!, second!, '-e', 'x1', '--json']);
  clearInterval(settling);
  const answer = JSON.parse(out);
  expect(answer.downlinks.map((one: { id: string }) => one.id)).toEqual([second]);
  expect(answer.notRead).toEqual([
    { id: first, code: 'archive.damaged', message: expect.stringContaining(`x1/DOWNLINK#${first}`) },
    { id, code: 'downlink.under-way', message: expect.stringContaining('its file has not come') },
  ]);
  expect(code).toBe(1);
});

it('tells the receipts first where the wait meets other damage', async () => {
  const { catalogue } = server.ports;
  const sorts = [...catalogue.partitions.get('x1')!.keys()];
  damaged.push(`x1/${sorts.find((sort) => sort.startsWith('HEAD#g1#GU1'))}`);
  const second = sorts.filter((sort) => sort.startsWith('DOWNLINK#'))[0]!.slice('DOWNLINK#'.length);
  const settling = setInterval(() => void settleAll(server.ports), 20);
  for (const argv of [
    ['reread', second, '--wait'],
    ['withdraw', second, '--reason', 'wrong', '--wait'],
  ]) {
    const { out, err, code } = await asked([...argv, '-e', 'x1']);
    expect(out).toMatch(new RegExp(`^fu1.csv \\(${second}\\): (INGESTED|WITHDRAWN)\n`));
    expect(err).toContain('(archive.damaged)');
    expect(code).toBe(1);
  }
  clearInterval(settling);
});
