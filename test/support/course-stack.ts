/**
 * docs/promises.md#p2: takes a course of steps in and compares its end with a store into which only that was sent which is
 * in force in the end. A verification finds nothing in it, and from its raw bucket alone the same is made again.
 */
import { HEAD, headKind } from '../../shared/domain/bucket/head.ts';
import { Damaged } from '../../shared/domain/damaged.ts';
import { isIngested, receiptKey, receiptKind } from '../../shared/domain/downlink/receipt.ts';
import { OWED_PREFIX, owedKind } from '../../shared/domain/owed/owed.ts';
import { Refusal } from '../../shared/domain/refusal.ts';
import type { UpkeepTask } from '../../shared/domain/upkeep/upkeep-record.ts';
import type { Ports } from '../../shared/ports.ts';
import { listReceipts } from '../../shared/usecases/answer/show-receipt.ts';
import { rereadDownlink } from '../../shared/usecases/arrive/reread-downlink.ts';
import { withdrawDownlink } from '../../shared/usecases/arrive/withdraw-downlink.ts';
import { applyExperiment } from '../../shared/usecases/define/apply-experiment.ts';
import { healDerived } from '../../shared/usecases/judge/heal-derived.ts';
import { loadRecord } from '../../shared/usecases/known/load-experiment.ts';
import { showUpkeep, startUpkeep } from '../../shared/usecases/upkeep/start-upkeep.ts';
import { watch } from '../../shared/usecases/watch.ts';
import { type Course, DEFINITIONS, EXPERIMENT, FILES, refuses, type Step } from './courses.ts';
import { answersOf } from './end-state.ts';
import { FaultyPorts, Injected } from './faulty-ports.ts';
import { firstDifference } from './first-difference.ts';
import { type MemoryPorts, memoryPorts } from './memory-ports.ts';
import { actOnce, settleAll, upload } from './run-stack.ts';

/** What is to be in force of a downlink, by what was asked for. */
interface Meant {
  readonly file: number;
  inForce: number | null;
  /** The definitions under one of which it is being read. */
  reading: Set<number> | null;
}

class Stack {
  readonly memory: MemoryPorts;
  readonly meant = new Map<string, Meant>();
  readonly #strikes: Course['strikes'];
  died = 0;
  #faulty: FaultyPorts | null = null;
  definition = 0;

  constructor(strikes: Course['strikes'] = [], memory = memoryPorts()) {
    this.#strikes = strikes;
    this.memory = memory;
  }

  /** Fails at the next call that is planned; after a strike the next plan counts from there. */
  #ports(): { ports: Ports; hung: Promise<void> } {
    const plan = this.#strikes[this.died];
    if (plan === undefined) return { ports: this.memory, hung: new Promise(() => {}) };
    this.#faulty ??= new FaultyPorts(this.memory, { site: plan.after, fault: plan.fault });
    return { ports: this.#faulty, hung: this.#faulty.hung };
  }

  /** Resolves to null where the run died. */
  async #strikable<T>(act: (ports: Ports) => Promise<T>): Promise<{ result: T } | null> {
    const { ports, hung } = this.#ports();
    const isInjected = (error: unknown): boolean =>
      error instanceof Injected || (error instanceof AggregateError && error.errors.every(isInjected));
    try {
      const ended = await Promise.race([act(ports).then((result) => ({ result })), hung.then(() => null)]);
      if (ended !== null) return ended;
    } catch (error) {
      if (!isInjected(error)) throw error;
    }
    if (ports === this.#faulty) {
      this.died += 1;
      this.#faulty = null;
    }
    return null;
  }

  /** As a client does it: what broke off is done again, what is refused is left. False where it was refused. */
  async asked(act: (ports: Ports) => Promise<unknown>): Promise<boolean> {
    try {
      while ((await this.#strikable(act)) === null);
      return true;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return false;
    }
  }

  async define(which: number): Promise<void> {
    this.definition = which;
    for (const { reading } of this.meant.values()) reading?.add(which);
    await this.asked((ports) =>
      applyExperiment(ports, EXPERIMENT, DEFINITIONS[which]!, { newReading: true }),
    );
  }

  async send(file: number): Promise<void> {
    const [name, text] = FILES[file]!;
    const id = await upload(this.memory, EXPERIMENT, name, text);
    this.meant.set(id, { file, inForce: null, reading: new Set([this.definition]) });
  }

  async withdraw(which: number): Promise<void> {
    const [id, meant] = this.#named(which);
    if (meant === undefined) return;
    const why = { by: 'ada', reason: 'wrong' };
    const wasInForce = meant.inForce !== null;
    if (
      !(await this.asked((ports) => withdrawDownlink(ports, { experiment: EXPERIMENT, downlink: id }, why)))
    )
      return;
    if (!wasInForce && meant.reading === null) return;
    meant.inForce = null;
    meant.reading = null;
  }

  async reread(which: number): Promise<void> {
    const [id, meant] = this.#named(which);
    if (meant === undefined) return;
    if (await this.asked((ports) => rereadDownlink(ports, { experiment: EXPERIMENT, downlink: id }, 'ada')))
      meant.reading = (meant.reading ?? new Set()).add(this.definition);
  }

  #named(which: number): [string, Meant | undefined] {
    const all = [...this.meant];
    return all[which % Math.max(all.length, 1)] ?? ['', undefined];
  }

  async work(messages: number): Promise<boolean> {
    for (let i = 0; i < messages; i++) {
      const acted = await this.#strikable((ports) => actOnce(this.memory, ports));
      if (acted !== null && !acted.result) return false;
    }
    return true;
  }

  /** Until nothing is left to do: what runs that died left is found as when the stack starts anew. */
  async settle(atOnce: number): Promise<void> {
    const worker = async () => {
      while (await this.work(1));
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
    await watch(this.memory, this.memory.clock.now());
    await settleAll(this.memory);
    await this.#note();
  }

  /**
   * What was asked for and is done now. Files sent twice are of one reading: where one of them is read otherwise, all are.
   * Throws where it is not as it was meant.
   */
  async #note(): Promise<void> {
    for (const copies of Map.groupBy([...this.meant], ([, { file }]) => file).values()) {
      const all = copies.map(([, meant]) => meant);
      const asked = new Set(all.flatMap(possibleOf).filter((one) => one !== null));
      // Where nobody asked for another reading, or only for one that refuses the file, it stays as it is.
      const isAsked = all.some(({ reading }) => reading !== null);
      const possible = isAsked ? asked : new Set(all.flatMap(({ inForce }) => inForce ?? []));
      const readings = new Set<number>();
      for (const [id, meant] of copies) {
        const standing = await this.#standing(id);
        if (standing !== null) readings.add(standing);
        const own = possibleOf(meant);
        const isMeant =
          standing === null ? own.includes(null) : possible.has(standing) && own.some((one) => one !== null);
        if (!isMeant)
          throw new Error(
            `${id} (${FILES[meant.file]![0]}) is in force under ${standing}, expected one of ${own.join(', ')} or ${[...possible].join(', ')}`,
          );
        meant.inForce = standing;
        meant.reading = null;
      }
      if (readings.size > 1)
        throw new Error(`${copies.map(([id]) => id)} are of the readings ${[...readings]}`);
    }
  }

  /** The definition that what is in force of the downlink was read under. */
  async #standing(id: string): Promise<number | null> {
    const receipt = await this.memory.catalogue.get(receiptKind, receiptKey(EXPERIMENT, id));
    const { state, readingRevision } = receipt!.item;
    return isIngested(state) ? (REVISIONS.get(readingRevision!) ?? -1) : null;
  }

  async take(step: Step): Promise<void> {
    if (step.step === 'SEND') await this.send(step.file);
    else if (step.step === 'WITHDRAW') await this.withdraw(step.which);
    else if (step.step === 'REREAD') await this.reread(step.which);
    else if (step.step === 'DEFINE') await this.define(step.definition);
    else if (step.step === 'WORK') await this.work(step.messages);
    else if (step.step === 'SETTLE') await this.settle(step.atOnce);
    else {
      await this.settle(1);
      this.memory.archive.expire();
    }
  }

  /** What a verification names, or a rebuild; `task` comes to its end. */
  async upkeep(task: UpkeepTask): Promise<readonly unknown[]> {
    await startUpkeep(this.memory, EXPERIMENT, task, 'ada');
    await this.settle(1);
    const { differs, endedAt } = await showUpkeep(this.memory, EXPERIMENT, task);
    if (endedAt === undefined) throw new Error(`${task} did not end`);
    return differs;
  }

  async isMerged(): Promise<boolean> {
    const heads = await Array.fromAsync(this.memory.catalogue.list(headKind, EXPERIMENT, `${HEAD}#`));
    return heads.some(({ item }) => item.entries.some(({ downlink }) => downlink === null));
  }

  /** As the API does it: who meets a page that has expired has it made anew. */
  async #answers(): Promise<Awaited<ReturnType<typeof answersOf>>> {
    try {
      return await answersOf(this.memory, EXPERIMENT);
    } catch (error) {
      if (!(error instanceof Damaged) || !(await healDerived(this.memory, error.key))) throw error;
      await settleAll(this.memory);
      return this.#answers();
    }
  }

  /** What anybody can ask, and what must be over. */
  async end() {
    // What a dying run noted and never did is forgotten after an hour.
    this.memory.clock.advance(2 * 3600);
    await this.settle(1);
    this.memory.clock.setTo('2026-03-21T00:00:00Z');
    const { archive, ...answers } = await this.#answers();
    const { downlinks } = await listReceipts(this.memory, EXPERIMENT);
    let accepted = 0;
    for (const { id, state, counts } of downlinks.filter(({ state }) => isIngested(state))) {
      accepted += counts.accepted;
      if (counts.accepted + counts.duplicates + counts.conflicts + counts.rejected !== counts.samples)
        throw new Error(`${id}, ${state}, does not account for its samples: ${JSON.stringify(counts)}`);
    }
    const due = (await Array.fromAsync(this.memory.catalogue.due(EXPERIMENT))).map(({ sort }) => sort);
    const owed = await Array.fromAsync(this.memory.catalogue.list(owedKind, EXPERIMENT, OWED_PREFIX));
    return { hash: archive.hash, due, owed: owed.map(({ key }) => key.sort), accepted, answers };
  }
}

/** What may be in force of a downlink by what was asked for of itself; null for nothing. */
function possibleOf({ file, inForce, reading }: Meant): (number | null)[] {
  if (reading === null) return [inForce];
  return [...reading].map((one) => (refuses(one, FILES[file]![0]) ? inForce : one));
}

/** The definitions by the reading revisions that they give. */
const REVISIONS = new Map<string, number>();
for (const [which, text] of DEFINITIONS.entries()) {
  const memory = memoryPorts();
  await applyExperiment(memory, EXPERIMENT, text);
  REVISIONS.set((await loadRecord(memory, EXPERIMENT)).readingRevision, which);
}

export interface CourseOutcome {
  /** The first difference from a store that only got what is in force in the end; null without one. */
  readonly difference: string | null;
  /** Whether some of it was compacted. */
  readonly isMerged: boolean;
  /** How many runs died. */
  readonly died: number;
}

/** Table and archive are lost: what is made again from the raw bucket alone answers as before. */
async function differenceRebuilt({ memory }: Stack, end: End): Promise<string | null> {
  const { raw, kept, uploads, clock } = memory;
  const rebuilt = new Stack([], { ...memoryPorts(), raw, kept, uploads, clock });
  const differs = await rebuilt.upkeep('REBUILD');
  const difference = firstDifference({ ...end, differs: [] }, { ...(await rebuilt.end()), differs });
  return difference === null ? null : `rebuilt: ${difference}`;
}

type End = Awaited<ReturnType<Stack['end']>>;

export async function courseOutcome({ standing, steps, strikes }: Course): Promise<CourseOutcome> {
  const stack = new Stack(strikes);
  try {
    await stack.define(0);
    for (let file = 0; file < standing; file++) {
      await stack.send(file);
      await settleAll(stack.memory);
    }
    if (standing > 0) await stack.settle(1);
    for (const step of steps) await stack.take(step);
    await stack.settle(1);
    const fresh = new Stack();
    for (const which of DEFINITIONS.keys()) {
      await fresh.define(which);
      for (const { file, inForce } of stack.meant.values()) if (inForce === which) await fresh.send(file);
      await fresh.settle(1);
    }
    await fresh.define(stack.definition);
    await fresh.settle(1);
    const end = await stack.end();
    const difference =
      firstDifference(await fresh.end(), end) ??
      firstDifference({ verified: [] }, { verified: await stack.upkeep('VERIFY') }) ??
      (await differenceRebuilt(stack, end));
    return { difference, isMerged: await stack.isMerged(), died: stack.died };
  } catch (error) {
    const difference = `the course failed: ${error instanceof Error ? error.stack : error}`;
    return { difference, isMerged: false, died: stack.died };
  }
}
if (REVISIONS.size !== DEFINITIONS.length) throw new Error('the definitions do not read otherwise');
