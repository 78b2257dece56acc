/** Tries faults one by one, each in a run of its own, against the run without a fault (docs/promises.md#p11). */
import { setTimeout } from 'node:timers/promises';
import { type FaultBench, memoryBench } from './fault-bench.ts';
import { type FaultRun, type FaultScenario, runScenario } from './fault-scenario.ts';
import type { Fault, FaultPlan } from './faulty-ports.ts';
import { firstDifference } from './first-difference.ts';
import { onSockets } from './socket-bench.ts';
import { faultsAt } from './socket-faults.ts';

/** Where a scenario runs, and which faults a call can meet there. */
export interface FaultGround {
  readonly name: string;
  readonly faultsAt: (site: string) => readonly Fault[];
  readonly open: <T>(plan: FaultPlan, use: (bench: FaultBench) => Promise<T>) => Promise<T>;
}

export const IN_MEMORY: FaultGround = {
  name: 'in memory',
  faultsAt: (site) => [
    'THROWS_BEFORE',
    'THROWS_AFTER',
    'HANGS_AFTER',
    ...(site.startsWith('queue.send') ? (['TWICE'] as const) : []),
  ],
  open: (plan, use) => use(memoryBench(plan)),
};

export const ON_SOCKETS: FaultGround = { name: 'on sockets', faultsAt, open: onSockets };

export interface FaultOutcome {
  readonly clean: FaultRun;
  readonly tried: number;
  /** A line for each fault after which the end state differs. */
  readonly differing: readonly string[];
}

/** A run that stands still is a difference, too. */
const LONGEST_RUN_MS = 60_000;

interface FaultShare {
  readonly stride: number;
  readonly offset: number;
  /** Called with the difference, or null; how many were tried, and of how many. */
  readonly afterEach?: (difference: string | null, done: number, of: number) => void;
}

/** Tries every `stride`-th of all pairs of site and fault, from the `offset`-th on. */
export async function tryFaults(
  ground: FaultGround,
  scenario: FaultScenario,
  { stride, offset, afterEach = () => {} }: FaultShare,
): Promise<FaultOutcome> {
  const clean = await ground.open({ site: null, fault: 'THROWS_BEFORE' }, (bench) =>
    runScenario(bench, scenario),
  );
  const plans = clean.sites.flatMap((name, site) => ground.faultsAt(name).map((fault) => ({ site, fault })));
  const chosen = plans.filter((_, i) => i % stride === offset % stride);
  const differing: string[] = [];
  for (const [i, plan] of chosen.entries()) {
    const told = await differenceAfter(ground, scenario, plan, clean);
    const difference = told && `${plan.fault} at ${plan.site} ${clean.sites[plan.site]}: ${told}`;
    if (difference !== null) differing.push(difference);
    afterEach(difference, i + 1, chosen.length);
  }
  return { clean, tried: chosen.length, differing };
}

export function summaryOf(
  ground: FaultGround,
  { id }: FaultScenario,
  { clean, tried, differing }: FaultOutcome,
): string {
  return `faults of ${id} ${ground.name}: ${clean.sites.length} sites, ${tried} faults tried, ${differing.length} differing end states`;
}

async function differenceAfter(
  ground: FaultGround,
  scenario: FaultScenario,
  plan: FaultPlan,
  clean: FaultRun,
): Promise<string | null> {
  const giveUp = new AbortController();
  const late = setTimeout(LONGEST_RUN_MS, null, { signal: giveUp.signal });
  late.catch(() => {});
  try {
    const run = await Promise.race([ground.open(plan, (bench) => runScenario(bench, scenario)), late]);
    if (run === null) return `the run stood still for ${LONGEST_RUN_MS / 1000} s`;
    return firstDifference(
      { ...clean.endState, notices: clean.notices },
      { ...run.endState, notices: run.notices },
    );
  } catch (error) {
    return `the run failed: ${error instanceof Error ? error.stack : error}`;
  } finally {
    giveUp.abort();
  }
}
