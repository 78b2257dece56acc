/** A mission heard live at contacts, whose recorder overruns: the causes that are told are those that were put in. */

import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { isoOf, MICROS_PER_SECOND } from '../../../shared/domain/time.ts';
import { type Campaign, campaignFiles } from '../../../shared/simulator/campaign.ts';
import {
  CONTACT_SECONDS,
  contactAt,
  type DownlinkPlan,
  dumpCount,
} from '../../../shared/simulator/downlinks.ts';
import { listAnomalies } from '../../../shared/usecases/answer/list-anomalies.ts';
import { queryCompleteness } from '../../../shared/usecases/answer/query-completeness.ts';
import { listReceipts } from '../../../shared/usecases/answer/show-receipt.ts';
import { applyContacts } from '../../../shared/usecases/define/apply-contacts.ts';
import { applyExperiment } from '../../../shared/usecases/define/apply-experiment.ts';
import { evidenceOf } from '../../support/evidence.ts';
import { memoryPorts, SteppingClock } from '../../support/memory-ports.ts';
import { settleAll, upload } from '../../support/run-stack.ts';
import { HEALTHY, HOUR } from './mission.ts';

const LINK: DownlinkPlan = {
  layout: 'wide',
  every: 6 * HOUR,
  overlap: HOUR / 2,
  packets: { dropped: 0, duplicated: 0.002, swapped: 0.002 },
  shuffled: true,
  repeated: 0,
};
const FLIGHT: DownlinkPlan = { ...LINK, ring: 4 * HOUR, live: { only: ['FU3'] } };
const CAMPAIGN: Campaign = {
  id: 'sim',
  title: 'Heard live',
  mission: { ...HEALTHY, days: 1, period: 60, world: 'own' },
  downlinks: { flight: FLIGHT, ground: { ...LINK, every: 24 * HOUR } },
};

const gapSchema = z.object({
  ...{ unit: z.string(), channels: z.array(z.string()), from: z.string(), to: z.string() },
  ...{ toleranceSeconds: z.number(), cause: z.string() },
});
const truthSchema = z.object({
  faults: z.array(z.object({ kind: z.string(), expected: z.array(gapSchema) })),
  samples: z.record(z.string(), z.record(z.string(), z.number())),
});

const texts = new Map<string, string>();
for (const { files, text } of campaignFiles(CAMPAIGN)) {
  for (const name of files) texts.set(name, (texts.get(name) ?? '') + text);
}
const truth = truthSchema.parse(JSON.parse(texts.get('truth.json')!));
const wanted = truth.faults.flatMap(({ expected }) => expected);

describe('a mission heard live, with a recorder too small', () => {
  const memory = memoryPorts();
  // At the end of the last contact, within its latency.
  const last = dumpCount(CAMPAIGN.mission, 'flight', FLIGHT) - 1;
  const end = contactAt(CAMPAIGN.mission, 'flight', FLIGHT, last) + CONTACT_SECONDS * MICROS_PER_SECOND;
  const then = { ...memory, clock: new SteppingClock(isoOf(end)) };
  beforeAll(async () => {
    await applyExperiment(memory, 'sim', texts.get('definition.yaml')!);
    await applyContacts(memory, 'sim', texts.get('contacts.csv')!, 'ops');
    for (const [name, text] of texts)
      if (/^(flight|ground)-/.test(name)) await upload(memory, 'sim', name, text);
    await settleAll(memory);
  });

  it('has gaps of every cause that a link can have', () => {
    expect([...new Set(wanted.map(({ cause }) => cause))].sort()).toEqual(['LOS', 'LOST']);
  });

  it('is told with these gaps and causes, and no other', async () => {
    const { anomalies } = await listAnomalies(then, 'sim', { kind: 'GAP' });
    // What a unit lacks at its ends is measured by its twin; the truth of the link is of what lies between.
    const between = anomalies.filter((one) => evidenceOf(one).open === undefined);
    const told = between.map((one) => [one.unit, evidenceOf(one).cause, one.from, one.to]);
    expect(told).toHaveLength(wanted.length);
    for (const { unit, cause, from, to, toleranceSeconds } of wanted) {
      const isNear = (a: string, b: unknown) =>
        typeof b === 'string' && Math.abs(Date.parse(a) - Date.parse(b)) <= toleranceSeconds * 1000;
      expect(
        told.filter(
          (one) => one[0] === unit && one[1] === cause && isNear(from, one[2]) && isNear(to, one[3]),
        ),
        `${unit} ${cause} ${from} to ${to}`,
      ).toHaveLength(1);
    }
  });

  it('is told so by completeness too, which counts the samples of the truth', async () => {
    const { gaps, series } = await queryCompleteness(then, 'sim', {});
    const causes = (all: readonly { readonly unit: string; readonly cause: string }[]) =>
      Map.groupBy(all, ({ unit, cause }) => `${unit} ${cause}`);
    const counts = (all: Map<string, unknown[]>) =>
      Object.fromEntries([...all].map(([k, v]) => [k, v.length]));
    expect(counts(causes(gaps.filter(({ open }) => open === undefined)))).toEqual(counts(causes(wanted)));
    for (const { unit, channel, received } of series) {
      expect([unit, channel, received]).toEqual([unit, channel, truth.samples[unit]![channel]]);
    }
  });

  it('asks for nothing of what nobody recorded', async () => {
    const { downlinks } = await listReceipts(then, 'sim');
    const lines = downlinks.flatMap(({ verdict }) => verdict);
    expect(lines.some((line) => line.includes('no signal then, and nothing recorded'))).toBe(true);
    // Before the first contact the twin on the ground had samples, and nobody knows that none were recorded on board.
    const asked = lines.filter((line) => /^Request again:.*FU3/.test(line));
    expect(asked.filter((line) => !line.includes('FU3 2026-03-01T00:00:12Z to 2026-03-01T06:00Z'))).toEqual(
      [],
    );
  });
});

describe('a link that cannot be', () => {
  it.each([
    [{ live: { only: ['GU1'] } }, {}, /expected a flight unit \(FU1, FU2, FU3\).*got GU1/],
    [{ live: { only: [] }, every: 480 }, {}, /no loss of signal in between/],
    [{ live: { only: [] } }, { period: 300 }, /needs a period of 120 s at most, got 300 s/],
    [{ ring: 30 }, {}, /a recorder of 30 s holds no sample/],
  ])('is refused: %j %j', (plan, mission, reason) => {
    const { downlinks } = CAMPAIGN;
    const wrong = {
      ...CAMPAIGN,
      mission: { ...CAMPAIGN.mission, ...mission },
      downlinks: { ...downlinks, flight: { ...LINK, ...plan } },
    };
    expect(() => [...campaignFiles(wrong)]).toThrow(reason);
  });
});
