/** A list of anomalies that is damaged is made anew; what an instance keeps by key is read anew for each case. */
import { beforeEach, expect, it, vi } from 'vitest';
import { flipped } from '../support/flipped-bits.ts';

beforeEach(() => {
  vi.resetModules();
});

/** The twins as an instance of the API that has read nothing yet finds them. */
async function unread(change: (bytes: Uint8Array) => Uint8Array) {
  const { twinsApi } = await import('../support/api.ts');
  const { ports } = await twinsApi();
  const { archive } = ports;
  for (const [key, bytes] of archive.objects) {
    if (!key.startsWith('anomalies/experiment=twins/generation=1/unit=FU1/')) continue;
    const changed = change(bytes);
    for (const [version, kept] of archive.versions) {
      if (kept === bytes) archive.versions.set(version, changed);
    }
    archive.objects.set(key, changed);
  }
  vi.resetModules();
  const { testApi } = await import('../support/api.ts');
  const { settleAll } = await import('../support/run-stack.ts');
  const api = testApi(ports);
  const list = async () => {
    const response = await api.ask('/v1/experiments/twins/anomalies');
    return { status: response.status, body: await response.json() };
  };
  return { list, errors: api.errors, settle: () => settleAll(ports), journal: () => journalOf(ports) };
}

type Ports = import('../support/memory-ports.ts').MemoryPorts;
const journalOf = ({ catalogue }: Ports) =>
  [...(catalogue.partitions.get('twins') ?? [])].flatMap(([sort, { body }]) =>
    sort.startsWith('JOURNAL#') ? [[sort, body]] : [],
  );

it.each<[string, (bytes: Uint8Array) => Uint8Array]>([
  ['with its first bit changed', (bytes) => flipped(bytes, 0)],
  ['with a bit near its beginning changed', (bytes) => flipped(bytes, 100)],
  ['with a bit in its middle changed', (bytes) => flipped(bytes, 4 * bytes.length)],
  ['cut short', (bytes) => bytes.subarray(0, bytes.length - 1)],
])('a list %s is pending, then as it was, and nobody is told twice', async (_, change) => {
  const sound = await unread((bytes) => bytes);
  const expected = await sound.list();
  expect(expected).toMatchObject({ status: 200, body: { pending: 0 } });
  const { list, errors, settle, journal } = await unread(change);
  const told = journal();
  expect(await list()).toMatchObject({ status: 200, body: { pending: 1 } });
  expect(errors.map(({ message }) => message)).toEqual(['damaged, and made anew']);
  await settle();
  expect(await list()).toEqual(expected);
  expect(journal()).toEqual(told);
});
