/** A file was put below the drop prefix, or the drop is to be looked through: take in what is not in yet. */
import { awsPorts } from '../../shared/aws/ports.ts';
import { releaseTo } from '../../shared/aws/queue.ts';
import { readDropMessage } from '../../shared/contract/drop.ts';
import { DROP_REFUSED } from '../../shared/runtime/environment-names.ts';
import { log } from '../../shared/runtime/log.ts';
import { queueHandler } from '../../shared/runtime/queue-handler.ts';
import { actOnDrop } from '../../shared/usecases/arrive/act-on-drop.ts';

const ports = awsPorts();

export const handler = queueHandler(
  log,
  async (body) => {
    for (const { code: why, ...object } of await actOnDrop(ports, readDropMessage(body)))
      log.error('a dropped file belongs to no experiment', null, { code: DROP_REFUSED, why, ...object });
  },
  releaseTo('dropQueueUrl'),
);
