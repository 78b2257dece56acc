import { expect, it } from 'vitest';
import { leaseOf } from '../../../../shared/domain/downlink/lease.ts';
import { LEASE_SECONDS } from '../../../../shared/domain/downlink/run-time.ts';
import { upkeepKey, upkeepKind } from '../../../../shared/domain/upkeep/upkeep-record.ts';
import { update } from '../../../../shared/usecases/known/update.ts';
import { startUpkeep } from '../../../../shared/usecases/upkeep/start-upkeep.ts';
import { watch } from '../../../../shared/usecases/watch.ts';
import { twinsApi } from '../../../support/api.ts';

const E = 'twins';
const VERIFYING = { experiment: E, upkeep: 'VERIFY' };

async function held() {
  const { ports } = await twinsApi();
  await startUpkeep(ports, E, 'VERIFY', 'ada');
  ports.queues.ingest.hints.length = 0;
  const lease = leaseOf({ name: 'a run', since: ports.clock.now() });
  await update(ports, upkeepKind, upkeepKey(E, 'VERIFY'), (current) => ({ ...current!, lease }));
  return ports;
}

it('is not hinted at as long as a run may be at it', async () => {
  const ports = await held();
  await watch(ports);
  expect(ports.queues.ingest.hints).not.toContainEqual(VERIFYING);
  ports.clock.advance(LEASE_SECONDS);
  await watch(ports);
  expect(ports.queues.ingest.hints).toContainEqual(VERIFYING);
});

it('is hinted at when a local stack starts, because every run of before is dead', async () => {
  const ports = await held();
  ports.clock.advance(1);
  await watch(ports, ports.clock.now());
  expect(ports.queues.ingest.hints).toContainEqual(VERIFYING);
});
