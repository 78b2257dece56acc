import { anomaliesSchema } from '../../../shared/contract/anomalies.ts';
import { completenessSchema } from '../../../shared/contract/completeness.ts';
import { deltaSchema } from '../../../shared/contract/deltas.ts';
import { type ReceiptOnWire, receiptSchema } from '../../../shared/contract/downlinks.ts';
import { contrastsSchema } from '../../../shared/contract/expression.ts';
import type { Definition } from '../../../shared/domain/experiment/definition.ts';
import { countText } from '../../../shared/domain/words/count.ts';
import type { ApiClient } from './api-client.ts';
import { type CommandContext, pathOf } from './command-context.ts';
import { allPairChannels, definitionOf } from './definition.ts';
import { CliFailure } from './failure.ts';
import { poll } from './poll.ts';

/** The longest window that a delta may have: only `pending` of the answer is read. */
const COARSE = 'P30D';

/** What a wait came to: the receipts as they are then, and what it failed on. */
interface Settled {
  readonly receipts: readonly ReceiptOnWire[];
  readonly met: CliFailure | null;
}

/**
 * Waits as `waitUntilSettled`, for a command that tells receipts. What the wait fails on may be of other files: it is to
 * be thrown after the receipts are told.
 */
export async function settledReceipts(
  context: CommandContext,
  experiment: string,
  receipts: readonly ReceiptOnWire[],
  seconds: number,
): Promise<Settled> {
  const met = await failureOf(async () =>
    waitUntilSettled(context, await definitionOf(context.client, experiment), seconds),
  );
  const now: ReceiptOnWire[] = [];
  for (const receipt of receipts) {
    // One that cannot be asked for any more has the verdict of before the wait.
    const path = pathOf(experiment, 'downlinks', receipt.id);
    const failure = await failureOf(async () => now.push(await context.client.get(path, receiptSchema)));
    if (failure !== null) now.push(receipt);
  }
  return { receipts: now, met };
}

async function failureOf(act: () => Promise<unknown>): Promise<CliFailure | null> {
  try {
    await act();
    return null;
  } catch (error) {
    if (error instanceof CliFailure) return error;
    throw error;
  }
}

/**
 * Waits until every answer holds everything that arrived. What is found on the hardware changes what is compared and
 * the other way round, so nothing may be due in two rounds of questions one after the other.
 */
export async function waitUntilSettled(
  context: CommandContext,
  definition: Definition,
  seconds: number,
): Promise<void> {
  let quietRounds = 0;
  await poll({
    label: 'everything that arrived to be compared and judged',
    terminal: context.terminal,
    seconds,
    ask: () => pendingOf(context, definition),
    isDone: (pending) => {
      quietRounds = pending === 0 ? quietRounds + 1 : 0;
      return quietRounds === 2;
    },
    detail: (pending) => `${countText(pending, 'input')} due`,
  });
}

/** The cheapest question first: while one answer waits, the others need not be asked. */
async function pendingOf({ client }: CommandContext, definition: Definition): Promise<number> {
  const { id } = definition;
  const arrived = await client.get(pathOf(id, 'completeness'), completenessSchema);
  if (arrived.pending > 0) return arrived.pending;
  const judged = await client.get(pathOf(id, 'anomalies'), anomaliesSchema);
  if (judged.pending > 0) return judged.pending;
  const apart = await pendingOfPairs(client, definition);
  if (apart > 0 || definition.assays.length === 0) return apart;
  // In what surroundings genes lived rests on all of the above.
  return (await client.get(pathOf(id, 'expression'), contrastsSchema)).pending;
}

async function pendingOfPairs(client: ApiClient, definition: Definition): Promise<number> {
  // Every channel of a pair waits for the same buckets.
  const asked = firstBy(allPairChannels(definition), ({ pair }) => pair);
  let pending = 0;
  for (const query of asked) {
    const delta = await client.get(pathOf(definition.id, 'deltas'), deltaSchema, {
      ...query,
      resolution: COARSE,
    });
    pending += delta.pending;
  }
  return pending;
}

function firstBy<T>(all: readonly T[], keyOf: (one: T) => string): T[] {
  const firsts = new Map<string, T>();
  for (const one of all) if (!firsts.has(keyOf(one))) firsts.set(keyOf(one), one);
  return [...firsts.values()];
}
