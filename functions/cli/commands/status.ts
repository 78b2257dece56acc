import { Command } from 'commander';
import { anomaliesSchema } from '../../../shared/contract/anomalies.ts';
import type { ReceiptOnWire } from '../../../shared/contract/downlinks.ts';
import { dropSchema } from '../../../shared/contract/drop.ts';
import { experimentsSchema } from '../../../shared/contract/experiments.ts';
import { unseenIn, wrongNow } from '../../../shared/contract/wrong-now.ts';
import { soughtText } from '../../../shared/domain/anomaly/wrong-now-text.ts';
import { DAMAGED_CODE } from '../../../shared/runtime/environment-names.ts';
import type { ApiClient } from '../stack/api-client.ts';
import { contextOf, pathOf, type SharedOptions, withStack } from '../stack/command-context.ts';
import { CliFailure } from '../stack/failure.ts';
import { listedDownlinks } from '../stack/find-downlink.ts';
import { damagedLine, lostText } from '../text/damaged-text.ts';
import { dropText } from '../text/drop-text.ts';
import { type Standing, statusText } from '../text/status-text.ts';

export function statusCommand(): Command {
  const command = new Command('status').description(
    'all experiments at a glance: current anomalies, age of the newest data, last downlink, state of the assays, failed files, dropped files without an experiment, pending work',
  );
  return withStack(command).action(async (options: SharedOptions) => {
    const { client, print } = await contextOf(options);
    const {
      experiments,
      now,
      damaged = [],
      lost: notInTable = [],
    } = await client.get('/v1/experiments', experimentsSchema);
    const drop = await client.get('/v1/drop', dropSchema);
    const standings: Standing[] = [];
    const lost = damaged.map(({ id, key }) => ({ experiment: id, what: id, key }));
    for (const { id, assays } of experiments) {
      const standing = await standingUnlessDamaged(client, id, lost);
      if (standing !== null) standings.push({ ...standing, ...(assays !== undefined && { assays }) });
    }
    const answer = {
      experiments: standings,
      now,
      ...(lost.length > 0 && { damaged: lost }),
      ...(notInTable.length > 0 && { lost: notInTable }),
      ...((drop.refused.length > 0 || drop.lookedThroughAt === null) && { drop }),
    };
    const lines = lost.map(({ experiment, what, key }) => damagedLine(what, key, experiment));
    if (notInTable.length > 0) lines.push(lostText(notInTable));
    const below = `${dropText(drop)}${lines.join('')}`;
    print(answer, (_, page) =>
      lines.length > 0 && standings.length === 0 ? below : `${statusText(standings, now, page)}${below}`,
    );
    if (lines.length > 0) process.exitCode = 1;
  });
}

interface LostPart {
  readonly experiment: string;
  /** The experiment, or a downlink of it. */
  readonly what: string;
  readonly key: string;
}

/** Null where the experiment cannot be shown, which is added to `lost`: it hides no other. */
async function standingUnlessDamaged(
  client: ApiClient,
  id: string,
  lost: LostPart[],
): Promise<Standing | null> {
  try {
    return await standingOf(client, id, lost);
  } catch (error) {
    if (!(error instanceof CliFailure) || error.code !== DAMAGED_CODE) throw error;
    lost.push({ experiment: id, what: id, key: error.key ?? error.message });
    return null;
  }
}

async function standingOf(client: ApiClient, experiment: string, lost: LostPart[]): Promise<Standing> {
  const current = { current: 'true' };
  const found = await client.get(pathOf(experiment, 'anomalies'), anomaliesSchema, current);
  const { downlinks, damaged } = await listedDownlinks(client, experiment);
  lost.push(...damaged.map(({ id, key }) => ({ experiment, what: `${experiment} ${id}`, key })));
  const other = downlinks.filter(({ readUnderOther }) => readUnderOther).length;
  const { pending, atLeast, stopped = 0, awaiting, unsent } = found;
  const unseen = unseenIn(found);
  return {
    ...{ experiment, downlinks: downlinks.length, last: lastOf(downlinks), current: wrongNow(found) },
    failed: downlinks.filter(({ state }) => state === 'FAILED').map(failureOf),
    ...{ pending, awaiting, unsent },
    ...(unseen !== undefined && { unseen }),
    sought: soughtText(found.lookedFor),
    newest: (found.lookedAt ?? []).map(({ unit, to }) => ({ unit, at: to })),
    ...(stopped > 0 && { stopped }),
    ...(atLeast && { atLeast }),
    ...(other > 0 && { readUnderOther: other }),
  };
}

function lastOf(downlinks: readonly ReceiptOnWire[]): Standing['last'] {
  const last = downlinks.at(-1);
  if (last === undefined) return null;
  const { id, fileName, state, createdAt } = last;
  return { id, fileName, state, announced: createdAt };
}

function failureOf({ id, fileName, error }: ReceiptOnWire): Standing['failed'][number] {
  const { code = 'not-known', message = 'the reason is in the log' } = error ?? {};
  return { id, fileName, code, message };
}
