/** Leaves the small mission with work of every kind that began and died: what is in the table only of the moment. */
import { trialRawKey } from '../../shared/domain/archive/keys.ts';
import { headKind, headPrefix } from '../../shared/domain/bucket/head.ts';
import { WATCH_CURSOR, watchCursorKind } from '../../shared/domain/watch-cursor.ts';
import type { Ports } from '../../shared/ports.ts';
import { announceDownlink } from '../../shared/usecases/arrive/announce-downlink.ts';
import { failDownlink } from '../../shared/usecases/arrive/fail-downlink.ts';
import { ingestDownlink } from '../../shared/usecases/arrive/ingest-downlink.ts';
import { hintSweep } from '../../shared/usecases/arrive/sweep-drop.ts';
import { recompute } from '../../shared/usecases/define/recompute-all.ts';
import { recordEvents } from '../../shared/usecases/define/record-events.ts';
import { noteRebuild } from '../../shared/usecases/known/rebuilds-begun.ts';
import { actOnBucket } from '../../shared/usecases/pages/act-on-bucket.ts';
import { healUnitPage } from '../../shared/usecases/pages/heal-pages.ts';
import { runUpkeep } from '../../shared/usecases/upkeep/run-upkeep.ts';
import { startUpkeep } from '../../shared/usecases/upkeep/start-upkeep.ts';
import { firstComing } from './first-coming.ts';
import type { MemoryPorts } from './memory-ports.ts';
import { observed } from './observed-ports.ts';
import { settleAll, upload } from './run-stack.ts';

const E = 'twins';
const rowsAt = (day: string) => `t,temp,rh\n${day}T01:00:00Z,37.1,85\n${day}T01:10:00Z,37.2,86\n`;

/** All of it follows from the table: no message is left. */
export async function cutShort(ports: MemoryPorts): Promise<void> {
  // A day before anything is asked: by then nobody holds anything any more.
  ports.clock.setTo('2026-03-20T00:00:00Z');
  await trySomeFiles(ports);
  await dropForNobody(ports);
  const failed = { experiment: E, downlink: await upload(ports, E, 'fu1-failed.csv', rowsAt('2026-03-06')) };
  const dying = { experiment: E, downlink: await upload(ports, E, 'fu1-dying.csv', rowsAt('2026-03-05')) };
  lose(ports);
  await killed(ports, 'put head', (mortal) => ingestDownlink(mortal, failed));
  ports.clock.advance(3600);
  await failDownlink(ports, { ...failed, attempt: 1 });
  await killed(ports, 'put head', (mortal) => ingestDownlink(mortal, dying));
  await dieTwiceOnABucket(ports);
  const hatch = { name: 'hatch', unit: 'FU1', at: '2026-03-02T06:30:00Z', accuracy: 'PT1S', source: 'crew' };
  await recordEvents(ports, E, [hatch], 'ada');
  await killed(ports, 'list head', (mortal) => recompute(mortal, E));
  await startUpkeep(ports, E, 'VERIFY', 'ada');
  await killed(ports, 'put upkeep', (mortal) => runUpkeep(mortal, { experiment: E, upkeep: 'VERIFY' }));
  const after = 'HEAD#g1#FU1#2026-02-06';
  await ports.catalogue.put(watchCursorKind, WATCH_CURSOR, { experiment: E, after }, null);
  await noteRebuild(ports, E);
  lose(ports);
}

/** One is tried, of another the message is lost. */
async function trySomeFiles(ports: MemoryPorts): Promise<void> {
  for (const isLost of [false, true]) {
    const bytes = Buffer.from(rowsAt('2026-03-04'));
    const request = { fileName: 'fu1-trial.csv', bytes: bytes.length, dryRun: true };
    const { id } = await announceDownlink(ports, E, request, 'ada');
    const key = trialRawKey(E, id);
    ports.raw.objects.set(key, bytes);
    if (!isLost) await ports.queues.ingest.send({ Records: [{ s3: { object: { key } } }] });
  }
  await settleAll(ports);
}

/** A file that belongs to no experiment, and a look through the drop. */
async function dropForNobody(ports: MemoryPorts): Promise<void> {
  const put = ports.drop.put('drop/nobody/fu1.csv', rowsAt('2026-03-04'), '2026-03-19T12:00:00Z');
  await ports.queues.drop.send(put);
  await hintSweep(ports, [E], null);
  await settleAll(ports);
}

async function dieTwiceOnABucket(ports: MemoryPorts): Promise<void> {
  const { catalogue } = ports;
  const [head] = await Array.fromAsync(catalogue.list(headKind, E, headPrefix(1, 'FU1'), { limit: 1 }));
  const { unit, bucket } = head!.item;
  await healUnitPage(ports, { experiment: E, generation: 1, unit, bucket });
  for (let run = 1; run <= 2; run++) {
    const coming = { ...firstComing(ports, `run ${run}`), isAgain: run > 1 };
    await killed(ports, 'archive.read', (mortal) =>
      actOnBucket(mortal, { experiment: E, unit, bucket }, coming),
    );
  }
}

function lose({ queues }: MemoryPorts): void {
  for (const queue of Object.values(queues)) queue.hints.length = 0;
}

/** The run dies without a word at its first such call, before that takes effect. */
async function killed(ports: Ports, at: string, run: (mortal: Ports) => Promise<unknown>): Promise<void> {
  const death = Promise.withResolvers<'dead'>();
  const mortal = observed(ports, (call, act) => {
    if (call !== at) return act();
    death.resolve('dead');
    return new Promise(() => {});
  });
  if ((await Promise.race([run(mortal), death.promise])) !== 'dead') throw new Error(`no run met ${at}`);
}
