/**
 * What is kept and damaged is never answered as a number. A bit is changed at random places of every
 * kind of object; what is computed from segments is made anew by the question that met it.
 */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type TestApi, twinsApi } from '../support/api.ts';
import { flipped, placesIn } from '../support/flipped-bits.ts';
import { settleAll, upload } from '../support/run-stack.ts';

const PLACES = Number(process.env.HOWSHIP_DAMAGE_PLACES ?? 12);
const AT = 'from=2026-03-01T05:00:00Z&to=2026-03-01T13:00:00Z';
const E = '/v1/experiments/twins';

/** What reads objects of each kind. */
const QUESTIONS = {
  pages: [`${E}/telemetry?unit=FU1&channel=temperature&${AT}&maxPoints=30`, `${E}/completeness?unit=FU1`],
  deltas: [`${E}/deltas?pair=P1&channel=temperature`, `${E}/deltas?pair=P1&channel=humidity`],
  segments: [
    `${E}/telemetry?unit=FU1&channel=humidity&${AT}&maxPoints=1000`,
    `${E}/deltas?pair=P1&channel=humidity&from=2026-03-01T07:00:00Z`,
  ],
} as const;
type Folder = keyof typeof QUESTIONS;

const bodySchema = z.looseObject({
  pending: z.number().optional(),
  code: z.string().optional(),
  detail: z.string().optional(),
});

async function answerTo(api: TestApi, question: string) {
  const response = await api.ask(question);
  return { status: response.status, body: bodySchema.parse(await response.json()) };
}

const keysIn = ({ ports }: TestApi, folder: string) =>
  [...ports.archive.objects.keys()].filter((key) => key.startsWith(`${folder}/`));

function damage({ ports: { archive } }: TestApi, key: string, bytes: Uint8Array): void {
  for (const [version, kept] of archive.versions)
    if (kept === archive.objects.get(key)) archive.versions.set(version, bytes);
  archive.objects.set(key, bytes);
}

describe('a bit that changed at random', () => {
  it.each(['pages', 'deltas'] as const)(
    'in one of the %s never changes a number: what is damaged is pending, and made anew',
    async (folder: Folder) => {
      const api = await twinsApi();
      const sound = await Promise.all(QUESTIONS[folder].map((question) => answerTo(api, question)));
      let met = 0;
      for (const key of keysIn(api, folder)) {
        const bytes = api.ports.archive.objects.get(key)!;
        for (const bit of placesIn(bytes, PLACES, 17 + met)) {
          damage(api, key, flipped(bytes, bit));
          for (const [i, question] of QUESTIONS[folder].entries()) {
            const { status, body } = await answerTo(api, question);
            expect(status, `${key}, bit ${bit}`).toBe(200);
            if (body.pending === 0) expect(body, `${key}, bit ${bit}`).toEqual(sound[i]!.body);
            else met++;
          }
          await settleAll(api.ports);
          for (const [i, question] of QUESTIONS[folder].entries())
            expect(await answerTo(api, question), `${key}, bit ${bit}, healed`).toEqual(sound[i]);
          damage(api, key, bytes);
        }
      }
      expect(met).toBeGreaterThan(PLACES / 4);
      expect(api.errors.length).toBeGreaterThanOrEqual(met / QUESTIONS[folder].length);
    },
  );

  it('in a segment is told as damage of ours with its key, and never answered', async () => {
    const api = await twinsApi();
    const sound = await Promise.all(QUESTIONS.segments.map((question) => answerTo(api, question)));
    let met = 0;
    for (const key of keysIn(api, 'segments')) {
      const bytes = api.ports.archive.objects.get(key)!;
      for (const bit of placesIn(bytes, PLACES, 23 + met)) {
        damage(api, key, flipped(bytes, bit));
        for (const [i, question] of QUESTIONS.segments.entries()) {
          const answer = await answerTo(api, question);
          if (answer.status === 200) {
            expect(answer, `${key}, bit ${bit}`).toEqual(sound[i]);
            continue;
          }
          met++;
          expect(answer.status).toBe(500);
          expect(answer.body).toMatchObject({ code: 'archive.damaged', key });
          expect(answer.body.detail).toContain('the uploaded files are safe');
        }
        damage(api, key, bytes);
      }
    }
    expect(met).toBeGreaterThan(PLACES / 2);
    expect(api.errors).toHaveLength(met);
  });
});

it('a page that is lost is made anew', async () => {
  const api = await twinsApi();
  for (const folder of ['pages', 'deltas'] as const) {
    const [question] = QUESTIONS[folder];
    const sound = await answerTo(api, question);
    for (const key of keysIn(api, folder)) {
      for (const [version, kept] of api.ports.archive.versions)
        if (kept === api.ports.archive.objects.get(key)) api.ports.archive.versions.delete(version);
      api.ports.archive.objects.delete(key);
    }
    expect((await answerTo(api, question)).status).toBe(200);
    await settleAll(api.ports);
    expect(await answerTo(api, question), folder).toEqual(sound);
  }
});

it('what was rejected is not handed out with a bit changed', async () => {
  const api = await twinsApi();
  const id = await upload(api.ports, 'twins', 'fu1-b.csv', 't,temp,rh\n2026-03-01T12:00:00Z,x,80\n');
  await settleAll(api.ports);
  const [key] = keysIn(api, 'rejects');
  const bytes = api.ports.archive.objects.get(key!)!;
  expect(await (await api.ask(`${E}/downlinks/${id}/rejects`)).text()).toContain('\r\n2,temp,');
  damage(api, key!, flipped(bytes, 8 * bytes.length - 30));
  const { status, body } = await answerTo(api, `${E}/downlinks/${id}/rejects`);
  expect([status, body.code]).toEqual([500, 'archive.damaged']);
});

it('calls nothing complete while a page is made anew that it would count', async () => {
  const api = await twinsApi();
  const completeness = z.object({ completeness: z.number().nullable(), pending: z.number() });
  const ask = async () => completeness.parse(await (await api.ask(`${E}/completeness`)).json());
  const sound = await ask();
  expect(sound).toEqual({ completeness: expect.any(Number), pending: 0 });
  for (const key of keysIn(api, 'pages')) {
    const bytes = api.ports.archive.objects.get(key)!;
    damage(api, key, flipped(bytes, 8 * 20));
    const { completeness: told, pending } = await ask();
    expect(told, key).toBeNull();
    expect(pending).toBeGreaterThan(0);
    await settleAll(api.ports);
    expect(await ask()).toEqual(sound);
  }
});
