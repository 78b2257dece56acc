/** Two twins whose dumps overlap, what senders and operators do with them, and definitions that read them wrongly. */
import { expect } from 'vitest';
import { HEAD, headKind } from '../../shared/domain/bucket/head.ts';
import { listReceipts } from '../../shared/usecases/answer/show-receipt.ts';
import { rereadDownlink } from '../../shared/usecases/arrive/reread-downlink.ts';
import { withdrawDownlink } from '../../shared/usecases/arrive/withdraw-downlink.ts';
import { applyContacts } from '../../shared/usecases/define/apply-contacts.ts';
import { applyExperiment } from '../../shared/usecases/define/apply-experiment.ts';
import { showUpkeep, startUpkeep } from '../../shared/usecases/upkeep/start-upkeep.ts';
import { type MemoryPorts, memoryPorts } from './memory-ports.ts';
import { settleAll, upload } from './run-stack.ts';

export const E = 'right';

export const definition = (a: { as?: string; zone?: string } = {}) => `
id: ${E}
reference: activation
phases: [{ id: culture, from: activation, armed: true }]
arms: [{ id: flight, kind: SPACEFLIGHT }, { id: ground, kind: GROUND_CONTROL_ASYNCHRONOUS }]
units:
  - { id: FU1, arm: flight, events: [{ name: activation, at: 2026-03-03T06:00:00Z }] }
  - { id: GU1, arm: ground, events: [{ name: activation, at: 2026-03-04T06:00:00Z }] }
pairs: [{ id: P1, flight: FU1, ground: GU1, plannedDelay: P1D }]
channels:
  - { id: temperature, quantity: temperature, unit: Cel, storage: decimal(2), period: PT10M, stuckAfter: none,
      limits: [{ warning: [0, 37.2] }], accuracy: 0.1, twin: { margin: 1 } }
  - { id: co2, unit: '[ppm]', period: PT10M, stuckAfter: none, twin: { margin: 50 } }
sources:
  - { id: flight, match: 'f*.csv', rank: 1, time: { column: t, zone: ${a.zone ?? 'UTC'} },
      columns: { temp: { unit: FU1, channel: temperature${a.as ? `, as: '${a.as}'` : ''} }, co2: { unit: FU1, channel: co2 } },
      events: { column: mark, names: { M: media-change }, use: READ } }
  - { id: ground, match: 'g*.csv', time: { column: t, zone: UTC },
      columns: { temp: { unit: GU1, channel: temperature }, co2: { unit: GU1, channel: co2 } } }
`;

export type NamedFile = readonly [name: string, text: string];
const HOURS = 20;

/** Files of two hours, of which the second comes again with the next; the ninth has a cell that is no number. */
function filesOf(letter: 'f' | 'g', day: number): readonly NamedFile[] {
  return Array.from({ length: HOURS - 1 }, (_, i): NamedFile => {
    const rows = Array.from({ length: 12 }, (_, row) => {
      const t = new Date(Date.UTC(2026, 2, day, i) + row * 600_000).toISOString().slice(0, 19);
      const mark = i === 6 && row === 3 ? 'M' : '';
      const n = i * 6 + row;
      const co2 = i === 8 && row === 1 ? 'x' : 400 + (n % 13);
      return `${t},${(36.5 + ((n * 7) % 10) / 10).toFixed(2)},${co2},${mark}`;
    });
    return [`${letter}-${i}.csv`, `t,temp,co2,mark\n${rows.join('\n')}\n`];
  });
}
export const FLIGHT = filesOf('f', 3);
const GROUND = [['g.csv', joined(filesOf('g', 4))]] as const;

function joined(files: readonly NamedFile[]): string {
  const rows = files.flatMap(([, text]) => text.split('\n').slice(1, 7));
  return `t,temp,co2,mark\n${rows.join('\n')}\n`;
}

export class Story {
  readonly ports: MemoryPorts;

  constructor(ports = memoryPorts()) {
    this.ports = ports;
  }

  async #act<T>(act: () => Promise<T>): Promise<T> {
    const result = await act();
    await settleAll(this.ports);
    return result;
  }

  define(text: string) {
    return this.#act(() => applyExperiment(this.ports, E, text, { newReading: true }));
  }

  /** Null in place of a file that never comes. */
  async send(
    files: readonly (readonly [name: string, content: string | Uint8Array] | null)[],
  ): Promise<string[]> {
    const ids: string[] = [];
    for (const file of files) {
      if (file === null) ids.push(this.ports.clock.newId());
      else ids.push(await this.#act(() => upload(this.ports, E, ...file)));
    }
    return ids;
  }

  async begin(...definitions: readonly string[]): Promise<void> {
    for (const text of definitions) await this.define(text);
    const plan = 'aos,los,station\n2026-03-03T03:00:00Z,2026-03-03T03:10:00Z,KIR\n';
    await this.#act(() => applyContacts(this.ports, E, plan, 'ada'));
  }

  withdraw(downlink: string | undefined) {
    const why = { by: 'ada', reason: 'wrong unit' };
    return this.#act(() => withdrawDownlink(this.ports, { experiment: E, downlink: downlink! }, why));
  }

  reread(downlink: string | undefined) {
    return this.#act(() => rereadDownlink(this.ports, { experiment: E, downlink: downlink! }, 'ada'));
  }

  /** As `howship reread --all` does it. */
  async rereadAll(): Promise<void> {
    const { downlinks } = await listReceipts(this.ports, E);
    const otherwise = downlinks.filter(({ readUnderOther }) => readUnderOther);
    expect(otherwise.length).toBeGreaterThan(10);
    await this.#act(async () => {
      for (const { id } of otherwise)
        await rereadDownlink(this.ports, { experiment: E, downlink: id }, 'ada');
    });
  }

  /** What is made again from the raw bucket alone, after the table and the archive were lost. */
  async rebuilt(): Promise<Story> {
    const { raw, kept, uploads, clock } = this.ports;
    const story = new Story({ ...memoryPorts(), raw, kept, uploads, clock });
    await story.#act(() => startUpkeep(story.ports, E, 'REBUILD', 'ada'));
    expect((await showUpkeep(story.ports, E, 'REBUILD')).differs).toEqual([]);
    return story;
  }

  async isMerged(): Promise<boolean> {
    const heads = await Array.fromAsync(this.ports.catalogue.list(headKind, E, `${HEAD}#`));
    return heads.some(({ item }) => item.entries.some(({ downlink }) => downlink === null));
  }
}

/** Every downlink, in the order in which they come. */
export const ALL = [...GROUND, ...FLIGHT];
