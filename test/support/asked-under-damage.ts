/** What is asked of the small mission while something in it is damaged, and what may be answered then. */
import { expect } from 'vitest';
import { z } from 'zod';
import type { TestApi } from './api.ts';

const E = 'twins';
const AT = 'from=2026-03-01T05:00:00Z&to=2026-03-01T14:00:00Z';
const QUESTIONS = [
  'telemetry?unit=FU1&channel=temperature&from=2026-02-20T00:00:00Z&to=2026-03-12T00:00:00Z&maxPoints=30',
  `telemetry?unit=FU1&channel=humidity&${AT}&maxPoints=1000`,
  `telemetry?unit=GU1&channel=temperature&${AT}&maxPoints=30`,
  'completeness',
  'deltas?pair=P1&channel=temperature',
  'deltas?pair=P1&channel=humidity&from=2026-03-01T07:00:00Z',
  'anomalies',
  'alarms',
  'notes',
  'redownlink',
  'archive',
  'expression',
  'expression/flight-v-ground?limit=5',
  'expression/flight-v-ground?engine=deseq2&sort=log2fc&limit=3',
  'pits',
  'events',
  'contacts',
  'downlinks',
  'downlinks/d000001',
  'downlinks/d000006',
  'downlinks/d000005/rejects',
];

export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** What is pinned, by its snapshot. */
function pinnedIn(ports: TestApi['ports']): string[] {
  const digests = [...ports.archive.objects.keys()].flatMap(
    (key) => /^snapshots\/.*\/([0-9a-f]{64})\.json$/.exec(key)?.[1] ?? [],
  );
  return digests.map((digest) => `deltas?snapshot=sha256:${digest}`);
}

/** What was found on images. */
function picturesIn(ports: TestApi['ports']): string[] {
  const names = [...ports.archive.objects.keys()].flatMap((key) => {
    const [, downlink, picture] = /downlink=(\w+)\/attempt-1\.(\w+)\.png$/.exec(key) ?? [];
    return downlink === undefined ? [] : [`pits/pictures/${downlink}/${picture}`];
  });
  expect(names).toHaveLength(4);
  return names;
}

export async function answers({ ask, ports }: TestApi): Promise<readonly Answer[]> {
  // Verdicts say how old the data is.
  ports.clock.setTo('2026-03-21T00:00:00Z');
  const told: Answer[] = [];
  for (const question of [...QUESTIONS, ...picturesIn(ports), ...pinnedIn(ports)]) {
    const response = await ask(`/v1/experiments/${E}/${question}`);
    told.push({ status: response.status, body: withoutTimes(await response.text()) });
  }
  return told;
}

/** When something was taken in that was taken in after the damage. */
const withoutTimes = (body: string) =>
  body.replace(/"(ingestedAt|learntAt|recordedAt)":"[^"]*"/g, '"$1":"…"');

const bodySchema = z.looseObject({ code: z.string().optional() });

/** Receipts that are damaged may be of files that were refused. */
const REFUSED_UNKNOWN =
  /\{"code":"assay\.file-refused","message":"whether a file of it was refused is not known: [^"]* damaged [^"]*"\},?/g;

/** The answer without what it says because nobody knows of refused files: a notice, and why a unit has no slice. */
function withoutDoubtOfFiles(body: string): string {
  const rest = body.replaceAll(REFUSED_UNKNOWN, '');
  if (rest === body) return body;
  return rest.replaceAll(
    'no slice of it is in: none has come, or it was rejected',
    'no slice of it has come',
  );
}

/** As it was or comes to be; or it says itself that something is missing. */
export function expectNoOther(
  told: readonly Answer[],
  sound: readonly (readonly Answer[])[],
  what: string,
): void {
  for (const [i, { status, body }] of told.entries()) {
    const isSound = (text: string) => sound.some((one) => status === one[i]?.status && text === one[i]?.body);
    // All numbers stand, and beside them that nobody knows of files that were refused.
    if (isSound(body) || isSound(withoutDoubtOfFiles(body))) continue;
    const { code } = bodySchema.parse(JSON.parse(body));
    // A verdict says it in words.
    const isPending = status === 200 && /"pending":[1-9]|still being (worked out|judged)/.test(body);
    // A list names what it cannot show.
    const isNamed = status === 200 && /"damaged":\[\{"id":"[^"]+","key":/.test(body);
    const isSaid = status === 500 ? code === 'archive.damaged' : isPending || isNamed;
    expect(
      isSaid,
      `${what}: ${QUESTIONS[i] ?? 'a picture or the snapshot'} answered ${status} ${body.slice(0, 300)}`,
    ).toBe(true);
  }
}
