/** What a checkpoint of an arm holds: the state of each residual, rounded as it is written. */
import type { ArmState } from '../../domain/detect/drift/residual.ts';
import { type StoredArm, storedArmSchema } from '../../domain/detect/drift/stored-arm.ts';
import { packedLevels, unpackedLevels } from '../../formats/drift-levels-bytes.ts';
import { packedState, unpackedState } from '../../formats/drift-state-bytes.ts';

/** Fails where a state is none, so that the checkpoint is made anew. */
export const armCheckpoint = {
  parse: (value: unknown): StoredArm => {
    const stored = storedArmSchema.parse(value);
    unpackedArm(stored);
    return stored;
  },
};

export function packedArm(state: ArmState): StoredArm {
  return Object.fromEntries(
    Array.from(state, ([name, { drift, levels, ...rest }]) => [
      name,
      { drift: base64(packedState(drift)), levels: base64(packedLevels(levels)), ...rest },
    ]),
  );
}

/** Fails with `BadBytes` where the bytes are no state. */
export function unpackedArm(stored: StoredArm): ArmState {
  return new Map(
    Object.entries(stored).map(([name, { drift, levels, ...rest }]) => [
      name,
      { drift: unpackedState(bytesIn(drift)), levels: unpackedLevels(bytesIn(levels)), ...rest },
    ]),
  );
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const bytesIn = (text: string): Uint8Array => Buffer.from(text, 'base64');
