import type { DropMessage } from '../../contract/drop.ts';
import type { RefusedDrop } from '../../domain/drop/drop-records.ts';
import type { Ports } from '../../ports.ts';
import { sweepDrop } from './sweep-drop.ts';
import { takeDropped } from './take-dropped.ts';

/** Does what a message of the drop queue asks for. Resolves to what was refused now without a receipt. */
export async function actOnDrop(ports: Ports, message: DropMessage): Promise<RefusedDrop[]> {
  const refused: RefusedDrop[] = [];
  if ('sweepAfter' in message) await sweepDrop(ports, message.sweepAfter);
  else
    for (const object of message.objects) {
      const one = await takeDropped(ports, object);
      if (one !== null) refused.push(one);
    }
  return refused;
}
