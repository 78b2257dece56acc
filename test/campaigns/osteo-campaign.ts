/** Two days of the OSTEO payload as its users bring them in over HTTP, dump by dump, and the state that this ends in. */
import { gzipSync } from 'node:zlib';
import { readDefinition } from '../../shared/formats/definition/read-definition.ts';
import { simulateCampaignFiles } from '../../shared/simulator/dumps.ts';
import { dueKeys } from '../support/due-keys.ts';
import { firstDifference } from '../support/first-difference.ts';
import type { MortalStack } from '../support/mortal-stack.ts';
import { smallCampaign } from '../support/small-campaign.ts';
import { type Answers, put, type StackClient, until } from '../support/stack-client.ts';

const FILES = smallCampaign();
const DEFINITION = textOf('definition.yaml');
const { definition: OSTEO } = readDefinition(DEFINITION);
const FLIGHT = 'flight-001.csv';
const GROUND = 'ground-001.csv';
const FLIGHT_DUMPS = 5;

/** Receipt ids by wave and file name. */
type Ids = Readonly<Record<string, string>>;

export interface EndState {
  readonly ids: Ids;
  readonly answers: Answers;
  /** By wave and file name, without what may differ: ids and instants. */
  readonly receipts: Readonly<Record<string, unknown>>;
  /** States of the receipts whose announcement was answered to nobody. */
  readonly lost: readonly string[];
}

/** Everything in, as a user would: what breaks off with the stack is done again. Resolves to the end state. */
export async function bringIn(stack: MortalStack, seed: number): Promise<EndState> {
  await stack.insist((client) => client.apply(OSTEO.id, DEFINITION));
  const ids: Record<string, string> = {};
  for (const [wave, files] of wavesOf(seed).entries()) {
    for (const { name, bytes } of files) {
      const { id, upload } = await stack.insist((client) => client.announce(OSTEO.id, name, bytes));
      // The link outlives the stack; 412 says that the file had arrived.
      await stack.insist(() => put(upload, bytes));
      ids[`${wave}/${name}`] = id;
    }
    await stack.insist((client) => untilNothingDue(client, ids));
  }
  return endStateOf(stack, ids);
}

/** The flight file in dumps between which the ground file comes; once all is in, one of the dumps a second time. */
function wavesOf(seed: number): readonly (readonly { name: string; bytes: Uint8Array }[])[] {
  const flight = { name: FLIGHT, text: textOf(FLIGHT) };
  const dumps = simulateCampaignFiles(flight, { seed, dumps: FLIGHT_DUMPS, repeated: 0 }).map(
    ({ name, text }) => ({ name: `${name}.gz`, bytes: gzipSync(text) }),
  );
  const ground = { name: GROUND, bytes: Buffer.from(textOf(GROUND)) };
  return [[...dumps.slice(0, 2), ground, ...dumps.slice(2)], dumps.slice(0, 1)];
}

function textOf(name: string): string {
  const text = FILES.get(name);
  if (text === undefined) throw new RangeError(`the campaign has no file ${name}`);
  return text;
}

/** Until nothing is due but announcements that were answered to nobody: nobody will ever upload to them. */
async function untilNothingDue({ stack }: StackClient, ids: Ids): Promise<void> {
  const ours = Object.values(ids).map((id) => `DOWNLINK#${id}`);
  let quietLooks = 0;
  await until(
    () => dueKeys(stack, OSTEO.id),
    (due) => {
      const owed = due.filter((key) => !key.startsWith('DOWNLINK#') || ours.includes(key));
      quietLooks = owed.length === 0 ? quietLooks + 1 : 0;
      return quietLooks === 2;
    },
  );
}

/** The state once nothing is due any more. */
export function endStateOf(stack: MortalStack, ids: Ids): Promise<EndState> {
  return stack.insist(async (client) => {
    await untilNothingDue(client, ids);
    const answers = await client.settled(OSTEO);
    return { ids, answers, ...(await receiptsOf(client, ids)) };
  });
}

/** How old the newest sample is when a receipt is asked for: of the clock on the wall, not of the state. */
const AGE = /, the newest .* old(?=\.$)/;

async function receiptsOf(client: StackClient, ids: Ids): Promise<Pick<EndState, 'receipts' | 'lost'>> {
  const nameOf = new Map(Object.entries(ids).map(([name, id]) => [id, name]));
  const receipts: Record<string, unknown> = {};
  const lost: string[] = [];
  for (const shown of await client.receipts(OSTEO.id)) {
    const { id, createdAt: _announced, ingestedAt: _ingested, verdict, duplicateOf, ...receipt } = shown;
    const name = nameOf.get(id);
    if (name === undefined) {
      lost.push(receipt.state);
      continue;
    }
    const original = duplicateOf === undefined ? null : nameOf.get(duplicateOf);
    const lines = verdict.map((line) =>
      line.replaceAll(duplicateOf ?? id, String(original)).replace(AGE, ''),
    );
    receipts[name] = { ...receipt, duplicateOf: original, verdict: lines };
  }
  return { receipts, lost };
}

/** The first field of the end state that differs, or null. */
export function differenceOf(expected: EndState, state: EndState): string | null {
  const strays = state.lost.filter((one) => one !== 'AWAITING_UPLOAD');
  if (strays.length > 0) return `receipts that nobody holds are ${strays.join(', ')}`;
  return firstDifference(
    { ...expected.answers, ...expected.receipts },
    { ...state.answers, ...state.receipts },
  );
}
