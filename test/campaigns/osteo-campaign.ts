/** Two days of the OSTEO payload as its users bring them in over HTTP, dump by dump, and the state that this ends in. */
import { gzipSync } from 'node:zlib';
import type { ReceiptOnWire } from '../../shared/contract/downlinks.ts';
import { readDefinition } from '../../shared/formats/definition/read-definition.ts';
import { simulateCampaignFiles } from '../../shared/simulator/dumps.ts';
import { dueKeys } from '../support/due-keys.ts';
import { firstDifference } from '../support/first-difference.ts';
import type { MortalStack } from '../support/mortal-stack.ts';
import { smallCampaign } from '../support/small-campaign.ts';
import {
  AnswerFailure,
  type Answers,
  pathOf,
  put,
  type StackClient,
  until,
} from '../support/stack-client.ts';

const FILES = smallCampaign();
const DEFINITION = textOf('definition.yaml');
const { definition: OSTEO } = readDefinition(DEFINITION);
const FLIGHT = 'flight-001.csv';
const GROUND = 'ground-001.csv';
const FLIGHT_DUMPS = 5;
const FIRST = 'flight-001-001.csv.gz';
const SECOND = 'flight-001-002.csv.gz';
/** Two thermometers of the flight units were exchanged for each other. */
const CORRECTED = DEFINITION.replace(/(?<= T1: .* sensor: )T1/, 'T2').replace(
  /(?<= T2: .* sensor: )T2/,
  'T1',
);

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

/** Parts of the way: everything comes in, one dump is withdrawn, another one is read again. */
export const PARTS = ['arrival', 'withdrawal', 'rereading'] as const;
export type Part = (typeof PARTS)[number];

/**
 * Everything in, as a user would, and two of it put right: what breaks off with the stack is done again. Resolves to the
 * end state.
 */
export async function bringIn(
  stack: MortalStack,
  seed: number,
  begins: (part: Part) => void = () => {},
): Promise<EndState> {
  begins('arrival');
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
  // The repeated dump: the one that came twice is read in its place. Then one that lies between others.
  begins('withdrawal');
  await putRight(stack, ids, `0/${FIRST}`, 'withdraw', { reason: 'sent by mistake' });
  begins('rereading');
  await stack.insist((client) => client.applyNewReading(OSTEO.id, CORRECTED));
  await putRight(stack, ids, `0/${SECOND}`, 'reread', null);
  return endStateOf(stack, ids);
}

/** Asked for again where the stack is killed before it answers; then nothing more is done to it. */
async function putRight(
  stack: MortalStack,
  ids: Ids,
  name: string,
  act: 'withdraw' | 'reread',
  body: object | null,
): Promise<void> {
  const path = `${pathOf(OSTEO.id)}/downlinks/${ids[name]}/${act}`;
  const content =
    body === null ? {} : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } };
  await stack.insist(async (client) => {
    const { status } = await client.ask(path, { method: 'POST', ...content });
    if (status !== 200 && status !== 202) throw new AnswerFailure(`${path} answered ${status}`, status);
  });
  await stack.insist((client) => untilNothingDue(client, ids));
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
const AGE = /; the newest sample is .* old(?=\.$)/;

async function receiptsOf(client: StackClient, ids: Ids): Promise<Pick<EndState, 'receipts' | 'lost'>> {
  const nameOf = new Map(Object.entries(ids).map(([name, id]) => [id, name]));
  const receipts: Record<string, unknown> = {};
  const lost: string[] = [];
  for (const shown of await client.receipts(OSTEO.id)) {
    const { id, createdAt: _announced, ingestedAt: _ingested, verdict, duplicateOf, ...rest } = shown;
    const name = nameOf.get(id);
    if (name === undefined) {
      lost.push(rest.state);
      continue;
    }
    const receipt = withoutInstants(rest);
    const original = duplicateOf === undefined ? null : nameOf.get(duplicateOf);
    const lines = verdict.map((line) =>
      line
        .replaceAll(duplicateOf ?? id, String(original))
        .replaceAll(id, name)
        .replace(AGE, ''),
    );
    receipts[name] = { ...receipt, duplicateOf: original, verdict: lines };
  }
  return { receipts, lost };
}

/** Who withdrew it and why, or had it read again, without when. */
function withoutInstants<T extends Pick<ReceiptOnWire, 'withdrawn' | 'rereading'>>({
  withdrawn,
  rereading,
  ...rest
}: T) {
  return {
    ...rest,
    withdrawn: withdrawn && { by: withdrawn.by, reason: withdrawn.reason },
    rereading: rereading && { by: rereading.by, error: rereading.error },
  };
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
