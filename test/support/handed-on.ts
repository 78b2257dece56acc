/** An experiment with everything that people tell of one, in a home in memory, for what is handed on of it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiClient } from '../../functions/cli/stack/api-client.ts';
import type { CommandContext } from '../../functions/cli/stack/command-context.ts';
import type { Terminal } from '../../functions/cli/stack/terminal.ts';
import { UNLIMITED } from '../../functions/cli/text/page.ts';
import { newExclusionSchema } from '../../shared/contract/exclusions.ts';
import { newEventSchema } from '../../shared/contract/experiments.ts';
import { withdrawDownlink } from '../../shared/usecases/arrive/withdraw-downlink.ts';
import { applyContacts } from '../../shared/usecases/define/apply-contacts.ts';
import { applyExperiment } from '../../shared/usecases/define/apply-experiment.ts';
import { confirmScale } from '../../shared/usecases/define/confirm-scale.ts';
import { recordEvents } from '../../shared/usecases/define/record-events.ts';
import { recordExclusion } from '../../shared/usecases/define/record-exclusion.ts';
import { TOKEN } from './api.ts';
import { type ApiServer, startApiServer, type Upsets } from './api-server.ts';
import { howship, type Ran } from './cli.ts';
import type { MemoryPorts } from './memory-ports.ts';
import { settleAll, upload } from './run-stack.ts';
import { TWIN_DEFINITION, twinFiles } from './twin-experiment.ts';

const E = 'twins';

export interface Home {
  readonly server: ApiServer;
  /** Of a command that talks to it. */
  readonly context: CommandContext;
  /** Does what a command does; whatever that begins is done meanwhile. */
  act<T>(command: (context: CommandContext) => Promise<T>): Promise<T>;
  /** `howship …` against it, as a process of its own. */
  run(...argv: readonly string[]): Promise<Ran>;
  close(): Promise<void>;
}

export async function startHome(upsets?: Upsets): Promise<Home> {
  const server = await startApiServer('TAKES', upsets);
  const folder = mkdtempSync(join(tmpdir(), 'howship-home-'));
  const environment = { HOWSHIP_URL: server.url, HOWSHIP_TOKEN: TOKEN, HOWSHIP_HOME: folder };
  const context = {
    client: new ApiClient({ url: server.url, token: TOKEN, from: 'a test' }),
    terminal: SILENT,
    print: () => {},
  };
  const atWork = async <T>(ask: () => Promise<T>): Promise<T> => {
    let isAsking = true;
    const work = (async () => {
      while (isAsking) {
        await settleAll(server.ports);
        await new Promise((resolve) => setImmediate(resolve));
      }
    })();
    try {
      return await ask();
    } finally {
      isAsking = false;
      await work;
    }
  };
  return {
    ...{ server, context },
    act: (command) => atWork(() => command(context)),
    run: (...argv) => atWork(() => howship(argv, environment)),
    close: async () => {
      await server.close();
      rmSync(folder, { recursive: true });
    },
  };
}

const SILENT: Terminal = {
  out: () => {},
  say: () => {},
  note: () => {},
  progress: () => ({ show: () => {}, end: () => {} }),
  page: UNLIMITED,
};

/** Genes of which none differs, for the twins. */
const ASSAY = `
assays:
  - id: rnaseq
    kind: counts
    match: 'counts*.csv'
    takenAt: activation
    samples:
      - { name: A, unit: FU1 }
      - { name: B, unit: GU1 }
  - id: bone
    kind: pit-table
    match: '*_pits.csv'
    takenAt: activation
    scale: { micrometresPerPixel: 2 }
    samples:
      - { name: "FU1-S1*", unit: FU1, slice: S1, areaMm2: 24.6, imagedMm2: 4.2 }
      - { name: "GU1-S1*", unit: GU1, slice: S1, areaMm2: 24.6, imagedMm2: 4.2 }
`;

const COUNTS = `gene,A,B\n${Array.from({ length: 40 }, (_, i) => `g${i},${100 + i * 7},${110 + i * 6}\n`).join('')}`;
const PITS = (unit: string) =>
  `Label,Area,Major,Minor\n${Array.from({ length: 6 }, (_, i) => `${unit}-S1:${i},${400 + i * 10},${24 + i},${20 + i}\n`).join('')}`;

/**
 * Two revisions, twins, genes, pits whose scale somebody confirmed, contacts, an event that corrects one, exclusions of which
 * one is lifted, a file that was withdrawn, one that repeats another, and one that is refused.
 */
export async function tellAll({ server: { ports } }: Home): Promise<Map<string, string>> {
  const { flight, ground } = twinFiles();
  const files = new Map([
    ['fu1-wrong.csv', flight.replace('t,temp,rh', 't,rh,temp')],
    ['fu1.csv', flight],
    ['gu1.csv', ground],
    ['counts.csv', COUNTS],
    ['FU1_pits.csv', PITS('FU1')],
    ['GU1_pits.csv', PITS('GU1')],
    ['fu1-empty.csv', 'nothing\n'],
  ]);
  await applyExperiment(ports, E, TWIN_DEFINITION);
  await applyExperiment(ports, E, `${TWIN_DEFINITION}${ASSAY}`);
  await applyContacts(ports, E, 'aos,los\n2026-03-01T12:00:00Z,2026-03-01T12:10:00Z\n', 'ada');
  for (const [name, text] of [...files, ['fu1.csv', flight] as const]) {
    const downlink = await upload(ports, E, name, text);
    await settleAll(ports);
    if (name !== 'fu1-wrong.csv') continue;
    await withdrawDownlink(
      ports,
      { experiment: E, downlink },
      { by: 'ada', reason: 'columns were mixed up' },
    );
    await settleAll(ports);
  }
  await recordEvents(
    ports,
    E,
    EVENTS.map((event) => newEventSchema.parse(event)),
    'ada',
  );
  await confirmScale(ports, E, { assay: 'bone', micrometres: 2 }, 'ada');
  await exclude(ports);
  await settleAll(ports);
  return files;
}

const EVENTS = [
  { name: 'activation', unit: 'GU1', at: '2026-03-01T07:00:02Z', supersedes: 'definition:GU1:activation' },
  { name: 'lid-open', unit: 'FU1', at: '2026-03-01T08:00:00Z', source: '=SUM(A1)' },
];

/** One that is lifted, and one that stands. */
async function exclude(ports: MemoryPorts): Promise<void> {
  const leak = { unit: 'FU1', from: '2026-03-01T10:00:00Z', reason: 'LEAK' };
  const record = (one: object) => recordExclusion(ports, E, newExclusionSchema.parse(one), 'ada');
  const { id } = await record({ ...leak, evidence: 'medium in the foam' });
  ports.clock.advance(60);
  await record({ lifts: id, evidence: 'it was condensate' });
  ports.clock.advance(60);
  await record({ ...leak, evidence: 'medium in the foam, again' });
}
